"""Find the records that a text names: cities, bodies and persons, by any name in any script, or make them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from sistership.window.ground.ids import Ref
from sistership.window.ground.models import LocalizedText
from sistership.window.ground.records import Record
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Alias, City, Organisation, OrganisationKind, Person
from sistership.window.offices.visits.engine import OrganisationValue, PersonValue
from sistership.window.offices.visits.gazetteer import add_place, place_meant, places_named

# What a body's name holds, in small letters → its kind; the first that fits. Latin words stand whole.
KIND_MARKS = (
    (
        OrganisationKind.SCIENCE_PARK,
        r"園區|\b(?:science|technology|research|innovation|industrial) park\b"
        r"|\bpark (?:naukow|technologiczn|przemysłow|badawcz)|\bpark\w* \w*naukow|\bpark .*(?:nauk|"
        r"technolog)",
    ),
    (
        OrganisationKind.UNIVERSITY,
        r"大學|學院|\b(?:university|college|polytechnic|academy|uniwersytet|politechnika|akademia|uczelnia"
        r"|universiti|uniwersytet\w*)\b",
    ),
    (
        OrganisationKind.COMPANY,
        r"公司|集團|\b(?:ltd|limited|inc|corp|corporation|company|plc|gmbh|spółka|s\.a|sp)\b",
    ),
    (
        OrganisationKind.ASSOCIATION,
        r"協會|公會|商會|基金會|\b(?:association|chamber|foundation|federation|society|stowarzyszenie|izba"
        r"|fundacja|związek|federacja|towarzystwo)\b",
    ),
    (
        OrganisationKind.CITY_DEPARTMENT,
        r"市政府|政府|局|處|市府|\b(?:city (?:government|council|hall)|municipality|department|bureau|office"
        r"|urząd|wydział|departament|biuro|rada miasta|referat)\b",
    ),
)


def _owners(model: type[Record], names: Iterable[str]) -> set[UUID]:
    """Public ids of the records of a kind that bear one of the names, as name or alias."""
    wanted = [name for name in names if name]
    kind = model.kind()
    named = LocalizedText.objects.filter(owner_kind=kind, field="name", text__in=wanted)
    aliased = Alias.objects.filter(owner_kind=kind, name__in=wanted)
    return {*named.values_list("owner_id", flat=True), *aliased.values_list("owner_id", flat=True)}


def known_city(name: str) -> City | None:
    """The city of that name: by its own names and aliases, else by those that the gazetteer knows."""
    found = City.objects.filter(public_id__in=_owners(City, [name])).order_by("pk").first()
    if found:
        return found
    known = {city.key: city for city in City.objects.filter(key__in=[p.key for p in places_named(name)])}
    place = place_meant(name)
    if place and place.key in known:
        return known[place.key]
    return next(iter(known.values())) if len(known) == 1 else None


def city_named(name: str, *, actor: Ref) -> City | None:
    """The city of that name, made from the gazetteer where it is new; None where nobody knows it."""
    known = known_city(name)
    place = place_meant(name)
    return known or (add_place(place, actor=actor) if place else None)


def kind_of_body(name: str) -> OrganisationKind:
    """What sort of body it is, as far as its name tells."""
    for kind, marks in KIND_MARKS:
        if re.search(marks, name.lower()):
            return kind
    return OrganisationKind.OTHER


def organisation_named(
    value: OrganisationValue,
    *,
    city: City | None,
    actor: Ref,
    language: str,
    same_as: UUID | Literal["new"] | None = None,
) -> tuple[Organisation, bool]:
    """The body that is meant, else the one by its name or an alias, and whether it was made now."""
    meant = Organisation.objects.filter(public_id=same_as).first() if isinstance(same_as, UUID) else None
    if meant:
        return meant, False
    owners = _owners(Organisation, (value.name, *value.aliases))
    candidates = Organisation.objects.filter(public_id__in=owners).order_by("pk")
    known = candidates.filter(city=city).first() or candidates.first()
    if known and same_as != "new":
        return known, False
    made = people.add_organisation(
        actor=actor,
        names={language: value.name},
        organisation_kind=kind_of_body(value.name),
        city=city,
        aliases=value.aliases,
    )
    return made, True


def city_of_person(same_as: UUID | Literal["new"] | None) -> City | None:
    """The city of the person that is meant; None where no record is."""
    if not isinstance(same_as, UUID):
        return None
    person = Person.objects.filter(public_id=same_as, erased_at__isnull=True).select_related("city").first()
    return person.city if person else None


def person_named(
    value: PersonValue,
    *,
    city: City,
    actor: Ref,
    language: str,
    same_as: UUID | Literal["new"] | None = None,
) -> tuple[Person, bool]:
    """The person that is meant, else the one of that name in that city, and whether made now.

    A new title is a new post.
    """
    names = [value.name, *([value.latin_name] if value.latin_name else [])]
    alive = Person.objects.filter(erased_at__isnull=True)
    person = alive.filter(public_id=same_as).first() if isinstance(same_as, UUID) else None
    if person is None and same_as != "new":
        person = alive.filter(public_id__in=_owners(Person, names), city=city).first()
    is_new = person is None
    if person is None:
        texts = {language: value.name}
        if value.latin_name:
            texts[city.language if city.language != language else "en"] = value.latin_name
        person = people.add_person(actor=actor, city=city, names=texts)
    titles = {text.text for post in person.posts.all() for text in post.localized("title").variants.values()}
    if value.title and value.title not in titles:
        people.add_post(actor=actor, person=person, titles={language: value.title}, city=city)
    return person, is_new
