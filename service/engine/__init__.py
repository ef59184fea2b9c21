"""Evaluation apart from HTTP: a process that holds the data, workers forked from it, and what talks to them."""
