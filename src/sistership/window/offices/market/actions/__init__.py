"""Every write of the market."""
