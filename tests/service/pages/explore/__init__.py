"""Explore: choices, facets, tables and pages."""
