"""Tests of communique.service.sparql."""
