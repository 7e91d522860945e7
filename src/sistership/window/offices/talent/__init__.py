"""Talent exchange: programmes, cohorts, positions, applications, placements and what follows them."""
