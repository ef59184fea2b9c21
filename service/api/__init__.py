"""JSON over HTTP where it is handier than SPARQL; docs/api.md describes it, /openapi.json for machines."""
