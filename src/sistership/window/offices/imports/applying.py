"""Write what a check found, with few queries: new records, changes, folded rows, partnerships, notes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import translation

from sistership.common.text import LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.actions import accords
from sistership.window.offices.agreements.models import AgreementKind
from sistership.window.offices.imports.checking import Check, Checked, Verdict
from sistership.window.offices.imports.knowledge import Subject
from sistership.window.offices.imports.models import ImportNote, Register
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, Organisation, Partnership, Person, Post, Side

NOTES_TOGETHER = 500


@dataclass(slots=True)
class Written:
    """What an import did."""

    added: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0
    partnerships: int = 0
    agreements: int = 0
    notes: int = 0
    records: list[Ref] = field(default_factory=list)
    """Added and changed ones."""


def write(actor: Ref, check: Check) -> Written:
    """Write the rows that are right and decided. Call inside an action's transaction."""
    written = Written()
    taken = [one for one in check.rows if one.verdict in (Verdict.NEW, Verdict.CHANGES, Verdict.SAME)]
    written.left_out = len(check.rows) - len(taken)
    by_row = _add(actor, check, [one for one in taken if one.verdict == Verdict.NEW and one.into is None])
    written.added = len(by_row)
    amended: list[people.Amended] = []
    for one in taken:
        if one.record is not None:
            by_row[one.row.number] = one.record
            written.same += one.verdict == Verdict.SAME
            written.changed += one.verdict == Verdict.CHANGES
            amended.append(_amended(one, one.record))
    folded = [one for one in taken if one.into is not None and one.into in by_row]
    for one in folded:
        by_row[one.row.number] = by_row[one.into or 0]
    people.amend_all(
        actor=actor, amended=amended + _folded([(one, by_row[one.row.number]) for one in folded])
    )
    for one in taken:
        if one.row.number in by_row and one.has_partnership:
            _join(actor, one, by_row[one.row.number], written)
    written.notes = _keep_notes(taken, by_row)
    written.records = list(
        dict.fromkeys(by_row[one.row.number].ref for one in taken if _is_news(one, by_row))
    )
    return written


def _is_news(one: Checked, by_row: dict[int, Subject]) -> bool:
    return one.row.number in by_row and one.verdict != Verdict.SAME


def _add(actor: Ref, check: Check, rows: list[Checked]) -> dict[int, Subject]:
    register = check.known.register
    model: Any = {Register.CITIES: City, Register.ORGANISATIONS: Organisation, Register.CONTACTS: Person}[
        Register(register)
    ]
    made = {one.row.number: model(**one.columns) for one in rows}
    new = [
        people.New(
            record=made[one.row.number],
            names=one.names,
            aliases=one.row.aliases,
            posts=_posts(one),
        )
        for one in rows
    ]
    if register == Register.CITIES:
        people.add_cities(actor=actor, new=new)
    elif register == Register.ORGANISATIONS:
        people.add_organisations(actor=actor, new=new)
    else:
        people.add_persons(actor=actor, new=new)
    return made


def _posts(one: Checked) -> list[people.NewPost]:
    body = one.row.values.get("organisation")
    if not one.row.titles and body is None:
        return []
    return [people.NewPost(one.row.titles, body, None if body else one.row.values.get("city"))]


def _amended(one: Checked, record: Subject) -> people.Amended:
    posts = _posts(one) if one.has_new_post else []
    return people.Amended(record, one.names, one.aliases, one.columns, posts)


def _folded(rows: list[tuple[Checked, Subject]]) -> list[people.Amended]:
    """What further rows about one record add to it: names as aliases, further posts."""
    records = list({record.public_id: record for _, record in rows}.values())
    load_texts(records)
    bears = {
        record.public_id: {variant.text for variant in record.localized("name").variants.values()}
        for record in records
    }
    held: defaultdict[UUID, list[tuple[set[str], int | None]]] = defaultdict(list)
    posts = list(Post.objects.filter(person__in=[one for one in records if isinstance(one, Person)]))
    load_texts(posts)
    owners = {record.pk: record.public_id for record in records}
    for post in posts:
        titles = {variant.text for variant in post.localized("title").variants.values()}
        held[owners[post.person_id]].append((titles, post.organisation_id))
    folded = []
    for one, record in rows:
        added = []
        for given in _posts(one):
            said = set(given.titles.values()), given.organisation.pk if given.organisation else None
            if said not in held[record.public_id]:
                held[record.public_id].append(said)
                added.append(given)
        aliases = [name for name in one.row.all_names() if name not in bears[record.public_id]]
        folded.append(people.Amended(record, aliases=aliases, posts=added))
    return folded


def _join(actor: Ref, one: Checked, city: Subject, written: Written) -> None:
    """Make the partnership that a row speaks of, and the agreement where its day is said."""
    partner = one.row.values["partner_of"]
    assert isinstance(city, City)
    if partner == city:
        return
    partnership = (
        Partnership.objects.filter(sides__city=partner).filter(sides__city=city).order_by("pk").first()
    )
    if partnership is None:
        key = f"{partner.key}-{city.key}"[:120]
        partnership = people.add_partnership(actor=actor, key=key, cities=[partner, city])
        written.partnerships += 1
    email = one.row.values.get("desk_email", "")
    side = Side.objects.select_related("partnership").get(partnership=partnership, city=city)
    if email and not side.desk_email:
        people.set_desk_email(actor=actor, side=side, email=email)
    signed = one.row.values.get("partner_since")
    kind = one.row.values.get("agreement_kind", AgreementKind.SISTERHOOD)
    if signed is None or partnership.agreements.filter(agreement_kind=kind, signed_on=signed).exists():
        return
    agreement = accords.add_agreement(
        actor=actor,
        partnership=partnership,
        agreement_kind=kind,
        titles=titles_of(kind),
        signed_on=signed,
    )
    for one_side in partnership.sides.all():
        accords.add_party(actor=actor, agreement=agreement, side=one_side)
    written.agreements += 1


def titles_of(kind: str) -> dict[str, str]:
    """What a kind of agreement is called, in every language of the window."""
    titles: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            label = str(AgreementKind(kind).label)
            titles[language] = label[:1].upper() + label[1:]
    return titles


def _keep_notes(rows: list[Checked], by_row: dict[int, Subject]) -> int:
    notes = {
        (by_row[one.row.number].public_id, label): ImportNote(
            owner_kind=by_row[one.row.number].kind(),
            owner_id=by_row[one.row.number].public_id,
            label=label,
            text=text,
        )
        for one in rows
        if one.row.number in by_row
        for label, text in one.row.notes.items()
    }
    ImportNote.objects.bulk_create(
        notes.values(),
        batch_size=NOTES_TOGETHER,
        update_conflicts=True,
        unique_fields=["owner_id", "label"],
        update_fields=["text"],
    )
    return len(notes)
