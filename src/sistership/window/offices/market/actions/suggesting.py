"""Suggest profiles to a profile, and count whom one suggests, so that newcomers get their turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market import engine
from sistership.window.offices.market.days import day_in
from sistership.window.offices.market.models import IndexedProfile, Profile, Sight, SightLevel
from sistership.window.offices.market.queries.suggestions import (
    left_out,
    partner_cities,
    published_by_id,
)
from sistership.window.offices.people.models import City

COUNT = 8
LEAST_UNNAMED = 0.17
"""Score below which nobody is shown for sentences alone that are alike, no need and offer being named."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A profile that is suggested, and why."""

    profile: Profile
    why: engine.Suggested
    reasons: Sequence[engine.Reason]
    """For it, then against it; from what everybody reads alone."""

    @property
    def has_against(self) -> bool:
        """Whether anything speaks against it."""
        return any(one.is_against for one in self.reasons)


def suggestions_for(
    profile: Profile, *, language: str, count: int = COUNT, also: Sequence[City] = ()
) -> list[Suggestion]:
    """Published profiles of partner cities, best first; reasons in `language`, read from level 0.

    `also`: cities whose texts come with those of the profiles.

    Raises MissingPartError where the libraries of matching are not installed, NotReadyError where they are
    still being prepared.
    """
    engine.require_ready()
    found = engine.suggest(
        profile,
        partner_cities=partner_cities(profile.city),
        without=left_out(profile),
        count=count,
    )
    rows = published_by_id([one.public_id for one in found])
    there = [one for one in found if one.public_id in rows]
    others = [rows[one.public_id] for one in there]
    load_texts([profile, *others], [one.city for one in others], also)
    reasons = engine.explain(profile, others, language=language)
    made = [Suggestion(*one) for one in zip(others, there, reasons, strict=True)]
    return [
        one
        for one in made
        if any(each.is_named for each in one.reasons)
        or (one.why.score >= LEAST_UNNAMED and any(not each.is_against for each in one.reasons))
    ]


def count_shown(*, profile: Profile, others: Sequence[Profile]) -> int:
    """Remember that the owner of a profile was shown others; counted once a day. Returns how many anew."""
    now = clock.now()
    fresh = []
    known = set(
        Sight.objects.filter(
            profile__in=others,
            level=SightLevel.SUMMARY,
            by_kind=Profile.kind(),
            by_id=profile.public_id,
            on__in={day_in(one.city, now) for one in others},
        ).values_list("profile", "on")
    )
    for one in others:
        day = day_in(one.city, now)
        if (one.pk, day) not in known:
            fresh.append(
                Sight(
                    profile=one,
                    level=SightLevel.SUMMARY,
                    by_kind=Profile.kind(),
                    by_id=profile.public_id,
                    on=day,
                    at=now,
                )
            )
    if not fresh:
        return 0
    Sight.objects.bulk_create(fresh, ignore_conflicts=True)
    counted = [one.profile for one in fresh]
    Profile.objects.filter(pk__in=[one.pk for one in counted]).update(
        times_suggested=F("times_suggested") + 1
    )
    keys = [str(one.public_id) for one in counted]
    IndexedProfile.objects.filter(key__in=keys, shown__isnull=False).update(shown=F("shown") + 1)
    return len(fresh)
