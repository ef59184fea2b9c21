"""The official SPARQL test suites, read in place and run against any endpoint or against the engine itself.

`python -m communique.tests.conformance --help` runs them against a URL, prints a table and writes EARL reports.
"""
