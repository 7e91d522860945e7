"""Every write of talent exchange."""
