"""Read people: accounts with their roles, cities, organisations, persons and partnerships as lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from sistership.window.ground.models import LocalizedText
from sistership.window.ground.records import Record
from sistership.window.offices.people.models import (
    Account,
    Alias,
    City,
    Grant,
    MergedRecord,
    Organisation,
    Partnership,
    Person,
    Post,
    Side,
)
from sistership.window.offices.people.rules import (
    Reader,
    visible_organisations,
    visible_partnerships,
    visible_persons,
)


def accounts(*, words: str = "", role: str = "") -> QuerySet[Account]:
    """Accounts by e-mail with their roles, of those whose address or name holds the words."""
    found = Account.objects.order_by("email").prefetch_related(
        Prefetch("grants", Grant.objects.select_related("city").order_by("role", "pk"))
    )
    if words:
        found = found.filter(Q(email__icontains=words) | Q(display_name__icontains=words))
    if role:
        found = found.filter(grants__role=role).distinct()
    return found


def cities() -> QuerySet[City]:
    """Cities by key with their local days, coming ones first to be found."""
    return City.objects.order_by("key").prefetch_related("local_days")


def cities_named(words: str) -> QuerySet[City]:
    """Cities whose name or alias holds the words; all where there are none."""
    found = City.objects.order_by("key")
    return found.filter(_is_named(words)) if words else found


def organisations(
    reader: Reader, *, city: City | None = None, kind: str = "", words: str = ""
) -> QuerySet[Organisation]:
    """Organisations that the reader sees, by city and kind, whose name or alias holds the words."""
    found = visible_organisations(reader).select_related("city").order_by("city__key", "pk")
    if city:
        found = found.filter(city=city)
    if kind:
        found = found.filter(organisation_kind=kind)
    return found.filter(_is_named(words)) if words else found


def persons(reader: Reader, *, city: City | None = None, words: str = "") -> QuerySet[Person]:
    """Persons that the reader sees, whose name, alias or address holds the words, with their posts."""
    found = (
        visible_persons(reader)
        .select_related("city")
        .prefetch_related(Prefetch("posts", Post.objects.select_related("city", "organisation")))
        .order_by("city__key", "pk")
    )
    if city:
        found = found.filter(city=city)
    return found.filter(_is_named(words) | Q(email__icontains=words)) if words else found


def sides_with_cities(lookup: str = "sides") -> Prefetch[Any]:
    """Prefetch the sides of a partnership with their cities and desks, by one query."""
    return Prefetch(lookup, Side.objects.select_related("city", "desk_organisation"))


def partnerships(reader: Reader) -> QuerySet[Partnership]:
    """Partnerships that the reader sees, with their sides."""
    return visible_partnerships(reader).prefetch_related(sides_with_cities()).order_by("key")


def aliases_of(records: Iterable[Record]) -> dict[UUID, list[str]]:
    """Aliases by public id of the record: one query."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Alias.objects.filter(owner_id__in=[record.public_id for record in records]).order_by("pk")
    for owner, name in rows.values_list("owner_id", "name"):
        found[owner].append(name)
    return dict(found)


def merged_into(kind: str, *, public_id: UUID | None = None, key: str = "") -> UUID | None:
    """The record into which one with an old id or key was merged; None where none was."""
    merged = MergedRecord.objects.filter(kind=kind)
    merged = merged.filter(old_id=public_id) if public_id else merged.filter(old_key=key)
    return merged.order_by("-pk").values_list("new_id", flat=True).first()


def _is_named(words: str) -> Q:
    names = LocalizedText.objects.filter(owner_id=OuterRef("public_id"), field="name", text__icontains=words)
    aliases = Alias.objects.filter(owner_id=OuterRef("public_id"), name__icontains=words)
    return Q(Exists(names)) | Q(Exists(aliases))
