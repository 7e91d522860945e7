"""Take a table of commitments and milestones in: all rows or none, with every problem by row and field.

1. A row with a public id changes that record of this partnership, and only if a cell differs. A row without
   one adds a record. No row is ever deleted: what is not in the table stays as it is.
2. A column that the table does not have changes nothing; an empty cell empties the field.
3. A milestone without `commitment` belongs to the nearest commitment row above it.
4. If any row has a problem, nothing is written and all problems are told. A dry run does everything, then
   takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, SistershipError
from sistership.formats.tables import Cell, RowProblem, Table, TableError, row_place
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements import exchange
from sistership.window.offices.agreements.actions import promises, rows
from sistership.window.offices.agreements.models import Agreement, Commitment, Direction, Milestone
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Partnership, Side

Cells = Mapping[str, Cell]

COMMITMENT_COLUMNS: dict[str, Callable[[Cell, str], Any]] = {
    "due_on": rows.day_of,
    "rhythm": rows.rhythm_of,
    "rhythm_from": rows.day_of,
    "rhythm_until": rows.day_of,
    "target_value": rows.number_of,
    "target_rule": rows.target_rule_of,
    "is_public": rows.truth_of,
}
ONLY_OF_COMMITMENTS = (
    "agreement",
    "direction",
    *(
        column
        for column in exchange.text_columns(exchange.COMMITMENT_TEXTS)
        if not column.startswith("title_")
    ),
    *(column for column in COMMITMENT_COLUMNS if column != "due_on"),
)


@dataclass(slots=True)
class Counts:
    """What an import did, or would do."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Import:
    """One import on its way: what is there, what was made, what is wrong."""

    actor: Ref
    partnership: Partnership
    sides: dict[str, Side]
    agreements: list[Agreement]
    directions: list[Direction]
    commitments: dict[UUID, Commitment]
    milestones: dict[UUID, Milestone]
    counts: Counts = field(default_factory=Counts)
    above: Commitment | None = None
    """The commitment of the nearest row above."""
    is_above_broken: bool = False
    """That row has a problem of its own: the milestones under it are not blamed for it."""
    seen: set[UUID] = field(default_factory=set)


@transaction.atomic
def import_table(
    *, actor: Ref, partnership: Partnership, table: Table, file: str = "table", is_dry_run: bool = False
) -> Counts:
    """Add and change what the rows say. Raises TableError with all problems; then nothing is written."""
    unknown = [name for name in table.columns if name not in exchange.COLUMNS]
    if unknown or "kind" not in table.columns:
        raise InputError(
            gettext("'%(value)s' is no column") % {"value": unknown[0]}
            if unknown
            else gettext("There is no column 'kind'"),
            where=row_place(1, file=file),
            allowed=", ".join(exchange.COLUMNS),
        )
    locked = Partnership.objects.select_for_update().get(pk=partnership.pk)
    work = _load(actor, locked)
    problems: list[RowProblem] = []
    for number, cells in table.records():
        problems += _take(work, number, cells)
    if problems:
        raise TableError(file, problems)
    if is_dry_run:
        transaction.set_rollback(True)
    elif work.counts.added or work.counts.changed:
        journal.record(
            action="blueprint.imported",
            actor=actor,
            subject=locked.ref,
            partnership_id=locked.public_id,
            data={"file": file, "added": work.counts.added, "changed": work.counts.changed},
        )
    return work.counts


def _load(actor: Ref, partnership: Partnership) -> _Import:
    sides = list(partnership.sides.select_related("city"))
    agreements = list(partnership.agreements.all())
    directions = list(
        Direction.objects.filter(agreement__partnership=partnership).select_related("agreement")
    )
    commitments = list(
        partnership.commitments.select_related(
            "agreement", "direction__agreement", "partnership"
        ).prefetch_related("owing__city")
    )
    milestones = list(
        Milestone.objects.filter(commitment__partnership=partnership).select_related(
            "commitment__partnership", "side__city"
        )
    )
    load_texts(agreements, directions, commitments, milestones)
    by_id = {one.public_id: one for one in commitments}
    for milestone in milestones:
        # One object for each commitment, so that a state is computed from what rows above have changed.
        milestone.commitment = by_id[milestone.commitment.public_id]
    return _Import(
        actor=actor,
        partnership=partnership,
        sides={side.city.key: side for side in sides},
        agreements=agreements,
        directions=directions,
        commitments=by_id,
        milestones={one.public_id: one for one in milestones},
    )


def _take(work: _Import, number: int, cells: Cells) -> list[RowProblem]:
    """Carry out one row in a savepoint of its own; returns its problems."""
    kind = (cells["kind"] or "").strip()
    if kind not in (exchange.COMMITMENT, exchange.MILESTONE):
        what = gettext("'%(kind)s' is no kind of row") % {"kind": kind}
        return [RowProblem(number, "kind", what, "commitment, milestone")]
    is_commitment = kind == exchange.COMMITMENT
    problems: list[SistershipError] = []
    try:
        with transaction.atomic():
            (_take_commitment if is_commitment else _take_milestone)(work, cells, problems)
    except SistershipError as error:
        problems.append(error)
    if is_commitment:
        work.is_above_broken = bool(problems)
    return [_problem(number, error) for error in problems]


def _problem(number: int, error: SistershipError) -> RowProblem:
    return RowProblem(number, error.where, error.what, error.allowed)


def _parsed(
    cells: Cells, parsers: Mapping[str, Callable[[Cell, str], Any]], problems: list[SistershipError]
) -> dict[str, Any]:
    """Column → value of the columns that are there; what cannot be read joins the problems."""
    values: dict[str, Any] = {}
    for column, parse in parsers.items():
        if column in cells:
            try:
                values[column] = parse(cells[column], column)
            except InputError as error:
                problems.append(error)
    return values


def _known(work: _Import, cells: Cells, known: Mapping[UUID, Any]) -> Any:  # a record, or None for a new row
    wanted = rows.id_of(cells.get("public_id"), "public_id")
    if wanted is None:
        return None
    if wanted not in known:
        raise InputError(
            gettext("This partnership has no %(kind)s %(wanted)s")
            % {"kind": cells["kind"], "wanted": wanted},
            where="public_id",
            allowed=gettext("an id exported from this partnership, or empty for a new row"),
        )
    if wanted in work.seen:
        raise InputError(
            gettext("%(wanted)s stands in two rows") % {"wanted": wanted},
            where="public_id",
            allowed=gettext("one row for each record"),
        )
    work.seen.add(wanted)
    return known[wanted]


def _texts(cells: Cells, fields: tuple[str, ...], current: Cells) -> dict[str, dict[str, str]]:
    """field → language → text, of the wordings that differ from the current ones."""
    changed: dict[str, dict[str, str]] = {}
    for column, (name, language) in exchange.text_columns(fields).items():
        text = (cells.get(column) or "").strip()
        if column in cells and text != (current.get(column) or ""):
            changed.setdefault(name, {})[language] = text
    return changed


def _title_problems(cells: Cells, current: Cells) -> list[InputError]:
    titles = {**current, **cells}
    if any((titles.get(column) or "").strip() for column in exchange.text_columns(("title",))):
        return []
    return [
        InputError(
            gettext("Every row needs a title in at least one language"),
            where="title",
            allowed=gettext("any text"),
        )
    ]


def _take_commitment(work: _Import, cells: Cells, problems: list[SistershipError]) -> None:
    commitment = _known(work, cells, work.commitments)
    work.above = commitment
    current = exchange.commitment_cells(commitment) if commitment else {}
    if cells.get("commitment"):
        problems.append(
            InputError(
                gettext("A commitment belongs to no other commitment"),
                where="commitment",
                allowed=gettext("empty"),
            )
        )
    problems += _title_problems(cells, current)
    if cells.get("is_public") is None:
        cells = {column: cell for column, cell in cells.items() if column != "is_public"}
    values = _parsed(
        cells,
        COMMITMENT_COLUMNS
        | {
            "owing": lambda cell, column: rows.sides_of(cell, column, work.sides),
            "agreement": lambda cell, column: rows.titled(cell, column, work.agreements),
            "direction": lambda cell, column: rows.titled(cell, column, work.directions),
        },
        problems,
    )
    if problems:
        return
    owing = values.pop("owing", None)
    direction = values.pop("direction", commitment.direction if commitment else None)
    agreement = values.pop("agreement", commitment.agreement if commitment else None)
    texts = _texts(cells, exchange.COMMITMENT_TEXTS, current)
    if commitment is None:
        work.above = promises.add_commitment(
            actor=work.actor,
            partnership=work.partnership,
            agreement=agreement,
            direction=direction,
            titles=texts.pop("title"),
            summaries=texts.get("summary"),
            measures=texts.get("measure"),
            units=texts.get("unit"),
            owing=owing or [],
            **values,
        )
        work.counts.added += 1
        return
    if direction != commitment.direction:
        raise InputError(
            gettext("A commitment cannot move to another direction"),
            where="direction",
            allowed=current["direction"] or gettext("empty"),
        )
    if agreement not in (commitment.agreement, direction.agreement if direction else None):
        raise InputError(
            gettext("A commitment cannot move to another agreement"),
            where="agreement",
            allowed=current["agreement"] or gettext("empty"),
        )
    changes = {name: value for name, value in values.items() if value != getattr(commitment, name)}
    if owing is not None and {side.pk for side in owing} == {side.pk for side in commitment.owing.all()}:
        owing = None
    if not (changes or texts or owing is not None):
        work.counts.unchanged += 1
        return
    promises.edit_commitment(actor=work.actor, commitment=commitment, texts=texts, owing=owing, **changes)
    work.counts.changed += 1


def _commitment_of_milestone(work: _Import, cells: Cells, milestone: Milestone | None) -> Commitment | None:
    """The commitment of the row; None under a row that is broken itself."""
    wanted = rows.id_of(cells.get("commitment"), "commitment")
    if wanted is not None and wanted not in work.commitments:
        raise InputError(
            gettext("This partnership has no commitment %(wanted)s") % {"wanted": wanted},
            where="commitment",
            allowed=gettext("an id exported from this partnership, or empty under its commitment"),
        )
    commitment = work.commitments[wanted] if wanted else None
    if milestone is not None:
        if commitment is not None and commitment.pk != milestone.commitment_id:
            raise InputError(
                gettext("A milestone cannot move to another commitment"),
                where="commitment",
                allowed=str(milestone.commitment.public_id),
            )
        return milestone.commitment
    if commitment is None and not work.is_above_broken:
        commitment = work.above
    if commitment is None and not work.is_above_broken:
        raise InputError(
            gettext("It is not said to which commitment this milestone belongs"),
            where="commitment",
            allowed=gettext("a public id, or a row under its commitment"),
        )
    return commitment


def _side_of_step(cell: Cell, column: str, sides: Mapping[str, Side]) -> Side | None:
    found = rows.sides_of(cell, column, sides)
    if len(found) > 1:
        raise InputError(
            gettext("'%(cell)s' names several cities") % {"cell": cell},
            where=column,
            allowed=gettext("one city, or empty for all"),
        )
    return found[0] if found else None


def _take_milestone(work: _Import, cells: Cells, problems: list[SistershipError]) -> None:
    milestone = _known(work, cells, work.milestones)
    current = exchange.milestone_cells(milestone) if milestone else {}
    problems += [
        InputError(gettext("A milestone has no such field"), where=column, allowed=gettext("empty"))
        for column in ONLY_OF_COMMITMENTS
        if cells.get(column) is not None
    ]
    problems += _title_problems(cells, current)
    parsers: dict[str, Callable[[Cell, str], Any]] = {
        "due_on": rows.day_of,
        "owing": lambda cell, column: _side_of_step(cell, column, work.sides),
    }
    values = _parsed(cells, parsers, problems)
    if "owing" in values:
        values["side"] = values.pop("owing")
    commitment = _commitment_of_milestone(work, cells, milestone)
    if problems or commitment is None:
        return
    texts = _texts(cells, exchange.MILESTONE_TEXTS, current)
    if milestone is None:
        promises.add_milestone(actor=work.actor, commitment=commitment, titles=texts["title"], **values)
        work.counts.added += 1
        return
    changes = {name: value for name, value in values.items() if value != getattr(milestone, name)}
    if changes or texts:
        promises.edit_milestone(actor=work.actor, milestone=milestone, texts=texts, **changes)
        work.counts.changed += 1
    else:
        work.counts.unchanged += 1
