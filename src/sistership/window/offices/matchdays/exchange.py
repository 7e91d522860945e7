"""A day to take away: the plan as a table, the report as a table, the days as values for the API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from sistership.formats.tables import Table
from sistership.window.offices.matchdays.models import DayMeeting, Matchday
from sistership.window.offices.matchdays.queries.days import OwnDay
from sistership.window.offices.matchdays.queries.report import DayReport

PLAN_COLUMNS = ("day", "from", "to", "table", "first", "second", "interpreter", "state")
REPORT_COLUMNS = ("measure", "value", "of", "usual_from", "usual_to")


def plan_table(matchday: Matchday, meetings: Iterable[DayMeeting]) -> Table:
    """One row for each meeting, by the clock of the place."""
    zone = ZoneInfo(matchday.zone)
    rows = []
    for one in meetings:
        starts, ends = one.slot.starts_at.astimezone(zone), one.slot.ends_at.astimezone(zone)
        rows.append(
            (
                f"{starts:%Y-%m-%d}",
                f"{starts:%H:%M}",
                f"{ends:%H:%M}",
                str(one.table),
                one.first.name,
                one.second.name,
                one.interpreter.name if one.interpreter else None,
                one.state,
            )
        )
    return Table(columns=PLAN_COLUMNS, rows=tuple(rows))


def report_table(report: DayReport) -> Table:
    """Counts and measures; a value that is not known, or of too few, is empty."""
    counts = (
        "registered",
        "came",
        "absent",
        "wishes",
        "meetings",
        "kept",
        "missed",
        "unknown",
        "introductions",
    )
    rows: list[tuple[str | None, ...]] = [
        (name, str(getattr(report, name)), None, None, None) for name in counts
    ]
    rows += [
        (
            f"share_{one.key}" if one.is_share else f"mean_{one.key}",
            None if one.value is None else f"{one.value:.3f}",
            str(one.of),
            str(one.least),
            None if one.most is None else str(one.most),
        )
        for one in report.measures
    ]
    for city in report.cities:
        shown = None if city.registered is None else str(city.registered)
        rows.append((f"registered_{city.city}", shown, None, None, None))
    return Table(columns=REPORT_COLUMNS, rows=tuple(rows))


def meetings_json(meetings: Iterable[DayMeeting]) -> list[dict[str, Any]]:
    """The meetings of a plan in the form that `sistership match schedule --json` prints."""
    return [
        {
            "a": str(one.first.public_id),
            "b": str(one.second.public_id),
            "slot": str(one.slot.number),
            "table": one.table,
            **({"interpreter": str(one.interpreter.public_id)} if one.interpreter else {}),
            **({"confirmed": True} if one.is_confirmed else {}),
        }
        for one in meetings
    ]


def own_day_json(own: OwnDay) -> dict[str, Any]:
    """The personal plan as data: what the page shows and nothing else."""
    return {
        "matchday": own.registration.matchday.public_id,
        "name": own.registration.name,
        "zone": own.registration.matchday.zone,
        "published_at": own.changed_at,
        "meetings": [
            {
                "starts_at": one.meeting.slot.starts_at,
                "ends_at": one.meeting.slot.ends_at,
                "table": one.meeting.table,
                "other": one.other.name,
                "city": one.other.city.key,
                "interpreter": one.meeting.interpreter.name if one.meeting.interpreter else None,
                "state": one.meeting.state,
            }
            for one in own.meetings
        ],
        "not_possible": [one.name for one in own.unmet],
    }
