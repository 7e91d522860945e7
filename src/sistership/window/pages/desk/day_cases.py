"""The cases of the working day: what is due today, this week and later, what is offered, what nobody took."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sistership.window.offices.cases.models import Case
from sistership.window.offices.cases.queries import lists
from sistership.window.offices.people.models import Side
from sistership.window.pages.desk.case_rows import CaseRow, offered_until, rows_of
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


def _due_on(case: Case, desk: lists.Desk) -> date | None:
    due = offered_until(case, desk) or case.due_at
    return timezone.localtime(due).date() if due else None


def read_cases(around: list[Side], *, desk: lists.Desk, today: date) -> CaseDay:
    """Group what the reader looks at first. Sides have their cities with local days and texts."""
    week_ends = today + timedelta(days=6 - today.weekday())
    numbers = lists.counts(desk)
    groups: dict[str, list[Case]] = {"due_today": [], "this_week": [], "later": [], "nobodys": []}
    for case in lists.for_today(desk, READ):
        on = _due_on(case, desk)
        if case.side_id in desk.sides and case.officer_id is None:
            group = "nobodys"
        elif on is None or on > week_ends:
            group = "later"
        else:
            group = "this_week" if on > today else "due_today"
        if len(groups[group]) < SHOWN:
            groups[group].append(case)
    return CaseDay(
        counts=[(tab, TAB_WORDS[tab], numbers[tab]) for tab in COUNTED],
        **{name: rows_of(cases, around, desk) for name, cases in groups.items()},
    )
