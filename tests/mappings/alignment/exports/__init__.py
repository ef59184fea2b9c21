"""What goes back to Wikidata's editors: only what has a source and is not there, in a syntax they can run."""
