"""The lists of the desk: which cases are whose turn, filtered, in the order in which they are due.

Every list starts from the cases that the reader sees. Sides are named by their keys, read once, so that
the database goes by its indexes however many cases there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from sistership.window.offices.cases.models import Absence, Case, Handover
from sistership.window.offices.cases.rules import owed_cases, visible_cases
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
    owed = Q(side__in=desk.sides, state__in=_OPEN)
    return {
        MINE: owed & desk.is_mine,
        DESK: owed,
        RISK: owed & Q(due_at__gt=desk.now, at_risk_from__lte=desk.now),
        LATE: owed & Q(due_at__lte=desk.now),
        OFFERED: Q(offered_to__in=desk.sides, state__in=_OPEN),
        PARTNER: Q(state__in=_OPEN)
        & (
            (~Q(side__in=desk.sides) & (Q(offered_to__isnull=True) | ~Q(offered_to__in=desk.sides)))
            | (Q(side__in=desk.sides, offered_to__isnull=False) & ~Q(offered_to__in=desk.sides))
        ),
        ENQUIRER: Q(side__in=desk.sides, state=CaseState.WAITING.value),
        UNREAD: Q(side__in=desk.sides, is_unread=True) & ~Q(state=CaseState.CLOSED.value),
        ANSWERED: Q(side__in=desk.sides, state=CaseState.ANSWERED.value),
        ALL: Q(),
    }[tab]


def counts(desk: Desk) -> dict[str, int]:
    """How many cases each tab holds, but for all of them: one query over those that are not closed."""
    rows = visible_cases(desk.reader).filter(state__in=_LIVE)
    tabs = [tab for tab in TABS if tab != ALL]
    found: dict[str, int] = rows.aggregate(**{tab: Count("pk", filter=_tab(desk, tab)) for tab in tabs})
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


def _in_order(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those that are due first at the top; each with the end of the time in which an offer is answered."""
    offer = Handover.objects.filter(case=OuterRef("pk"), state=OfferState.OFFERED.value)
    rows = rows.annotate(offer_expires_at=Subquery(offer.values("expires_at")[:1]))
    return rows.select_related("partnership", "officer", "desk").order_by(
        F("due_at").asc(nulls_last=True), "-priority", "-pk"
    )


def listed(desk: Desk, chosen: Chosen) -> QuerySet[Case]:
    """The cases of a tab that meet the filters."""
    seen = owed_cases(desk.reader) if chosen.tab in OWED else visible_cases(desk.reader)
    return _in_order(_narrowed(seen.filter(_tab(desk, chosen.tab)), chosen))


def page_of(desk: Desk, chosen: Chosen, number: int) -> CasePage:
    """One page of a list, found without counting the whole of it."""
    number = max(1, min(number, MOST_PAGES))
    first = (number - 1) * PER_PAGE
    found = list(listed(desk, chosen)[first : first + PER_PAGE + 1])
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
    rows = visible_cases(desk.reader).filter(_tab(desk, MINE) | _tab(desk, OFFERED) | nobodys)
    return list(_in_order(rows)[:limit])


def officers_of(cities: Iterable[int | None]) -> list[Account]:
    """Officers and leads of cities, by name."""
    rows = Account.objects.filter(
        is_active=True, grants__role__in=("officer", "lead"), grants__city__in=list(cities)
    )
    return sorted(rows.distinct(), key=lambda one: one.get_full_name())


def officers_of_city(city: City) -> list[Account]:
    """Officers and leads of a city, by name."""
    return officers_of([city.pk])
