"""Keep the index of suggestions in step: the end of every deed that changes what readers see."""

from __future__ import annotations

from collections.abc import Iterable

from sistership.window.offices.market.models import Profile


def index(profiles: Iterable[Profile]) -> None:
    """Index the profiles as they are now; those that are not published are taken out."""
    from sistership.window.offices.market import engine  # slow: brings in the vocabulary

    engine.index(list(profiles))
