"""Readers of general lexicons that an instance may add: concept tables, dictd dictionaries, CC-CEDICT."""
