"""Every write to agreements, one file for each group of records."""
