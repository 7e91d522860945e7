"""Take cases over from an earlier register: all rows or none, with every problem by row and field.

1. Each row is one case, received by one side; its old number is kept as the number of that side's registry,
   and a row whose number is there already is left as it is.
2. It is told to nobody and sent to no desk. Its clocks count from when it was received, but in no published
   time. Nobody was asked whether the other city may read it, so it cannot be offered before somebody is.
3. A day without a time of day is its beginning for what was received, its end for what was answered or
   closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.formats.tables import Cell, RowProblem, Table, TableError, row_place
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions.happening import happen
from sistership.window.offices.cases.actions.receiving import (
    Came,
    Enquiry,
    checked,
    checked_address,
    keep_words,
    open_case,
)
from sistership.window.offices.cases.actions.work import Outcome, close, set_file_number
from sistership.window.offices.cases.exchange import COLUMNS
from sistership.window.offices.cases.models import CaseFileNumber, Channel, Direction, OutcomeKind
from sistership.window.offices.people.models import Side

NEEDED = ("number", "service", "language", "text", "received_at")
ENQUIRY = (
    "service",
    "language",
    "text",
    "subject",
    "name",
    "email",
    "telephone",
    "organisation",
    "organisation_kind",
    "city",
)
INSTANT = "2026-03-05, 2026-03-05T10:30, 2026-03-05T10:30+08:00"
LONGEST_NUMBER = 80


@dataclass(frozen=True, slots=True)
class OldCase:
    """One row that can be taken."""

    number: str
    enquiry: Enquiry
    received_at: datetime
    answered_at: datetime | None
    answer: str
    closed_at: datetime | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a table, or would."""

    added: int
    known: int


def _instant(cells: Mapping[str, Cell], name: str, side: Side, *, is_end: bool) -> datetime | None:
    given = cells.get(name)
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
        if len(given) <= len("2026-03-05"):
            found = datetime.combine(found.date(), time.max if is_end else time.min)
        at = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(side.city.timezone))
        at = at.astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError) as error:
        raise InputError(
            _("'%(given)s' is no day and no time") % {"given": given}, where=name, allowed=INSTANT
        ) from error
    now = clock.now()
    if at > now and (not is_end or at.date() > now.date()):
        raise InputError(_("%(given)s has not come yet") % {"given": given}, where=name)
    return min(at, now)


def _outcome(cells: Mapping[str, Cell], language: str) -> Outcome:
    kind = cells.get("outcome") or ""
    allowed = [one for one in OutcomeKind.values if one != OutcomeKind.DUPLICATE]
    if kind not in allowed:
        raise InputError(
            _("'%(kind)s' is no outcome") % {"kind": kind}, where="outcome", allowed=", ".join(allowed)
        )
    said = cells.get("outcome_text")
    return Outcome(kind, {language: said} if said else {})


def _read(cells: Mapping[str, Cell], side: Side) -> OldCase:
    """The row as a case. Raises InputError that names the column."""
    for name in NEEDED:
        if cells.get(name) is None:
            raise InputError(_("This cell is empty"), where=name)
    number = cells["number"] or ""
    if len(number) > LONGEST_NUMBER:
        raise InputError(
            _("The number has %(length)d characters") % {"length": len(number)},
            where="number",
            allowed=_("up to %(length)d characters") % {"length": LONGEST_NUMBER},
        )
    enquiry = Enquiry(**{name: cells.get(name) or "" for name in ENQUIRY}, may_be_handed_over=False)
    checked_address(enquiry.email)
    received = _instant(cells, "received_at", side, is_end=False)
    answered = _instant(cells, "answered_at", side, is_end=True)
    closed = _instant(cells, "closed_at", side, is_end=True)
    assert received is not None
    if answered is not None and answered < received:
        raise InputError(_("It was answered before it was received"), where="answered_at")
    if closed is not None and closed < (answered or received):
        raise InputError(_("It was closed before it was answered or received"), where="closed_at")
    if cells.get("answer") and answered is None:
        raise InputError(_("There is an answer and no time of it"), where="answered_at", allowed=INSTANT)
    if cells.get("outcome") and closed is None:
        raise InputError(_("There is an outcome and no time of it"), where="closed_at", allowed=INSTANT)
    return OldCase(
        number=number,
        enquiry=checked(enquiry, is_answerable=closed is None),
        received_at=received,
        answered_at=answered,
        answer=cells.get("answer") or "",
        closed_at=closed,
        outcome=_outcome(cells, enquiry.language) if closed else None,
    )


def _columns_known(table: Table, file: str) -> None:
    unknown = [name for name in table.columns if name not in COLUMNS]
    lacking = [name for name in NEEDED if name not in table.columns]
    if unknown or lacking:
        what = _("'%(value)s' is no column") if unknown else _("There is no column '%(value)s'")
        raise InputError(
            what % {"value": (unknown or lacking)[0]},
            where=row_place(1, file=file),
            allowed=", ".join(COLUMNS),
        )


def _write(actor: Ref, side: Side, old: OldCase) -> None:
    came = Came(channel=Channel.REGISTER)
    with clock.at(old.received_at):
        case = open_case(actor=actor, side=side, enquiry=old.enquiry, came=came)
        set_file_number(actor=actor, case=case, side=side, number=old.number)
    if old.answered_at is not None:
        with clock.at(old.answered_at):
            if old.answer:
                keep_words(
                    case,
                    direction=Direction.OUT,
                    text=old.answer,
                    came=came,
                    side=side,
                    language=old.enquiry.language,
                )
            case = happen(case, "answered", actor=actor, side=side)
    if old.closed_at is not None and old.outcome is not None:
        with clock.at(old.closed_at):
            close(actor=actor, case=case, outcome=old.outcome)
    case.is_unread = False
    case.save(update_fields=["is_unread"])


@transaction.atomic
def take_over(
    *, actor: Ref, side: Side, table: Table, file: str = "table", is_dry_run: bool = False
) -> Taken:
    """Open a case for each row that is new. Raises TableError with all problems; then nothing is written."""
    _columns_known(table, file)
    problems: list[RowProblem] = []
    found: dict[str, OldCase] = {}
    for number, cells in table.records():
        try:
            old = _read(cells, side)
            if old.number in found:
                raise InputError(_("This number stands there twice"), where="number")
        except InputError as error:
            problems.append(RowProblem(number, error.where, error.what, error.allowed))
        else:
            found[old.number] = old
    if problems:
        raise TableError(file, problems)
    rows = CaseFileNumber.objects.filter(side=side, number__in=found)
    known = set(rows.values_list("number", flat=True))
    fresh = [old for name, old in found.items() if name not in known]
    if not is_dry_run:
        for old in sorted(fresh, key=lambda one: one.received_at):
            _write(actor, side, old)
    return Taken(added=len(fresh), known=len(known))
