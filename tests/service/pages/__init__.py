"""Tests of communique.service.pages."""
