"""Suggestions to a profile, with the profiles that they name."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from sistership.window.offices.market.models import Dismissal, Interest, Introduction, Profile
from sistership.window.offices.market.states import InterestState, ProfileState
from sistership.window.offices.people.models import City


def partner_cities(city: City) -> set[str]:
    """Keys of the cities with which a city has a partnership."""
    rows = City.objects.filter(partnerships__sides__city=city).exclude(pk=city.pk)
    return set(rows.values_list("key", flat=True))


def left_out(profile: Profile) -> set[str]:
    """Public ids that are not suggested to a profile: not wanted by either, asked, or introduced."""
    pk = profile.pk
    said = Dismissal.objects.filter(Q(profile=pk) | Q(other=pk, is_veto=True)).order_by()
    asked = Interest.objects.filter(Q(profile=pk) | Q(other=pk), state=InterestState.ASKED).order_by()
    met = Introduction.objects.filter(Q(first=pk) | Q(second=pk)).order_by()
    pair = ("profile__public_id", "other__public_id")
    pairs = said.values_list(*pair).union(
        asked.values_list(*pair), met.values_list("first__public_id", "second__public_id")
    )
    found: set[UUID] = {one for both in pairs for one in both}
    return {str(one) for one in found - {profile.public_id}}


def published_by_id(public_ids: list[str]) -> dict[str, Profile]:
    """The published ones of profiles, by public id."""
    rows = Profile.objects.filter(public_id__in=public_ids, state=ProfileState.PUBLISHED)
    return {str(one.public_id): one for one in rows.select_related("city")}
