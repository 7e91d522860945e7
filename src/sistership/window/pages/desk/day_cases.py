"""The cases of the working day: what is due today, this week and later, what is offered, what nobody took."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sistership.window.offices.cases.queries import lists
from sistership.window.offices.people.models import Side
from sistership.window.pages.desk.case_rows import CaseRow, row_of
from sistership.window.pages.desk.forms.case_lists import TAB_WORDS

READ = 120
SHOWN = 12
"""Of each group; the list of cases has them all."""
COUNTED = (
    lists.MINE,
    lists.DESK,
    lists.RISK,
    lists.LATE,
    lists.OFFERED,
    lists.PARTNER,
    lists.ENQUIRER,
    lists.UNREAD,
)


@dataclass(slots=True)
class CaseDay:
    """Cases on the desk today, in groups of at most SHOWN."""

    counts: list[tuple[str, Any, int]] = field(default_factory=list)
    """(tab, its name, how many cases it holds)."""
    due_today: list[CaseRow] = field(default_factory=list)
    this_week: list[CaseRow] = field(default_factory=list)
    later: list[CaseRow] = field(default_factory=list)
    nobodys: list[CaseRow] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        return not (self.due_today or self.this_week or self.later or self.nobodys)


def _due_on(row: CaseRow) -> date | None:
    return timezone.localtime(row.clock.at).date() if row.clock else None


def read_cases(around: list[Side], *, desk: lists.Desk, today: date) -> CaseDay:
    """Group what the reader looks at first. Sides have their cities with local days and texts."""
    sides = {side.pk: side for side in around}
    week_ends = today + timedelta(days=6 - today.weekday())
    numbers = lists.counts(desk)
    day = CaseDay(counts=[(tab, TAB_WORDS[tab], numbers[tab]) for tab in COUNTED])
    for case in lists.for_today(desk, READ):
        row = row_of(case, sides, desk)
        on = _due_on(row)
        if case.side_id in desk.sides and case.officer_id is None:
            day.nobodys.append(row)
        elif on is None or on > week_ends:
            day.later.append(row)
        elif on > today:
            day.this_week.append(row)
        else:
            day.due_today.append(row)
    for name in ("due_today", "this_week", "later", "nobodys"):
        setattr(day, name, getattr(day, name)[:SHOWN])
    return day
