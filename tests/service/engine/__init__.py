"""Tests of communique.service.engine."""
