"""Pages for people and data for programs: everything that is served beside the SPARQL protocols."""
