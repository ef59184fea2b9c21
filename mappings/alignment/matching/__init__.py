"""The matcher: names of parties against candidates, with named features and named rules. Knows no file and no gold."""
