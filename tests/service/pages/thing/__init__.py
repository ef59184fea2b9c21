"""The pages of things: their sections."""
