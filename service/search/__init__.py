"""Search: an index over the names of all things in all scripts, built for each release in a process of its own."""
