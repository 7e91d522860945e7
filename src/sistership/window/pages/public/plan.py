"""An action blueprint as its page shows it: by direction or by date, filtered, with figures and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict

from sistership.window.offices.agreements.models import (
    Agreement,
    AgreementDocument,
    Commitment,
    Milestone,
)
from sistership.window.offices.agreements.queries import Blueprint, blueprint, narrow
from sistership.window.offices.agreements.rules import visible_agreements
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader
from sistership.window.pages.public.forms import BlueprintForm
from sistership.window.pages.public.lines import draw_steps
from sistership.window.pages.public.names import SideName, side_names


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One line of the view by date: a step of a commitment, or the commitment itself."""

    on: date | None
    commitment: Commitment
    milestone: Milestone | None
    state: str
    owing: list[SideName]
    is_past: bool


@dataclass(slots=True)
class Plan:
    """A blueprint, the form that narrowed it, and the rows by date."""

    blueprint: Blueprint
    form: BlueprintForm
    is_by_date: bool
    rows: list[DatedRow]
    undated: list[DatedRow]
    first_ahead: date | None
    """Day of the first row that lies ahead: the mark for today stands before it."""
    shown: int
    is_narrowed: bool
    document_kinds: list[str]
    """What sorts of documents are attached to the agreements, as readers call them."""
    holds_signed_text: bool


def _row(
    commitment: Commitment, step: Milestone | None, on: date | None, sides: Iterable[Side], today: date
) -> DatedRow:
    dropped = commitment.state == "dropped"  # type: ignore[attr-defined]
    return DatedRow(
        on=on,
        commitment=commitment,
        milestone=step,
        state=step.state if step and not dropped else commitment.state,  # type: ignore[attr-defined]
        owing=side_names(sides),
        is_past=on is not None and on < today,
    )


def _rows(commitments: Iterable[Commitment], *, today: date) -> list[DatedRow]:
    rows: list[DatedRow] = []
    for commitment in commitments:
        owing = list(commitment.owing.all())
        steps: list[Milestone] = commitment.steps  # type: ignore[attr-defined]
        rows += [
            _row(commitment, step, step.due_on, [step.side] if step.side else owing, today) for step in steps
        ]
        own = commitment.due_on
        if own is None and commitment.rhythm:
            own = commitment.next_due_on
        if own is not None or not steps:
            rows.append(_row(commitment, None, own, owing, today))
    return rows


def make_plan(
    reader: Reader,
    *,
    partnership: Partnership,
    agreement: Agreement | None,
    asked: QueryDict,
    now: datetime,
) -> Plan:
    """The plan of one agreement, or (None) of the whole partnership, narrowed as the reader asked."""
    agreements = visible_agreements(reader).filter(partnership=partnership)
    if agreement is not None:
        agreements = agreements.filter(pk=agreement.pk)
    whole = blueprint(reader, partnership=partnership, agreement=agreement, now=now)
    directions = [direction for direction, _rows in whole.sections if direction]
    form = BlueprintForm(asked, sides=whole.sides, directions=directions)
    filters = form.filters()
    view = narrow(whole, filters)
    commitments = [row for _direction, rows in view.sections for row in rows]
    today = now.date()
    is_by_date = form.cleaned_data.get("view") == "date"
    for row in commitments:
        row.line = None if is_by_date else draw_steps(row, today=today)  # type: ignore[attr-defined]
        row.owing_names = side_names(row.next_owing)  # type: ignore[attr-defined]
    rows = _rows(commitments, today=today) if is_by_date else []
    dated = sorted((row for row in rows if row.on), key=lambda row: (row.on or today, row.commitment.pk))
    attached = AgreementDocument.objects.filter(agreement__in=agreements).select_related("document")
    kinds = {one.document.document_kind: one.document.get_document_kind_display() for one in attached}
    return Plan(
        blueprint=view,
        form=form,
        is_by_date=is_by_date,
        rows=dated,
        undated=[row for row in rows if row.on is None],
        first_ahead=next((row.on for row in dated if not row.is_past), None),
        shown=len(commitments),
        is_narrowed=any((filters.side, filters.direction, filters.state)),
        document_kinds=[str(kind) for kind in kinds.values()],
        holds_signed_text="signed_text" in kinds,
    )
