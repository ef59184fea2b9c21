"""The commands, one a file; each module holds one click command named `command`."""
