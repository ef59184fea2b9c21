"""A dated, recorded pull of Wikidata: what candidates and items are read from when there is no network."""
