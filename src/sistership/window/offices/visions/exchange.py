"""Visions as a table and as JSON: what each crossing of axes holds, and what serves each axis and goal."""

from __future__ import annotations

from typing import Any

from sistership.formats.tables import Table
from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.visions.models import Axis
from sistership.window.offices.visions.queries import Visions

COLUMNS = (
    "first_city",
    "first_axis",
    "second_city",
    "second_axis",
    "shared_goals",
    "running",
    "state",
    "commitment",
    "title",
)


def visions_table(page: Visions, *, language: str) -> Table:
    """One row for each promise of each crossing of axes; an empty crossing has one row without a promise."""
    rows: list[tuple[str | None, ...]] = []
    for first, second, matrix in page.matrices:
        for cell in matrix.cells:
            start = (
                first.city.key,
                cell.first.localized("name").text(language),
                second.city.key,
                cell.second.localized("name").text(language),
                " ".join(map(str, cell.shared_goals)) or None,
                str(cell.running),
            )
            rows += [
                (*start, one.state, str(one.public_id), one.localized("title").text(language))  # type: ignore[attr-defined]
                for one in cell.promises
            ] or [(*start, None, None, None)]
    return Table(columns=COLUMNS, rows=tuple(rows))


def visions_json(partnership: Partnership, page: Visions) -> dict[str, Any]:
    """Axes of each city, promises with what they serve, and each crossing's counts."""
    return {
        "partnership": partnership.key,
        "cities": [_city(side, page) for side in page.sides],
        "commitments": [_commitment(row) for row in page.commitments],
        "crossings": [
            {
                "first": cell.first.public_id,
                "second": cell.second.public_id,
                "counts": {state: count for state, count in sorted(cell.counts.items()) if count},
                "shared_goals": list(cell.shared_goals),
                "commitments": [one.public_id for one in cell.promises],
            }
            for _first, _second, matrix in page.matrices
            for cell in matrix.cells
        ],
    }


def _wordings(record: Record, field: str) -> dict[str, str]:
    return {code: one.text for code, one in sorted(record.localized(field).variants.items())}


def _city(side: Side, page: Visions) -> dict[str, Any]:
    return {
        "city": side.city.key,
        "visions": [
            {
                "id": vision.public_id,
                "title": _wordings(vision, "title"),
                "until_year": vision.until_year,
                "url": vision.url,
                "is_example": vision.is_example,
                "axes": [_axis(axis) for axis in vision.axes.all()],
            }
            for vision in page.by_city.get(side.city_id, [])
        ],
    }


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "id": axis.public_id,
        "code": axis.code,
        "name": _wordings(axis, "name"),
        "goals": axis.goal_codes,  # type: ignore[attr-defined]
    }


def _commitment(row: Commitment) -> dict[str, Any]:
    serves = row.serves  # type: ignore[attr-defined]
    return {
        "id": row.public_id,
        "title": _wordings(row, "title"),
        "state": row.state,  # type: ignore[attr-defined]
        "axes": [axis.public_id for axis in serves.all_axes],
        "goals": serves.all_goals,
    }
