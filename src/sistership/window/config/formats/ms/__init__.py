"""Malay, as Malaysia writes it: 14 September 2025."""
