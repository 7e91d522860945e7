"""Keep the index of suggestions in step: the end of every deed that changes what readers see.

What leaves the market leaves the index at once. What comes is read in the background: understanding texts
needs the vocabulary, which takes seconds to load.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from sistership.window.ground.tasks import enqueue
from sistership.window.offices.market import index_tables
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.states import ProfileState

INDEX = "sistership.window.offices.market.tasks.index_profile"


def index(profiles: Iterable[Profile]) -> None:
    """Let the profiles be indexed as they are; those that are not published are taken out now."""
    rows = list(profiles)
    unindex([one for one in rows if one.state != ProfileState.PUBLISHED])
    for profile in rows:
        if profile.state == ProfileState.PUBLISHED:
            enqueue(INDEX, str(profile.public_id))


def unindex(profiles: Iterable[Profile]) -> None:
    """Take profiles out of the index."""
    from sistership.window.offices.market import engine  # slow: brings in numpy and the engine

    keys = [str(one.public_id) for one in profiles]
    with transaction.atomic():
        if index_tables.holds(keys):
            engine.remove(keys)
