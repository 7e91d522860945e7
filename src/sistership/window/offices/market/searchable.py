"""Profiles as search finds them: the words that everybody may read, of published ones alone."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from sistership.window.ground.search.searchable import Searchable, on
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.rules import open_profiles
from sistership.window.offices.market.states import ProfileState


def _published() -> QuerySet[Profile]:
    return Profile.objects.filter(state=ProfileState.PUBLISHED)


def _at(profile: Profile) -> datetime:
    return profile.published_at or on(None, profile)


SEARCHABLE = {
    Profile.kind(): Searchable(
        label=pgettext_lazy("of the market", "Profiles"),
        model=Profile,
        visible=open_profiles,
        rows=_published,
        at=_at,
        beside=("city",),
    )
}
