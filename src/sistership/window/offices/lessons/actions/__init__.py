"""Every write of questions and lessons."""
