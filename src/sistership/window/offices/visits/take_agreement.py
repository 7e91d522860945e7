"""Make the agreement that a draft reports: parties, signatories, directions and promises."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from sistership.window.offices.agreements.actions import accords, promises
from sistership.window.offices.agreements.models import Agreement, AgreementKind
from sistership.window.offices.people.models import Organisation
from sistership.window.offices.visits.engine import CommitmentValue, DirectionValue, Field, PersonValue
from sistership.window.offices.visits.taking import Taking, name_of


def take_agreement(taking: Taking) -> tuple[Agreement | None, bool]:
    """The agreement with its directions, and whether it was made now; None where the draft reports none."""
    if taking.draft.kind not in AgreementKind.values:
        return None, False
    title = taking.first("agreement") or taking.first("headline")
    day = taking.first("event_date")
    signed_on = day.value if day and isinstance(day.value, date) else None
    same = taking.partnership.agreements.filter(agreement_kind=taking.draft.kind, signed_on=signed_on)
    known = same.first() if signed_on else None
    if known:
        if title:
            taking.cite(known, title)
        taking.notes.append(
            gettext("The agreement signed on %(day)s is already there: this is one more source")
            % {"day": signed_on}
        )
        return known, False
    place = taking.first("place")
    agreement = accords.add_agreement(
        actor=taking.actor,
        partnership=taking.partnership,
        agreement_kind=taking.draft.kind,
        titles=taking.said(str(title.value) if title else taking.draft.kind),
        places=taking.said(str(place.value)) if place else None,
        signed_on=signed_on,
    )
    taking.count_made(
        agreement.kind(), str(title.value) if title else taking.draft.kind, span=title.span if title else None
    )
    for found, name in ((title, "title"), (day, "signed_on"), (place, "place")):
        if found:
            taking.cite(agreement, found, field_name=name)
    accords.attach_document(actor=taking.actor, agreement=agreement, document=taking.document)
    _add_parties(taking, agreement)
    _add_signatories(taking, agreement)
    for found in taking.draft.named("direction"):
        assert isinstance(found.value, DirectionValue)
        direction = accords.add_direction(
            actor=taking.actor,
            agreement=agreement,
            titles=taking.said(found.value.title),
            summaries=taking.said(found.value.text) if found.value.text else None,
        )
        taking.note_made(direction, found)
    return agreement, True


def _add_parties(taking: Taking, agreement: Agreement) -> None:
    """The cities, and bodies that the text lists together: one of a list is of the city of the others."""
    for side in taking.sides:
        accords.add_party(actor=taking.actor, agreement=agreement, side=side)
    for listed in _lists(taking):
        named = {body.city_id for body, _ in listed if body.city_id}
        theirs = next((side for side in taking.sides if {side.city_id} == named), None)
        if theirs:
            for body, _ in listed:
                accords.add_party(actor=taking.actor, agreement=agreement, side=theirs, organisation=body)
            names = taking.listed([name_of(found) for _, found in listed])
            taking.notes.append(
                gettext("Taken for parties, because they are listed together: %(names)s") % {"names": names}
            )


def _lists(taking: Taking) -> Iterator[list[tuple[Organisation, Field]]]:
    """Bodies with nothing but one mark between them, two or more."""
    run: list[tuple[Organisation, Field]] = []
    for one in taking.bodies:
        if run and one[1].span[0] - run[-1][1].span[1] > 1:
            if len(run) > 1:
                yield run
            run = []
        run.append(one)
    if len(run) > 1:
        yield run


def _add_signatories(taking: Taking, agreement: Agreement) -> None:
    for found in taking.draft.named("signatory"):
        person, said = taking.persons.get(str(found.value), (None, None))
        side = taking.side_of(str(found.value))
        if person is None or side is None or said is None:
            taking.notes.append(
                gettext("%(name)s signed, but is of no side of this partnership") % {"name": found.value}
            )
            continue
        assert isinstance(said.value, PersonValue)
        titles = taking.said(said.value.title) if said.value.title else None
        signatory = accords.add_signatory(
            actor=taking.actor, agreement=agreement, side=side, person=person, titles=titles
        )
        taking.note_made(signatory, found)


def take_commitments(taking: Taking, agreement: Agreement | None) -> None:
    """Make the promises that some side owes, beside the directions; which each serves, a person says."""
    for found in taking.draft.named("commitment"):
        assert isinstance(found.value, CommitmentValue)
        owing = [side for name in found.value.owing_cities if (side := taking.side_of(name))]
        if not owing:
            taking.notes.append(
                gettext("“%(promise)s” is left out: the text does not say which side owes it")
                % {"promise": found.value.what}
            )
            continue
        commitment = promises.add_commitment(
            actor=taking.actor,
            partnership=taking.partnership,
            agreement=agreement,
            titles=taking.said(found.value.what),
            owing=owing,
            due_on=_last_day(found.value.due) if found.value.due else None,
        )
        taking.note_made(commitment, found)


def _last_day(due: str) -> date:
    """The day of YYYY-MM-DD, or the last day of YYYY-MM: what is promised for a month has all of it."""
    if len(due) > len("YYYY-MM"):
        return date.fromisoformat(due)
    year, month = (int(part) for part in due.split("-"))
    return date(year, month, monthrange(year, month)[1])
