"""Writing, where it is allowed: one process changes the store, and each change it accepts is a state of its own.

A state is an immutable folder that shares its files with the one before; the change is accepted in the moment in which
the link `current` is renamed to it. So a kill at any moment leaves the last accepted state, and nothing half done.
"""
