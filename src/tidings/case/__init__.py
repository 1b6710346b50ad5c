"""Where all of it is kept: one SQLite file."""
