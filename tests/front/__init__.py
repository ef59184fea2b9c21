"""The front end: its sources, its packages and its build."""
