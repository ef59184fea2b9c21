"""The pages of things: for each kind what is asked, in which sections, how it is shown; every line with its source."""
