"""One acceptance under way: the draft, and the records made so far by the names that the text gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document
from sistership.window.ground.records import Record
from sistership.window.ground.sources import cite
from sistership.window.offices.agreements.actions.documents import name_document
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, Organisation, Partnership, Person, Side
from sistership.window.offices.visits.engine import Draft, Field, OrganisationValue, PersonValue, Span
from sistership.window.offices.visits.gazetteer import places_named
from sistership.window.offices.visits.names import (
    city_named,
    city_of_person,
    known_city,
    organisation_named,
    person_named,
)

SameAs: TypeAlias = UUID | Literal["new"]
"""Which person or body a field means: the public id of a record, or a new one although a name is known."""


@dataclass(frozen=True, slots=True)
class Made:
    """One record that was made, in the words of the document."""

    kind: str
    words: str
    span: Span | None = None
    """Where the document says it; None for what follows from other fields."""


class Taking:
    """Takes partnership, document, bodies and persons from a draft; what follows stands on them."""

    def __init__(
        self,
        draft: Draft,
        text: str,
        *,
        actor: Ref,
        partnership: Partnership | None,
        document: Document,
        same_as: Mapping[Field, SameAs],
        title: str,
        is_first: bool,
    ) -> None:
        self.draft = draft
        self.text = text
        self.actor = actor
        self.language = draft.language.lower()
        self.same_as = same_as
        self.made: Counter[str] = Counter()
        self.records: list[Made] = []
        self.notes: list[str] = []
        self.partnership = partnership or self._partnership()
        self.sides = list(self.partnership.sides.select_related("city"))
        self.document = document
        if is_first:
            self._name_document(title)
        self.persons: dict[str, tuple[Person, Field]] = {}
        self.bodies: list[tuple[Organisation, Field]] = []
        self._take_bodies()
        self._take_persons()

    def first(self, name: str) -> Field | None:
        """The first field of a name."""
        return next(iter(self.draft.named(name)), None)

    def words(self, name: str) -> str:
        """What the first field of a name says; empty where there is none."""
        found = self.first(name)
        return str(found.value) if found else ""

    def said(self, words: str) -> dict[str, str]:
        """The words as a text in the language of the document."""
        return {self.language: words}

    def listed(self, words: Sequence[str]) -> str:
        """Several words in a row, as the language of the document writes them."""
        return ("、" if self.language.startswith("zh") else ", ").join(words)

    def note_made(self, record: Record, found: Field, *, field_name: str = "", words: str = "") -> None:
        """Count a record that was made and tie it to its place in the text."""
        self.count_made(record.kind(), words or self.quote(found), span=found.span)
        self.cite(record, found, field_name=field_name)

    def count_made(self, kind: str, words: str, *, span: Span | None = None) -> None:
        """Count a record that was made."""
        self.made[kind] += 1
        self.records.append(Made(kind, words, span))

    def quote(self, found: Field) -> str:
        """What a field says in a line: its value, else the words of the text."""
        value = found.value
        for part in ("name", "what", "title", "text"):
            if hasattr(value, part) and not isinstance(value, str):
                return str(getattr(value, part))
        return str(value)

    def cite(self, record: Record, found: Field, *, field_name: str = "") -> None:
        """Tie a record, or one field of it, to its place in the text."""
        cite(record, self.document, span=found.span, field=field_name)

    def _partnership(self) -> Partnership:
        names = list(dict.fromkeys(str(found.value) for found in self.draft.named("city")))
        cities: dict[int, City] = {}
        for name in names:
            city = self.city_named(name)
            if city:
                cities[city.pk] = city
        if len(cities) != 2:
            raise InputError(
                gettext("The text names %(number)s known cities (%(names)s), not two")
                % {"number": len(cities), "names": ", ".join(names) or gettext("none")},
                where="partnership",
                next_step=gettext(
                    "Say which partnership it is about (--partnership KEY on the command line); add cities "
                    "that are new to the window first"
                ),
            )
        for partnership in Partnership.objects.filter(cities__in=cities).distinct():
            if {side.city_id for side in partnership.sides.all()} == set(cities):
                return partnership
        key = "-".join(city.key for city in cities.values())
        self.count_made("partnership", " × ".join(names))
        return people.add_partnership(actor=self.actor, key=key, cities=list(cities.values()))

    def _name_document(self, title: str) -> None:
        headline = self.words("headline") or title or " ".join(self.text.split())[:80]
        self.count_made("document", headline)
        name_document(
            actor=self.actor, partnership=self.partnership, document=self.document, titles=self.said(headline)
        )

    def city_named(self, name: str) -> City | None:
        """The city of that name, made and counted where it is new; None where nobody knows it."""
        known = known_city(name)
        if known:
            return known
        city = city_named(name, actor=self.actor)
        if city:
            self.count_made("city", name)
            if len(places_named(name)) > 1:
                self.notes.append(
                    gettext("%(name)s is also the name of a county: the city was taken") % {"name": name}
                )
        return city

    def side_of(self, name: str | None) -> Side | None:
        """The side of a city, person or body of that name; None where it is no side's, or both's."""
        if not name:
            return None
        if name in self.persons:
            city_id: int | None = self.persons[name][0].city_id
        else:
            body = next((body for body, found in self.bodies if name == name_of(found)), None)
            city = body.city if body else known_city(name)
            city_id = city.pk if city else None
        return next((side for side in self.sides if side.city_id == city_id), None)

    def _take_bodies(self) -> None:
        for found in self.draft.named("organisation"):
            assert isinstance(found.value, OrganisationValue)
            city = self.city_named(found.value.city) if found.value.city else None
            body, is_new = organisation_named(
                found.value,
                city=city,
                actor=self.actor,
                language=self.language,
                same_as=self.same_as.get(found),
            )
            self.bodies.append((body, found))
            if is_new:
                self.note_made(body, found)
                if city is None:
                    self.notes.append(
                        gettext("%(name)s: the text does not say in which city it is")
                        % {"name": found.value.name}
                    )

    def _take_persons(self) -> None:
        for found in self.draft.named("person"):
            assert isinstance(found.value, PersonValue)
            same_as = self.same_as.get(found)
            city = self.city_named(found.value.city) if found.value.city else None
            city = city or city_of_person(same_as)
            if city is None:
                self.notes.append(
                    gettext("%(name)s is left out: no known city is named for this person")
                    % {"name": found.value.name}
                )
                continue
            person, is_new = person_named(
                found.value, city=city, actor=self.actor, language=self.language, same_as=same_as
            )
            self.persons[found.value.name] = (person, found)
            if is_new:
                self.note_made(person, found)


def name_of(found: Field) -> str:
    """The name of the body in a field."""
    assert isinstance(found.value, OrganisationValue)
    return found.value.name
