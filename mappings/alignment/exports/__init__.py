"""What goes back to Wikidata's editors, for them to review; nothing is ever written to Wikidata from here."""
