"""Stores of other makers, reached by SPARQL 1.1 Protocol and Graph Store Protocol: asked, filled and counted."""
