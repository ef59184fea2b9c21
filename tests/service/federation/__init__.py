"""Tests of SERVICE: over loopback only, each with a bound on its time."""
