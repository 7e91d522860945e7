"""Agreements: what was signed, and the blueprint of directions, commitments, milestones and evidence."""
