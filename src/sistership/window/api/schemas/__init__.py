"""What the API takes and gives, one file for each office."""
