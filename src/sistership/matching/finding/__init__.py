"""Find profiles for each other, and explain."""
