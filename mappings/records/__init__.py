"""Reading what curators write: record files become typed records, and every fault becomes an issue with file and line."""
