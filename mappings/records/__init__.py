"""Reading what curators write: files become typed records, and every fault an issue with file and line."""
