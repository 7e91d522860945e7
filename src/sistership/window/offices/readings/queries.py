"""Open drafts, and which persons and bodies of the window a draft may mean."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sistership.window.ground.models import LocalizedText, Source
from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Alias, Organisation, Person, Side
from sistership.window.offices.people.rules import Reader, visible_persons
from sistership.window.offices.readings.entries import Entry
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.readings.rules import visible_readings
from sistership.window.offices.readings.states import ReadingState
from sistership.window.offices.visits.engine import OrganisationValue, PersonValue

_SIGNS = re.compile(r"[\W_]+")
_SHORTEST_PART = 3
"""Letters that a name must share with another, as a whole, to be hinted at."""


def open_readings(reader: Reader) -> list[Reading]:
    """Drafts that await a decision, newest first."""
    rows = visible_readings(reader).filter(state=ReadingState.DRAFTED)
    return list(rows.select_related("partnership").defer("text", "fields", "left_out"))


def with_known(rows: QuerySet[Reading]) -> QuerySet[Reading]:
    """Each reading with `is_known`: whether records cite its very text already."""
    cited = Source.objects.filter(document__sha256=OuterRef("sha256"))
    return rows.annotate(is_known=Exists(cited))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a field may mean."""

    record: Record
    is_same_name: bool
    """It bears one of the field's names: accepting takes it unless the officer says otherwise."""


def candidates(
    reader: Reader, entries: Iterable[Entry], sides: Iterable[Side], *, beside: Iterable[Record] = ()
) -> dict[str, list[Candidate]]:
    """Key of an entry → records that it may mean, those of the same name first.

    Looked up among all that bear one of the names, and the persons and bodies of the cities of `sides` whose
    names hold one another. Texts of the records are loaded, and those of `beside` with the same query. Five
    queries, whatever there is.
    """
    named = {entry.key: _names_of(entry) for entry in entries if isinstance(entry.field.value, _MEANT)}
    if not named:
        load_texts(beside)
        return {}
    wanted = {name for names in named.values() for name in names}
    kinds = [Organisation.kind(), Person.kind()]
    texts = LocalizedText.objects.filter(owner_kind__in=kinds, field="name", text__in=wanted)
    called = Alias.objects.filter(owner_kind__in=kinds, name__in=wanted)
    exact = set(texts.values_list("owner_id", flat=True).union(called.values_list("owner_id", flat=True)))
    cities = [side.city_id for side in sides]
    bodies = Organisation.objects.filter(city__in=cities) | Organisation.objects.filter(public_id__in=exact)
    persons = Person.objects.filter(public_id__in=exact, erased_at__isnull=True) | visible_persons(
        reader
    ).filter(city__in=cities)
    records: list[Record] = [*bodies.distinct(), *persons.distinct()]
    by_owner: dict[UUID, set[str]] = defaultdict(set)
    aliases = Alias.objects.filter(owner_kind__in=kinds, owner_id__in=[one.public_id for one in records])
    for owner, name in aliases.values_list("owner_id", "name"):
        by_owner[owner].add(name)
    load_texts(records, beside)
    for record in records:
        by_owner[record.public_id] |= {variant.text for variant in record.localized("name").variants.values()}
    return {
        entry.key: _found(named[entry.key], _kind_of(entry), records, by_owner)
        for entry in entries
        if entry.key in named
    }


_MEANT = (OrganisationValue, PersonValue)


def _kind_of(entry: Entry) -> type[Record]:
    return Person if isinstance(entry.field.value, PersonValue) else Organisation


def _names_of(entry: Entry) -> set[str]:
    value = entry.field.value
    if isinstance(value, OrganisationValue):
        return {value.name, *value.aliases}
    if isinstance(value, PersonValue):
        return {value.name, value.latin_name} - {None}  # type: ignore[return-value]
    return set()


def _bare(name: str) -> str:
    """A name without case, accents, width and signs."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return _SIGNS.sub("", "".join(sign for sign in folded if not unicodedata.combining(sign)))


def _found(
    names: set[str], kind: type[Record], records: list[Record], by_owner: dict[UUID, set[str]]
) -> list[Candidate]:
    bare = {_bare(name) for name in names}
    found = []
    for record in records:
        if not isinstance(record, kind):
            continue
        known = by_owner[record.public_id]
        theirs = {_bare(name) for name in known}
        is_near = any(
            len(min(ours, other, key=len)) >= _SHORTEST_PART and (ours in other or other in ours)
            for ours in bare
            for other in theirs
        )
        if names & known or bare & theirs or is_near:
            found.append(Candidate(record, is_same_name=bool(names & known)))
    return sorted(found, key=lambda one: not one.is_same_name)
