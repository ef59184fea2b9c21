"""Tests of the search: folding, entries, hits and their order, and what follows a release."""
