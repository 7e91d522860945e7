"""Cases as lines of a list: whose turn it is, by when, and how much of the promised time is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext

from sistership.common.said_times import said_left, said_there
from sistership.common.text import HTML_LANGUAGES
from sistership.window.offices.cases.models import CASE_STATE_LABELS, Case, Service
from sistership.window.offices.cases.queries.lists import Desk
from sistership.window.offices.cases.states import WARNED_AT, CaseState, Clock
from sistership.window.offices.people.models import Account, Side

MOMENT = timedelta(seconds=1)


def clock_word(clock: str) -> Any:
    """What is owed next, in the reader's language."""
    return {
        Clock.FIRST_ANSWER: pgettext("clock of a case", "First answer"),
        Clock.NEXT_STEP: pgettext("clock of a case", "Next step"),
        Clock.OUTCOME: pgettext("clock of a case", "Outcome"),
    }[Clock(clock)]


@dataclass(frozen=True, slots=True)
class ClockShown:
    """How a clock is drawn: a mark, the time that is left, by when, and how much is used."""

    mark: str
    """State of a promise whose shape and colour it has: late, at_risk, on_track."""
    left: str
    by: str
    at: datetime
    used: int
    """Hundredths of the promised time."""


def initials(account: Account) -> str:
    """Two letters for a name; of a name without spaces its last two characters."""
    words = account.get_full_name().replace(".", " ").split()
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    word = words[0] if words else account.email
    return word[:2].upper() if word.isascii() else word[-2:]


def shown_clock(due_at: datetime, warned_from: datetime, side: Side, *, now: datetime) -> ClockShown:
    """A running clock of a side. The side's city has its texts and local days."""
    calendar, language = side.city.calendar(), get_language() or "en"
    left = calendar.working_time_between(now, due_at)
    last = calendar.working_time_between(warned_from, due_at)
    promised = max(last / (1 - WARNED_AT), MOMENT)
    is_late = due_at <= now
    return ClockShown(
        mark="late" if is_late else "at_risk" if warned_from <= now else "on_track",
        left=said_left(left, language=language),
        by=said_there(
            due_at,
            calendar=calendar,
            place=side.city.localized("name").text(language),
            now=now,
            language=language,
        ),
        at=due_at,
        used=max(0, min(100, round((1 - left / promised) * 100))),
    )


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case as the lists show it."""

    case: Case
    side: Side
    language: str
    """Of the subject, as a page names it."""
    service: Any
    step: Any
    clock: ClockShown | None
    since: str
    """Where no clock runs: since when it stands as it does."""
    who: str
    initials: str
    is_ours: bool
    offered_to: Side | None


def _step(case: Case, *, is_offered_to_us: bool) -> Any:
    if is_offered_to_us:
        return pgettext("next step of a case", "Accept the case or decline it")
    if case.state == CaseState.WAITING:
        return pgettext("next step of a case", "The enquirer answers")
    if case.due_clock:
        return clock_word(case.due_clock)
    return CASE_STATE_LABELS[CaseState(case.state)]


def offered_until(case: Case, desk: Desk) -> datetime | None:
    """Until when the desk may accept a case of a list that it is offered; None for any other case."""
    expires_at: datetime | None = getattr(case, "offer_expires_at", None)
    return expires_at if case.offered_to_id in desk.sides else None


def row_of(case: Case, sides: Mapping[int, Side], desk: Desk) -> CaseRow:
    """One line. `sides`: by key, with cities, their texts and local days."""
    side = sides[case.side_id]
    is_offered_to_us = case.offered_to_id in desk.sides
    expires_at = offered_until(case, desk)
    clock = None
    if expires_at is not None and case.offered_to_id is not None:
        clock = shown_clock(expires_at, desk.now, sides[case.offered_to_id], now=desk.now)
    elif case.due_at is not None and case.at_risk_from is not None:
        clock = shown_clock(case.due_at, case.at_risk_from, side, now=desk.now)
    since = case.closed_at or case.answered_at or case.paused_since or case.last_event_at
    return CaseRow(
        case=case,
        side=side,
        language=HTML_LANGUAGES.get(case.language, case.language),
        service=Service(case.service).label,
        step=_step(case, is_offered_to_us=is_offered_to_us),
        clock=clock,
        since=date_format(localtime(since), "DATE_FORMAT"),
        who=case.officer.get_full_name() if case.officer else "",
        initials=initials(case.officer) if case.officer else "",
        is_ours=case.side_id in desk.sides,
        offered_to=sides.get(case.offered_to_id) if case.offered_to_id else None,
    )


def rows_of(cases: Iterable[Case], around: Iterable[Side], desk: Desk) -> list[CaseRow]:
    """Lines of a list."""
    sides = {side.pk: side for side in around}
    return [row_of(case, sides, desk) for case in cases]
