"""Search over everything that a reader may see, the same on SQLite and PostgreSQL."""
