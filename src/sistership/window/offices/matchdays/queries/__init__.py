"""Reads of matchmaking days."""
