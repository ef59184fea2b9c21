"""Explore: a timeline, a map, a network and a matrix, each a table made of the same appearances by the same facets."""
