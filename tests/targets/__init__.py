"""Servers that the suites, the attacks and the bench can start: ours and the peers', one file each, on loopback."""
