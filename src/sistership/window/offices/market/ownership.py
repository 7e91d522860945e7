"""Who owns what the market keeps: a profile is of its city, an introduction is shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.market.models import (
    Dismissal,
    Interest,
    Introduction,
    Profile,
    ProfileEvent,
    ProfileFile,
    ProfileVersion,
    Review,
    Sight,
)
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import SHARED

OF_CITY = "the city whose officers check it"


def _profiles(city: City) -> QuerySet[Profile]:
    return Profile.objects.filter(city=city)


def _of(model: Any, path: str = "profile") -> Callable[[City], QuerySet[Any]]:
    return lambda city: model._default_manager.filter(**{f"{path}__in": _profiles(city)})


def _dismissals(city: City) -> QuerySet[Dismissal]:
    both = Q(profile__city=city) & Q(other__city=city)
    return Dismissal.objects.filter(both, is_veto=False)


def _interests(city: City) -> QuerySet[Interest]:
    return Interest.objects.filter(profile__city=city, other__city=city)


def _introductions(city: City) -> QuerySet[Introduction]:
    return Introduction.objects.filter(first__city=city, second__city=city)


NEVER = "what names a profile of another city stays here; never a veto"
OWNERSHIP = {
    "market.Profile": Ownership(OF_CITY, _profiles),
    "market.Profile_looks_in": Ownership(OF_CITY, _of(Profile.looks_in.through)),
    "market.ProfileVersion": Ownership(OF_CITY, _of(ProfileVersion)),
    "market.ProfileEvent": Ownership(OF_CITY, _of(ProfileEvent)),
    "market.ProfileFile": Ownership(OF_CITY, _of(ProfileFile)),
    "market.Review": Ownership(OF_CITY, _of(Review, "version__profile")),
    "market.Sight": Ownership(OF_CITY, _of(Sight)),
    "market.Dismissal": Ownership("the city of the profile that said it", _dismissals, note=NEVER),
    "market.Interest": Ownership(SHARED, _interests, without=frozenset({"is_sent"}), note=NEVER),
    "market.Introduction": Ownership(SHARED, _introductions, note=NEVER),
    "market.IndexedProfile": Ownership(
        "the installation", note="an index, made anew by `sistership rebuild`"
    ),
    "market.IndexedCounts": Ownership("the installation", note="an index, made anew by `sistership rebuild`"),
}
