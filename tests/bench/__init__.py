"""Tests of the bench: what it generates, and that it measures what it says."""
