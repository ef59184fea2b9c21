"""Attacks on a SPARQL endpoint, as data, and a runner that tries them on any endpoint.

`python -m communique.tests.attacks --help` runs them. Everything goes to loopback addresses, and every loop is bounded.
"""
