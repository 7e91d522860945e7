"""Write what one article reports: partnership, agreement, promises, hopes and visit, each with its span."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sistership.formats.city_packs import read_city_pack, write_city_pack
from sistership.window.example.tables import CITIES
from sistership.window.example.tables import table as read_table
from sistership.window.ground.models import Document, DocumentKind
from sistership.window.ground.records import Record
from sistership.window.ground.sources import cite
from sistership.window.offices.agreements.actions import accords, promises
from sistership.window.offices.agreements.actions.documents import add_document
from sistership.window.offices.agreements.models import Agreement, Commitment, Direction
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, Organisation, Partnership, Person, Side
from sistership.window.offices.people.packs import pack_of
from sistership.window.offices.visits import actions as visits
from sistership.window.offices.visits.gazetteer import add_place, place_named
from sistership.window.offices.visits.models import Visit

Row = dict[str, Any]


@dataclass(slots=True)
class Told:
    """What was written so far of one article; later rows refer to it by key."""

    document: Document
    partnership: Partnership
    sides: dict[str, Side]
    organisations: dict[str, Organisation] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    agreement: Agreement | None = None
    directions: dict[int, Direction] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)

    def side(self, row: Row) -> Side | None:
        """The side that a row names, if it names one."""
        return self.sides[row["side"]] if "side" in row else None

    def cite(self, record: Record, row: Row, *, field_name: str = "", span: str = "span") -> None:
        """Tie a record to its place in the article."""
        start, end = row[span]
        cite(record, self.document, span=(start, end), field=field_name)


def example_city(key: str) -> City:
    """The city of that key; made, with its terms, levels and law, where the window has none."""
    known = City.objects.filter(key=key).first()
    if known:
        return known
    place = place_named(key)
    assert place is not None, key
    city = add_place(place, actor=SYSTEM)
    # As if the city's own file were taken in: what the window knows of it, and what the example adds.
    values = {**json.loads(write_city_pack(pack_of(city))), **read_table(CITIES)[key]}
    people.import_city(actor=SYSTEM, pack=read_city_pack(json.dumps(values).encode(), file=f"{key}.json"))
    city.refresh_from_db()
    return city


def load_facts(table: Row) -> Told:
    """Write all that the table says. Call inside a transaction, where the partnership does not exist yet."""
    partnership = people.add_partnership(
        actor=SYSTEM,
        key=table["key"],
        cities=[example_city(key) for key in table["cities"]],
        summaries=table["summary"],
    )
    about = table["document"]
    document = add_document(
        actor=SYSTEM,
        partnership=partnership,
        document_kind=DocumentKind.PRESS,
        titles=about["title"],
        language=about["language"],
        publisher=about["publisher"],
        published_on=about["published_on"],
        sha256=about["sha256"],
    )
    sides = {side.city.key: side for side in partnership.sides.select_related("city")}
    told = Told(document=document, partnership=partnership, sides=sides)
    _add_bodies(told, table)
    if "agreement" in table:
        _add_agreement(told, table)
    visit = _add_visit(told, table)
    _add_promises(told, table, visit)
    return told


def _add_bodies(told: Told, table: Row) -> None:
    for row in table["organisation"]:
        organisation = people.add_organisation(
            actor=SYSTEM,
            names=row["name"],
            organisation_kind=row["kind"],
            city=told.sides[row["city"]].city,
            aliases=row["aliases"],
        )
        told.cite(organisation, row)
        told.organisations[row["key"]] = organisation
    for row in table["person"]:
        city = told.sides[row["city"]].city
        person = people.add_person(actor=SYSTEM, city=city, names=row["name"], aliases=row["aliases"])
        people.add_post(actor=SYSTEM, person=person, titles=row["title"], city=city)
        told.cite(person, row)
        told.persons[row["key"]] = person


def _add_agreement(told: Told, table: Row) -> None:
    row = table["agreement"]
    agreement = accords.add_agreement(
        actor=SYSTEM,
        partnership=told.partnership,
        agreement_kind=row["kind"],
        titles=row["title"],
        summaries=row["summary"],
        signed_on=row["signed_on"],
    )
    told.agreement = agreement
    told.cite(agreement, row)
    told.cite(agreement, row, field_name="signed_on", span="signed_on_span")
    for party in row["parties"]:
        body = told.organisations[party["organisation"]] if "organisation" in party else None
        accords.add_party(
            actor=SYSTEM, agreement=agreement, side=told.sides[party["side"]], organisation=body
        )
    accords.attach_document(actor=SYSTEM, agreement=agreement, document=told.document)
    for pillar in table["direction"]:
        direction = accords.add_direction(
            actor=SYSTEM,
            agreement=agreement,
            titles=pillar["title"],
            summaries=pillar["summary"],
            position=pillar["position"],
        )
        told.cite(direction, pillar)
        told.directions[pillar["position"]] = direction


def _add_visit(told: Told, table: Row) -> Visit:
    row = table["visit"]
    visit = visits.add_visit(
        actor=SYSTEM,
        partnership=told.partnership,
        occasions=row["occasion"],
        summaries=row["summary"],
        places=row.get("place"),
        on=row["on"],
        host=told.sides[row["host"]] if "host" in row else None,
        signed=told.agreement if row["signed"] else None,
    )
    told.cite(visit, row)
    if "place_span" in row:
        told.cite(visit, row, field_name="place", span="place_span")
    for one in table["attendance"]:
        attendance = visits.add_attendance(
            actor=SYSTEM,
            visit=visit,
            person=told.persons[one["person"]],
            side=told.side(one),
            is_lead=one.get("is_lead", False),
            capacities=one.get("capacity"),
        )
        told.cite(attendance, one)
    for one in table["point"]:
        point = visits.add_point(
            actor=SYSTEM, visit=visit, texts=one["text"], point_kind=one["kind"], side=told.side(one)
        )
        told.cite(point, one)
    return visit


def _add_promises(told: Told, table: Row, visit: Visit) -> None:
    for row in table["commitment"]:
        commitment = promises.add_commitment(
            actor=SYSTEM,
            partnership=told.partnership,
            agreement=told.agreement,
            titles=row["title"],
            summaries=row["summary"],
            owing=[told.sides[key] for key in row["owing"]],
        )
        told.cite(commitment, row)
        told.commitments[row["key"]] = commitment
    for row in table["intention"]:
        intention = promises.add_intention(
            actor=SYSTEM,
            partnership=told.partnership,
            agreement=told.agreement,
            texts=row["text"],
            intention_kind=row["kind"],
            side=told.side(row),
            occasion=visit.ref,
            about_month=row.get("about_month"),
        )
        told.cite(intention, row)
