"""Releases: an immutable folder that anybody can download, check, cite, load and serve, and the switch to it."""
