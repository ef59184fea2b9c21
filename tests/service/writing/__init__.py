"""Updates: accepted by token, kept across kills, bounded, seen at once."""
