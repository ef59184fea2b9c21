"""Who is who: what the things of the knowledge base are in Wikidata, and what they are not."""
