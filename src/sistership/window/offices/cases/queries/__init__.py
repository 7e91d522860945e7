"""What is read of cases: the lists of the desk, and one case."""
