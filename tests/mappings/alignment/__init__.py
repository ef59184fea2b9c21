"""The alignment: its files, its gate, its RDF and the matcher that proposes."""
