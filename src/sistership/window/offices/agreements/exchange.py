"""Blueprints as tables and JSON: what goes out of the window, in columns that come in again.

One row for each commitment, followed by one for each of its milestones.

| column | of | what |
| --- | --- | --- |
| kind | both | commitment or milestone |
| public_id | both | the record; empty for one that is to be added |
| commitment | milestone | public id of its commitment; empty: the nearest commitment above |
| agreement | commitment | public id, or exact title; empty outside any, or where a direction says it |
| direction | commitment | public id, or exact title, of its direction; empty beside the directions |
| title_… | both | its text in each language: zh_hant, en, pl, ms |
| summary_…, measure_…, unit_… | commitment | its other texts in each language |
| owing | both | keys of the cities that owe it, separated by blanks; a milestone has at most one |
| due_on | both | day, as 2030-06-30 |
| rhythm, rhythm_from, rhythm_until | commitment | monthly, quarterly, half_yearly or yearly, and its days |
| target_value, target_rule | commitment | a number, and sum or latest |
| is_public | commitment | true or false; empty: as it is, true for a new row |
| direction_title, state, next_due_on, steps_done, steps, figure, dropped_on | | computed; ignored on import |
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sistership.common.text import LANGUAGES
from sistership.formats.tables import Cell, Table, as_json, table_of
from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Commitment, Direction, Evidence, Intention, Milestone
from sistership.window.offices.agreements.queries import Blueprint

COMMITMENT, MILESTONE = "commitment", "milestone"
COMMITMENT_TEXTS = ("title", "summary", "measure", "unit")
MILESTONE_TEXTS = ("title",)


def text_columns(fields: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Column → (field, language): title_zh_hant → (title, zh-hant)."""
    return {
        f"{field}_{language.replace('-', '_')}": (field, language)
        for field in fields
        for language in LANGUAGES
    }


COMPUTED = ("direction_title", "state", "next_due_on", "steps_done", "steps", "figure", "dropped_on")
COLUMNS = (
    "kind",
    "public_id",
    "commitment",
    "agreement",
    "direction",
    *text_columns(COMMITMENT_TEXTS),
    "owing",
    "due_on",
    "rhythm",
    "rhythm_from",
    "rhythm_until",
    "target_value",
    "target_rule",
    "is_public",
    *COMPUTED,
)


def text_of_day(day: date | None) -> Cell:
    """A day as 2030-06-30."""
    return day.isoformat() if day else None


def text_of_number(number: Decimal | None) -> Cell:
    """A number without needless zeros: 10, 2.5."""
    if number is None:
        return None
    return format(number.normalize(), "f") if number else "0"


def _texts(record: Record, fields: tuple[str, ...]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for column, (field, language) in text_columns(fields).items():
        variant = record.localized(field).variants.get(language)
        cells[column] = variant.text if variant else None
    return cells


def commitment_cells(commitment: Commitment) -> dict[str, Cell]:
    """The cells of a commitment that an import can change, by column."""
    return {
        "kind": COMMITMENT,
        "public_id": str(commitment.public_id),
        "agreement": str(commitment.agreement.public_id) if commitment.agreement else None,
        "direction": str(commitment.direction.public_id) if commitment.direction else None,
        **_texts(commitment, COMMITMENT_TEXTS),
        "owing": " ".join(
            side.city.key for side in sorted(commitment.owing.all(), key=lambda side: side.position)
        ),
        "due_on": text_of_day(commitment.due_on),
        "rhythm": commitment.rhythm or None,
        "rhythm_from": text_of_day(commitment.rhythm_from),
        "rhythm_until": text_of_day(commitment.rhythm_until),
        "target_value": text_of_number(commitment.target_value),
        "target_rule": commitment.target_rule,
        "is_public": "true" if commitment.is_public else "false",
    }


def milestone_cells(milestone: Milestone) -> dict[str, Cell]:
    """The cells of a milestone that an import can change, by column."""
    return {
        "kind": MILESTONE,
        "public_id": str(milestone.public_id),
        "commitment": str(milestone.commitment.public_id),
        **_texts(milestone, MILESTONE_TEXTS),
        "owing": milestone.side.city.key if milestone.side else None,
        "due_on": text_of_day(milestone.due_on),
    }


def _computed(commitment: Commitment, language: str) -> dict[str, Cell]:
    row: Any = commitment  # decorated by queries.load_commitments
    direction = commitment.direction
    return {
        "direction_title": (direction.localized("title").text(language) or None) if direction else None,
        "state": row.state,
        "next_due_on": text_of_day(commitment.next_due_on),
        "steps_done": str(row.steps_done) if row.steps else None,
        "steps": str(len(row.steps)) if row.steps else None,
        "figure": text_of_number(row.figure),
        "dropped_on": text_of_day(commitment.dropped_on),
    }


def blueprint_table(blueprint: Blueprint, *, language: str = "en") -> Table:
    """The blueprint's commitments and milestones as rows; the language is that of `direction_title`."""
    records: list[dict[str, Cell]] = []
    for _, commitments in blueprint.sections:
        for commitment in commitments:
            records.append(commitment_cells(commitment) | _computed(commitment, language))
            for step in commitment.steps:  # type: ignore[attr-defined]
                step.commitment = commitment  # known: spares a query for each step
                computed = {"state": step.state, "next_due_on": text_of_day(step.next_due_on)}
                records.append(milestone_cells(step) | computed)
    return table_of(COLUMNS, records)


def wordings(record: Record, field: str) -> dict[str, str]:
    """The texts of one field by language."""
    return {language: one.text for language, one in record.localized(field).variants.items()}


def _direction(direction: Direction) -> dict[str, Any]:
    return {
        "public_id": str(direction.public_id),
        "agreement": str(direction.agreement.public_id),
        "position": direction.position,
        "title": wordings(direction, "title"),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "public_id": str(evidence.public_id),
        "commitment": str(evidence.commitment.public_id),
        "milestone": str(evidence.milestone.public_id) if evidence.milestone else None,
        "kind": evidence.evidence_kind,
        "title": wordings(evidence, "title"),
        "side": evidence.side.city.key,
        "on": evidence.on.isoformat(),
        "state": evidence.state,  # type: ignore[attr-defined]
        "url": evidence.url or None,
        "value": text_of_number(evidence.value),
        "unit": wordings(evidence, "unit"),
    }


def _intention(intention: Intention, shown: set[int]) -> dict[str, Any]:
    # What it became may not be published yet: only what stands in the same blueprint is named.
    became = intention.became if intention.became_id in shown else None
    return {
        "public_id": str(intention.public_id),
        "kind": intention.intention_kind,
        "text": wordings(intention, "text"),
        "side": intention.side.city.key if intention.side else None,
        "about_month": text_of_day(intention.about_month),
        "became": str(became.public_id) if became else None,
    }


def blueprint_json(blueprint: Blueprint, *, language: str = "en") -> dict[str, Any]:
    """Everything of a blueprint as JSON values; `rows` are those of blueprint_table and come in again."""
    evidence: list[dict[str, Any]] = []
    for _, commitments in blueprint.sections:
        for commitment in commitments:
            steps = {step.pk: step for step in commitment.steps}  # type: ignore[attr-defined]
            for one in commitment.proofs:  # type: ignore[attr-defined]
                one.commitment = commitment  # both known: spares queries for each proof
                one.milestone = steps.get(one.milestone_id)
                evidence.append(_evidence(one))
    agreement = blueprint.agreement
    shown = {commitment.pk for _, commitments in blueprint.sections for commitment in commitments}
    return {
        "partnership": {
            "key": blueprint.partnership.key,
            "public_id": str(blueprint.partnership.public_id),
            "cities": [side.city.key for side in blueprint.sides],
        },
        "agreement": {"public_id": str(agreement.public_id), "title": wordings(agreement, "title")}
        if agreement
        else None,
        "tally": dict(sorted(blueprint.tally.counts.items())),
        "directions": [_direction(direction) for direction, _ in blueprint.sections if direction],
        **as_json(blueprint_table(blueprint, language=language)),
        "evidence": evidence,
        "intentions": [_intention(intention, shown) for intention in blueprint.intentions],
    }
