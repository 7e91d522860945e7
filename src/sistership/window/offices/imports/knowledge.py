"""What the window holds already, loaded once for a whole sheet: records, names, places, partnerships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sistership.common.places import normal_name, place_named
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.imports.gazetteer import Gazetteer
from sistership.window.offices.imports.likeness import Likeness, Named
from sistership.window.offices.imports.models import Register
from sistership.window.offices.people.models import City, MergedRecord, Organisation, Person, Post, Side
from sistership.window.offices.people.queries import aliases_of
from sistership.window.offices.people.rules import Reader, visible_organisations, visible_persons

Subject = City | Organisation | Person
KINDS = {Register.CITIES: "city", Register.ORGANISATIONS: "organisation", Register.CONTACTS: "person"}


@dataclass(slots=True)
class Knowledge:
    """All that rows are compared with."""

    register: str
    reader: Reader
    gazetteer: Gazetteer
    records: dict[UUID, Subject] = field(default_factory=dict)
    aliases: dict[UUID, list[str]] = field(default_factory=dict)
    exact: defaultdict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    """Name in small letters → records that bear it, as name or alias."""
    merged: dict[UUID, UUID] = field(default_factory=dict)
    likeness: Likeness = field(default_factory=Likeness)
    cities: dict[str, City] = field(default_factory=dict)
    """Key → city."""
    city_names: dict[str, City | None] = field(default_factory=dict)
    """Normalised name → city; None where it names several."""
    organisations: defaultdict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    """Normalised name → bodies; of contacts only."""
    posts: dict[int, list[Post]] = field(default_factory=dict)
    pairs: dict[frozenset[int], list[int]] = field(default_factory=dict)
    """Two cities → partnerships in which both are; of cities only."""
    agreements: set[tuple[int, str, Any]] = field(default_factory=set)
    """(partnership, kind, day signed)."""

    def context_of(self, record: Subject) -> str:
        """Country of a city; key of the city of a body or person."""
        if isinstance(record, City):
            return record.country
        return record.city.key if record.city else ""

    def names_of(self, record: Subject) -> dict[str, str]:
        """Language → name."""
        return {code: variant.text for code, variant in record.localized("name").variants.items()}

    def city_named(self, said: str) -> City | None:
        """The city of the window that a cell means; None where there is none, or several."""
        if said in self.cities:
            return self.cities[said]
        found = self.city_names.get(normal_name(said))
        if found is None and normal_name(said) not in self.city_names:
            place = place_named(said)
            found = self.cities.get(place.key) if place else None
        return found


def load(
    register: str, reader: Reader, names: Iterable[tuple[str, ...]], *, with_partnerships: bool = False
) -> Knowledge:
    """Load what the reader sees of the register; `names` are those that the sheet mentions."""
    rows: list[Any]
    if register == Register.CITIES:
        rows = list(City.objects.order_by("pk"))
    elif register == Register.ORGANISATIONS:
        rows = list(visible_organisations(reader).select_related("city").order_by("pk"))
    else:
        rows = list(visible_persons(reader).select_related("city").order_by("pk"))
    load_texts(rows)
    aliases = aliases_of(rows)
    is_city = register == Register.CITIES
    wanted = {name for some in names for name in some} if is_city else set()
    for row in rows if is_city else ():
        wanted |= {variant.text for variant in row.localized("name").variants.values()}
        wanted |= set(aliases.get(row.public_id, ()))
    gazetteer = Gazetteer(wanted)
    known = Knowledge(register, reader, gazetteer, aliases=aliases)
    known.likeness = Likeness(is_city=is_city, place_of=gazetteer.id_of)
    for row in rows:
        known.records[row.public_id] = row
        named = _named(known, row)
        known.likeness.add(named)
        for said in {name.casefold() for name in named.names}:
            known.exact[said].append(row.public_id)
    known.merged = dict(
        MergedRecord.objects.filter(kind=KINDS[Register(register)]).values_list("old_id", "new_id")
    )
    if is_city:
        _name_cities(known, rows, aliases)
    else:
        cities = list(City.objects.all())
        load_texts(cities)
        _name_cities(known, cities, aliases_of(cities))
    if register == Register.CONTACTS:
        _load_bodies(known)
    if is_city and with_partnerships:
        _load_partnerships(known)
    return known


def _named(known: Knowledge, record: Subject) -> Named:
    return Named(
        id=str(record.public_id),
        names=tuple(
            dict.fromkeys((*known.names_of(record).values(), *known.aliases.get(record.public_id, ())))
        ),
        context=known.context_of(record),
        website="" if isinstance(record, Person | City) else record.website,
        email=record.email if isinstance(record, Person) else "",
    )


def _name_cities(known: Knowledge, cities: Iterable[City], aliases: Mapping[UUID, list[str]]) -> None:
    for city in cities:
        known.cities[city.key] = city
        said = {*known.names_of(city).values(), *aliases.get(city.public_id, ())}
        for name in {normal_name(name) for name in said}:
            known.city_names[name] = city if name not in known.city_names else None


def _load_bodies(known: Knowledge) -> None:
    bodies = list(visible_organisations(known.reader).select_related("city"))
    load_texts(bodies)
    aliases = aliases_of(bodies)
    for body in bodies:
        said = {*known.names_of(body).values(), *aliases.get(body.public_id, ())}
        for name in {normal_name(name) for name in said}:
            known.organisations[name].append(body)
    posts = list(Post.objects.filter(person__in=visible_persons(known.reader)).select_related("organisation"))
    load_texts(posts)
    for post in posts:
        known.posts.setdefault(post.person_id, []).append(post)


def _load_partnerships(known: Knowledge) -> None:
    sides: defaultdict[int, list[int]] = defaultdict(list)
    for partnership, city in Side.objects.values_list("partnership_id", "city_id"):
        sides[partnership].append(city)
    for partnership, of_it in sides.items():
        for one in of_it:
            for other in of_it:
                if one < other:
                    known.pairs.setdefault(frozenset((one, other)), []).append(partnership)
    known.agreements = set(Agreement.objects.values_list("partnership_id", "agreement_kind", "signed_on"))
