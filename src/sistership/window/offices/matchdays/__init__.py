"""Matchmaking and funding days: who comes, who meets whom, when and at which table, and what came of it."""
