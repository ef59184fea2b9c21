"""A seeded fuzzer of SPARQL: queries of the official suites, mutated, and queries that a grammar makes up.

`python -m communique.tests.attacks.fuzz --start communique --seconds 60` runs it for as long as it is told.
"""
