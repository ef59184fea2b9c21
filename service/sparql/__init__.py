"""The protocols over HTTP: SPARQL 1.1 Protocol, service description and Graph Store Protocol, as plain ASGI."""
