"""Tests of the release: canonical form, dumps, descriptions, the folder and the switch."""
