"""Reads of talent exchange."""
