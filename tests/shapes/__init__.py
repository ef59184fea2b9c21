"""The shapes: every constraint broken, every rule found, two validators agreeing."""
