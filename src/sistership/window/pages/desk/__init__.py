"""Pages on which officers and department leads work."""
