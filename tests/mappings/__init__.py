"""Tests of the mapping; `fixture` holds two small invented documents with records of every kind."""
