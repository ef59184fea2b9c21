"""Measurements: a generated knowledge base of our own model, ten queries, and what each server makes of them.

`python -m communique.bench --help` runs them.
"""
