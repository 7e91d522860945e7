"""Who asks, refuses and never answers: what shows an officer that somebody uses the market against others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from sistership.window.offices.market.models import Dismissal, Interest, Introduction, Outcome, Profile
from sistership.window.offices.market.rules import own_profiles, visible_introductions
from sistership.window.offices.market.states import InterestState, IntroductionState
from sistership.window.offices.people.rules import Reader

MANY = 5
"""Requests from which on a share says something."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one profile did since an instant. Whom its vetoes name is told to nobody."""

    profile: Profile
    asked: int
    """Requests that it made."""
    waiting: int
    taken_back: int
    """Requests that it made and took back."""
    accepted: int
    """Of its requests, those that others accepted."""
    unmet: int
    """Of its introductions, those that led to nothing, or to no meeting yet."""
    was_asked: int
    refused: int
    """Requests to it that it declined."""
    unanswered: int
    """Requests to it that lapsed; those that its veto kept back are not among them."""
    vetoes: int
    """Profiles that it never wants to meet."""

    @property
    def is_odd(self) -> bool:
        """Many requests of which little comes: the pattern of somebody who blocks others."""
        idle = self.taken_back + self.unmet
        return (self.asked >= MANY and idle * 2 >= self.asked) or self.vetoes >= MANY * 2


def counted(reader: Reader, *, since: datetime) -> list[Counted]:
    """The profiles of the reader's cities that did anything, the busiest first: six queries."""
    rows = {one.pk: one for one in own_profiles(reader).select_related("city")}
    made = Interest.objects.filter(profile__in=rows, at__gt=since)
    got = Interest.objects.filter(other__in=rows, at__gt=since, is_sent=True)
    asked = _by_state(made, "profile")
    came = _by_state(got, "other")
    vetoes: dict[int, int] = dict(
        Dismissal.objects.filter(profile__in=rows, is_veto=True)
        .order_by()
        .values_list("profile")
        .annotate(count=Count("pk"))
    )
    unmet = _unmet(rows, since)
    found = [
        Counted(
            profile=profile,
            asked=sum(asked.get(pk, {}).values()),
            waiting=asked.get(pk, {}).get(InterestState.ASKED, 0),
            taken_back=asked.get(pk, {}).get(InterestState.TAKEN_BACK, 0),
            accepted=asked.get(pk, {}).get(InterestState.ACCEPTED, 0),
            unmet=unmet.get(pk, 0),
            was_asked=sum(came.get(pk, {}).values()),
            refused=came.get(pk, {}).get(InterestState.DECLINED, 0),
            unanswered=came.get(pk, {}).get(InterestState.LAPSED, 0),
            vetoes=vetoes.get(pk, 0),
        )
        for pk, profile in rows.items()
        if pk in asked or pk in came or pk in vetoes or pk in unmet
    ]
    return sorted(found, key=lambda one: (not one.is_odd, -one.asked - one.vetoes, one.profile.pk))


def _by_state(rows: QuerySet[Interest], name: str) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for pk, state, count in rows.order_by().values_list(name, "state").annotate(count=Count("pk")):
        found.setdefault(pk, {})[state] = count
    return found


def _unmet(rows: dict[int, Profile], since: datetime) -> dict[int, int]:
    """Introductions that a profile asked for and that led nowhere."""
    idle = Q(state=IntroductionState.MADE) | Q(outcome=Outcome.NOTHING)
    found = Introduction.objects.filter(idle, at__gt=since, interest__profile__in=rows)
    pairs = found.order_by().values("interest__profile").annotate(count=Count("pk"))
    return {one["interest__profile"]: one["count"] for one in pairs}


def introductions(reader: Reader, *, state: str = "", outcome: str = "") -> QuerySet[Introduction]:
    """Introductions of the reader's cities, the newest first."""
    rows = visible_introductions(reader)
    if state:
        rows = rows.filter(state=state)
    if outcome:
        rows = rows.filter(outcome=outcome)
    return rows.select_related("first__city", "second__city", "partnership").order_by("-at", "-pk")
