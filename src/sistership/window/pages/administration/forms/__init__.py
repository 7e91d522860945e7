"""Forms of administration, one module for each kind of record."""
