"""The published times as a table and as JSON: the same figures that the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sistership.formats.tables import Table
from sistership.window.offices.cases.queries.promises import Achieved, SidePromises

COLUMNS = (
    "city",
    "clock",
    "month",
    "service",
    "number",
    "kept",
    "share_kept",
    "median_working_h",
    "promised_least_working_h",
    "promised_most_working_h",
)


def _figures(one: Achieved) -> dict[str, Any]:
    least, most = one.promised_h or (None, None)
    return {
        "clock": one.clock,
        "month": one.month.strftime("%Y-%m") if one.month else None,
        "service": one.service or None,
        "number": one.number,
        "kept": one.kept,
        "share_kept": round(one.share, 3),
        "median_working_h": one.median_h,
        "promised_least_working_h": least,
        "promised_most_working_h": most,
    }


def promises_json(found: Sequence[SidePromises]) -> list[dict[str, Any]]:
    """One entry for each figure; a month of null is all twelve months, a service of null is all services."""
    return [{"city": one.side.city.key, **_figures(row)} for one in found for row in one.rows()]


def promises_table(found: Sequence[SidePromises]) -> Table:
    """One row for each figure; an empty month is all twelve months, an empty service is all services."""
    rows = (
        tuple(None if entry[name] is None else str(entry[name]) for name in COLUMNS)
        for entry in promises_json(found)
    )
    return Table(columns=COLUMNS, rows=tuple(rows))
