"""Make the index of suggestions anew, as `sistership rebuild` does."""

from __future__ import annotations


def rebuild() -> int:
    """Index every published profile; returns how many rows differed from what was stored."""
    from sistership.window.offices.market import engine  # slow: brings in the vocabulary

    return engine.rebuild()
