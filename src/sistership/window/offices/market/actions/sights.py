"""Remember who saw what of a profile; once a day for each reader and level."""

from __future__ import annotations

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.market.days import day_in
from sistership.window.offices.market.models import Profile, Sight


def saw(*, profile: Profile, level: int, by: Ref) -> None:
    """An account or another profile's owner saw this much of the profile today: one query."""
    now = clock.now()
    sight = Sight(
        profile=profile,
        level=level,
        by_kind=by.kind,
        by_id=by.public_id,
        on=day_in(profile.city, now),
        at=now,
    )
    Sight.objects.bulk_create([sight], ignore_conflicts=True)
