"""Data on disk and in other stores: held, asked, filled, over real HTTP."""
