"""Tests of the record reader."""
