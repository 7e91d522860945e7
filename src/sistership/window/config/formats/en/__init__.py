"""English, as the cities write it: 14 September 2025."""
