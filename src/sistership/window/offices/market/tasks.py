"""Background work of the market: profiles run out, requests lapse, both are asked what came of it."""

from __future__ import annotations

from datetime import timedelta

from sistership.common.errors import StateError
from sistership.window.ground import clock
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.market.actions import interests, introductions, living
from sistership.window.offices.market.days import day_in
from sistership.window.offices.market.models import Interest, Introduction, Profile
from sistership.window.offices.market.states import (
    InterestState,
    IntroductionState,
    ProfileState,
)

MOST_AT_ONCE = 100
REMIND_BEFORE = timedelta(days=30)
ASK_AFTER = timedelta(days=30)


def prepare() -> str:
    """Compile what suggestions need, so that no page waits for it; queued whenever the window starts."""
    if not Profile.objects.filter(state=ProfileState.PUBLISHED).exists():
        return "nobody to suggest"
    from sistership.window.offices.market import engine  # slow: brings in the vocabulary

    if not engine.is_there():
        return "not installed"
    engine.prepare()
    return "prepared"


def index_profile(public_id: str) -> int:
    """Index a profile as it is now; 0 where it is not published any more, or matching is not installed."""
    from sistership.window.offices.market import engine  # slow: brings in the vocabulary

    rows = Profile.objects.filter(public_id=public_id, state=ProfileState.PUBLISHED)
    return engine.index(list(rows.select_related("city")))


def keep_profiles() -> int:
    """Remind owners of a last day that comes, and end the time of profiles whose last day has passed."""
    latest = clock.now().date() + timedelta(days=1)
    rows = Profile.objects.filter(state=ProfileState.PUBLISHED, expires_on__isnull=False)
    count = 0
    for profile in rows.filter(expires_on__lte=latest).select_related("city")[:MOST_AT_ONCE]:
        assert profile.expires_on is not None, "the rows have a last day"
        if profile.expires_on < day_in(profile.city):
            living.expire(actor=SYSTEM, profile=profile)
            count += 1
    soon = rows.filter(expires_on__gt=latest, expires_on__lte=latest + REMIND_BEFORE)
    for profile in soon.filter(reminded_for__isnull=True)[:MOST_AT_ONCE]:
        living.remind(actor=SYSTEM, profile=profile)
        count += 1
    return count


def lapse_interests() -> int:
    """End requests whose last day has passed."""
    waiting = Interest.objects.filter(
        state=InterestState.ASKED, lapses_on__lte=clock.now().date() + timedelta(days=1)
    )
    count = 0
    for interest in waiting.select_related("profile__city").order_by("lapses_on")[:MOST_AT_ONCE]:
        if interest.lapses_on < day_in(interest.profile.city):
            try:
                interests.lapse(actor=SYSTEM, interest=interest)
            except StateError:  # answered at this moment
                continue
            count += 1
    return count


def ask_outcomes() -> int:
    """Ask both parties of introductions that are some weeks old what came of them, once."""
    rows = Introduction.objects.filter(asked_at__isnull=True, at__lte=clock.now() - ASK_AFTER).exclude(
        state=IntroductionState.SETTLED
    )
    found = list(rows.order_by("at")[:MOST_AT_ONCE])
    for introduction in found:
        introductions.ask_outcome(actor=SYSTEM, introduction=introduction)
    return len(found)
