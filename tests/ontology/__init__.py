"""The vocabulary: its form, its hygiene, its alignments, its consistency."""
