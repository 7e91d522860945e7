"""Every write of matchmaking days."""
