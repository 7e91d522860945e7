"""People: cities, organisations, persons, accounts and their roles, partnerships and their sides."""
