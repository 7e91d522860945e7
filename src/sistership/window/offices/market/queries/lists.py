"""Lists of profiles as pages, the API and the command line show them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sistership.window.ground.search.searching import holding
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.rules import open_profiles, own_profiles
from sistership.window.offices.market.states import ProfileState
from sistership.window.offices.people.rules import Reader


def published(
    reader: Reader,
    *,
    words: str = "",
    kind: str = "",
    city: str = "",
    sector: str = "",
    stage: str = "",
    language: str = "",
) -> QuerySet[Profile]:
    """Published profiles that the reader sees, narrowed; `words` are looked for as search does.

    `language` is the one in which the owner writes.
    """
    rows = open_profiles(reader)
    for name, value in (
        ("profile_kind", kind),
        ("city__key", city),
        ("stage", stage),
        ("language", language),
    ):
        if value:
            rows = rows.filter(**{name: value})
    if sector:
        rows = rows.filter(pk__in=_in_sector(rows, sector))
    found = holding(rows, Profile.kind(), words)
    return found.select_related("city").order_by("-published_at", "-pk")


def _in_sector(rows: QuerySet[Profile], sector: str) -> list[int]:
    """Told here: SQLite does not look into lists of JSON."""
    return [pk for pk, sectors in rows.values_list("pk", "sectors") if sector in sectors]


def sectors_shown(reader: Reader) -> list[str]:
    """Sectors of the published profiles that the reader sees."""
    rows = open_profiles(reader).exclude(sectors=[]).order_by().values_list("sectors", flat=True)
    return sorted({one for some in rows for one in some})


def at_desk(
    reader: Reader, *, state: str = "", words: str = "", kind: str = "", city: str = ""
) -> QuerySet[Profile]:
    """Profiles of the reader's cities: those that wait for a check first, then the newest."""
    rows = own_profiles(reader).filter(state=state) if state else own_profiles(reader)
    if kind:
        rows = rows.filter(profile_kind=kind)
    if city:
        rows = rows.filter(city__key=city)
    if words.strip():
        rows = rows.filter(organisation_name__icontains=words.strip())
    waits = Case(When(is_in_review=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.select_related("city").annotate(waits=waits).order_by("waits", "handed_in_at", "-pk")


def to_check(reader: Reader) -> int:
    """How many versions wait for a check by the reader's cities."""
    return own_profiles(reader).filter(is_in_review=True).exclude(state=ProfileState.WITHDRAWN).count()


def load_profiles(profiles: Iterable[Profile]) -> list[Profile]:
    """The profiles with their texts and those of their cities: one query."""
    rows = list(profiles)
    load_texts(rows, [one.city for one in rows])
    return rows
