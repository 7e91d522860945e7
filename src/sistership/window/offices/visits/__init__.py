"""Visits: delegations and meetings, who was there, and what was said."""
