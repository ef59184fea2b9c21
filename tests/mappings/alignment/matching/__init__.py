"""The matcher: lessons of the alignment, one test file each."""
