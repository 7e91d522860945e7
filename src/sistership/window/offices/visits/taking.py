"""One acceptance under way: the draft, and the records made so far by the names that the text gives them."""

from __future__ import annotations

from collections import Counter

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document
from sistership.window.ground.records import Record
from sistership.window.ground.sources import cite
from sistership.window.offices.agreements.actions.documents import add_document
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, Organisation, Partnership, Person, Side
from sistership.window.offices.visits.engine import Draft, Field, OrganisationValue, PersonValue
from sistership.window.offices.visits.names import city_named, known_city, organisation_named, person_named


class Taking:
    """Takes partnership, document, bodies and persons from a draft; what follows stands on them."""

    def __init__(self, draft: Draft, text: str, *, actor: Ref, partnership: Partnership | None) -> None:
        self.draft = draft
        self.text = text
        self.actor = actor
        self.language = draft.language.lower()
        self.made: Counter[str] = Counter()
        self.notes: list[str] = []
        self.partnership = partnership or self._partnership()
        self.sides = list(self.partnership.sides.select_related("city"))
        self.document = self._document()
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

    def note_made(self, record: Record, found: Field, *, field_name: str = "") -> None:
        """Count a record that was made and tie it to its place in the text."""
        self.made[record.kind()] += 1
        self.cite(record, found, field_name=field_name)

    def cite(self, record: Record, found: Field, *, field_name: str = "") -> None:
        """Tie a record, or one field of it, to its place in the text."""
        cite(record, self.document, span=found.span, field=field_name)

    def _partnership(self) -> Partnership:
        names = list(dict.fromkeys(str(found.value) for found in self.draft.named("city")))
        cities: dict[int, City] = {}
        for name in names:
            city = city_named(name, actor=self.actor)
            if city:
                cities[city.pk] = city
        if len(cities) != 2:
            raise InputError(
                f"The text names {len(cities)} known cities ({', '.join(names) or 'none'}), not two",
                next_step="Say which partnership it is about with --partnership KEY; add cities that are new "
                "to the window first",
            )
        for partnership in Partnership.objects.filter(cities__in=cities).distinct():
            if {side.city_id for side in partnership.sides.all()} == set(cities):
                return partnership
        self.made["partnership"] += 1
        key = "-".join(city.key for city in cities.values())
        return people.add_partnership(actor=self.actor, key=key, cities=list(cities.values()))

    def _document(self) -> Document:
        headline = self.words("headline") or " ".join(self.text.split())[:80]
        self.made["document"] += 1
        return add_document(
            actor=self.actor,
            partnership=self.partnership,
            document_kind=self.draft.source_kind,
            titles=self.said(headline),
            language=self.language,
            publisher=self.words("publisher")[:200],
            published_on=self.draft.published_on,
            text=self.text,
        )

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
            city = city_named(found.value.city, actor=self.actor) if found.value.city else None
            body, is_new = organisation_named(
                found.value, city=city, actor=self.actor, language=self.language
            )
            self.bodies.append((body, found))
            if is_new:
                self.note_made(body, found)
                if city is None:
                    self.notes.append(f"{found.value.name}: the text does not say in which city it is")

    def _take_persons(self) -> None:
        for found in self.draft.named("person"):
            assert isinstance(found.value, PersonValue)
            city = city_named(found.value.city, actor=self.actor) if found.value.city else None
            if city is None:
                self.notes.append(f"{found.value.name} is left out: no known city is named for this person")
                continue
            person, is_new = person_named(found.value, city=city, actor=self.actor, language=self.language)
            self.persons[found.value.name] = (person, found)
            if is_new:
                self.note_made(person, found)


def name_of(found: Field) -> str:
    """The name of the body in a field."""
    assert isinstance(found.value, OrganisationValue)
    return found.value.name
