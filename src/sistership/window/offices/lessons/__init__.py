"""What the experts of one city ask those of another, and the lessons that they keep."""
