"""Tests of the service: each folder mirrors one of its rooms; servers are real processes on loopback."""
