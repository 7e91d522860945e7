"""The lists of the desk: which cases are whose turn, filtered, in the order in which they are due.

Every list starts from the cases that the reader sees. Sides are named by their keys, read once, and what a
list counts or sorts by stands in one index of the cases that are not closed: of a hundred thousand cases
the database reads those that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from sistership.window.offices.cases.models import Absence, Case, Handover
from sistership.window.offices.cases.rules import (
    is_read_by,
    owed_cases,
    owed_or_offered_cases,
    visible_cases,
)
from sistership.window.offices.cases.states import OPEN, CaseState, OfferState
from sistership.window.offices.people.models import Account, City, Side
from sistership.window.offices.people.rules import Reader, grants_of

PER_PAGE = 40
MOST_PAGES = 50
"""Whoever wants to see further narrows the list."""
MINE, DESK, RISK, LATE, OFFERED = "mine", "desk", "risk", "late", "offered"
PARTNER, ENQUIRER, UNREAD, ANSWERED, ALL = "partner", "enquirer", "unread", "answered", "all"
TABS = (MINE, DESK, RISK, LATE, OFFERED, PARTNER, ENQUIRER, UNREAD, ANSWERED, ALL)
OWED = frozenset((MINE, DESK, RISK, LATE, ENQUIRER, UNREAD, ANSWERED))
"""Tabs of what the reader's own sides owe, and therefore read: no need to look who else reads it."""
_LIVE = [state.value for state in (*OPEN, CaseState.ANSWERED)]
_OPEN = [state.value for state in OPEN]
DUE_FIRST = (F("due_at").asc(nulls_last=True), "-priority", "-pk")


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose lists they are."""

    reader: Reader
    sides: tuple[int, ...]
    """Keys of the sides of the reader's cities."""
    is_mine: Q
    """Worked on by the reader, or by somebody for whom the reader stands in today."""
    now: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader asked the list for."""

    tab: str = MINE
    service: str = ""
    state: str = ""
    language: str = ""
    priority: str = ""
    officer: str = ""
    """Public id of an account, or `-` for cases that nobody has taken."""
    desk: str = ""
    """Public id of an organisation."""
    partnership: str = ""
    words: str = ""
    due_until: date | None = None
    timezone: str = "UTC"
    """In which `due_until` ends."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some cases of a list."""

    cases: list[Case] = field(default_factory=list)
    number: int = 1
    has_next: bool = False
    is_cut: bool = False
    """There is more than the list goes through."""


def _stood_in_for(account: Account, cities: Iterable[int | None], *, day: date) -> QuerySet[Absence]:
    """Absences on a day for which the account stands in, or stands in for a deputy who is away as well."""
    away = Absence.objects.filter(city__in=list(cities), first_day__lte=day, last_day__gte=day)
    passed_on = away.filter(deputy=account).values("account")
    return away.filter(Q(deputy=account) | Q(deputy__in=passed_on)).exclude(account=account)


def stood_in_for(account: Account, cities: Iterable[int | None], *, day: date) -> list[int]:
    """Keys of the accounts for which the account stands in on a day."""
    return list(_stood_in_for(account, cities, day=day).values_list("account", flat=True).distinct())


def desk_of(reader: Account, around: Iterable[Side], *, now: datetime) -> Desk:
    """The reader's desk. `around`: sides of the reader's partnerships, with their cities."""
    cities = grants_of(reader).staff_cities
    own = [side for side in around if side.city_id in cities]
    zone = ZoneInfo(own[0].city.timezone if own else "UTC")
    away = _stood_in_for(reader, cities, day=now.astimezone(zone).date())
    return Desk(
        reader, tuple(side.pk for side in own), Q(officer=reader) | Q(officer__in=away.values("account")), now
    )


def _tab(desk: Desk, tab: str) -> Q:
    """Which of the cases that the reader sees belong to a tab."""
    is_open, is_ours = Q(state__in=_OPEN), Q(side__in=desk.sides)
    is_offered_to_us = Q(offered_to__in=desk.sides)
    theirs = ~is_ours & (Q(offered_to__isnull=True) | ~is_offered_to_us)
    return {
        MINE: is_ours & is_open & desk.is_mine,
        DESK: is_ours & is_open,
        RISK: is_ours & is_open & Q(due_at__gt=desk.now, at_risk_from__lte=desk.now),
        LATE: is_ours & is_open & Q(due_at__lte=desk.now),
        OFFERED: is_offered_to_us & is_open,
        PARTNER: is_open
        & Q(is_shared=True)
        & (theirs | (is_ours & Q(offered_to__isnull=False) & ~is_offered_to_us)),
        ENQUIRER: is_ours & Q(state=CaseState.WAITING.value),
        UNREAD: is_ours & Q(is_unread=True, state__in=_LIVE),
        ANSWERED: is_ours & Q(state=CaseState.ANSWERED.value),
        ALL: Q(),
    }[tab]


def counts(desk: Desk) -> dict[str, int]:
    """How many cases each tab holds, but for all of them: one query over those that are not closed.

    What the reader's sides owe or are offered they read; of what others owe, it is asked who reads it.
    """
    holds = {tab: _tab(desk, tab) for tab in TABS if tab != ALL}
    is_ours = Q(side__in=desk.sides)
    holds[PARTNER] &= is_ours | Q(is_read_by(desk.sides))
    rows = Case.objects.filter(is_ours | Q(is_shared=True), state__in=_LIVE)
    found: dict[str, int] = rows.aggregate(**{tab: Count("pk", filter=held) for tab, held in holds.items()})
    return found


def _narrowed(rows: QuerySet[Case], chosen: Chosen) -> QuerySet[Case]:
    same: dict[str, Any] = {
        "service": chosen.service,
        "state": chosen.state,
        "language": chosen.language,
        "priority": chosen.priority,
        "desk__public_id": chosen.desk,
        "partnership__key": chosen.partnership,
    }
    rows = rows.filter(**{name: value for name, value in same.items() if value})
    if chosen.officer == "-":
        rows = rows.filter(officer__isnull=True)
    elif chosen.officer:
        rows = rows.filter(officer__public_id=chosen.officer)
    if chosen.words:
        said = Q(number__icontains=chosen.words) | Q(subject__icontains=chosen.words)
        rows = rows.filter(said | Q(enquirer_organisation__icontains=chosen.words))
    if chosen.due_until:
        ends = datetime.combine(
            chosen.due_until + timedelta(days=1), time(), tzinfo=ZoneInfo(chosen.timezone)
        )
        rows = rows.filter(due_at__lt=ends)
    return rows


def _some(rows: QuerySet[Case], first: int, last: int) -> list[Case]:
    """Those that are due first; each with the end of the time in which an offer is answered.

    Keys are sorted before rows are read: an index holds all that the order needs.
    """
    keys = rows.order_by(*DUE_FIRST).values("pk")[first:last]
    offer = Handover.objects.filter(case=OuterRef("pk"), state=OfferState.OFFERED.value).order_by()
    found = Case.objects.filter(pk__in=keys).annotate(
        offer_expires_at=Subquery(offer.values("expires_at")[:1])
    )
    return list(found.select_related("partnership", "officer", "desk").order_by(*DUE_FIRST))


def listed(desk: Desk, chosen: Chosen) -> QuerySet[Case]:
    """The cases of a tab that meet the filters, those that are due first at the top."""
    if chosen.tab in OWED:
        seen = owed_cases(desk.reader)
    elif chosen.tab == OFFERED:
        seen = owed_or_offered_cases(desk.reader)
    else:
        seen = visible_cases(desk.reader)
    return _narrowed(seen.filter(_tab(desk, chosen.tab)), chosen).order_by(*DUE_FIRST)


def page_of(desk: Desk, chosen: Chosen, number: int) -> CasePage:
    """One page of a list, found without counting the whole of it."""
    number = max(1, min(number, MOST_PAGES))
    first = (number - 1) * PER_PAGE
    found = _some(listed(desk, chosen), first, first + PER_PAGE + 1)
    is_more = len(found) > PER_PAGE
    return CasePage(
        cases=found[:PER_PAGE],
        number=number,
        has_next=is_more and number < MOST_PAGES,
        is_cut=is_more and number == MOST_PAGES,
    )


def for_today(desk: Desk, limit: int) -> list[Case]:
    """What the reader looks at first: their own cases, those that nobody took, and those offered to them."""
    nobodys = _tab(desk, DESK) & Q(officer__isnull=True)
    rows = owed_or_offered_cases(desk.reader).filter(state__in=_OPEN)
    return _some(rows.filter(_tab(desk, MINE) | _tab(desk, OFFERED) | nobodys), 0, limit)


def officers_of(cities: Iterable[int | None]) -> list[Account]:
    """Officers and leads of cities, by name."""
    rows = Account.objects.filter(
        is_active=True, grants__role__in=("officer", "lead"), grants__city__in=list(cities)
    )
    return sorted(rows.distinct(), key=lambda one: one.get_full_name())


def officers_of_city(city: City) -> list[Account]:
    """Officers and leads of a city, by name."""
    return officers_of([city.pk])
