"""Forms of the desk, one module for each kind of record."""
