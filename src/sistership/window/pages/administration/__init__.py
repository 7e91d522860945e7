"""Pages of the administrator, and of one's own account."""
