"""Tests of the tools for language models, with the official client."""
