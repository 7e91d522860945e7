"""What stands on the page of a profile's owner, and at the desk beside a profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.models import (
    Dismissal,
    Interest,
    Introduction,
    Profile,
    Review,
    Sight,
    SightLevel,
)
from sistership.window.offices.market.states import InterestState
from sistership.window.offices.people.models import City, Grant

MOST_SIGHTS = 30


@dataclass(frozen=True, slots=True)
class Meeting:
    """An introduction as one of the two sees it."""

    introduction: Introduction
    other: Profile


@dataclass(frozen=True, slots=True)
class Seen:
    """Who saw a profile, in words that name no party before both said yes."""

    sight: Sight
    profile: Profile | None
    """The other party."""
    city: City | None
    """The city of an officer."""
    is_known: bool
    """Whether the other party may be named."""


@dataclass(frozen=True, slots=True)
class Own:
    """All of it."""

    asked: Sequence[Interest]
    """Requests that wait for this profile's answer."""
    asking: Sequence[Interest]
    """This profile's own requests."""
    meetings: Sequence[Meeting]
    dismissals: Sequence[Dismissal]
    review: Review | None
    """The newest check."""
    seen: Sequence[Seen]


def own_page(profile: Profile) -> Own:
    """What the owner of a profile reads: six queries; no request that a veto kept back."""
    asked = list(
        profile.asked_interests.filter(state=InterestState.ASKED, is_sent=True).select_related(
            "profile__city"
        )
    )
    asking = list(profile.interests.select_related("other__city")[:50])
    met = list(
        Introduction.objects.filter(Q(first=profile) | Q(second=profile)).select_related(
            "first__city", "second__city"
        )
    )
    meetings = [Meeting(one, one.second if one.first_id == profile.pk else one.first) for one in met]
    dismissals = list(profile.dismissals.select_related("other__city"))
    seen = _seen(profile, {one.other.pk for one in meetings})
    others = [
        *(one.profile for one in asked),
        *(one.other for one in asking),
        *(one.other for one in meetings),
        *(one.other for one in dismissals),
        *(one.profile for one in seen if one.profile),
    ]
    cities = [one.city for one in (profile, *others)] + [one.city for one in seen if one.city]
    load_texts([profile, *others], cities)
    return Own(
        asked=asked,
        asking=asking,
        meetings=meetings,
        dismissals=dismissals,
        review=Review.objects.filter(version__profile=profile).order_by("-at").first(),
        seen=seen,
    )


def _seen(profile: Profile, introduced: set[int]) -> list[Seen]:
    """The newest sights beyond being suggested to somebody."""
    rows = list(profile.sights.exclude(level=SightLevel.SUMMARY, by_kind=Profile.kind())[:MOST_SIGHTS])
    by_profile = [one.by_id for one in rows if one.by_kind == Profile.kind()]
    by_account = [one.by_id for one in rows if one.by_kind == "account"]
    profiles = {
        one.public_id: one for one in Profile.objects.filter(public_id__in=by_profile).select_related("city")
    }
    staff = Grant.objects.filter(account__public_id__in=by_account, city__isnull=False)
    cities = {
        grant.account.public_id: grant.city
        for grant in staff.select_related("account", "city").order_by("pk")
    }
    found = []
    for one in rows:
        other = profiles.get(one.by_id)
        found.append(
            Seen(
                sight=one,
                profile=other,
                city=cities.get(one.by_id),
                is_known=other is not None and other.pk in introduced,
            )
        )
    return found
