"""What each side promised and what it achieved, by the month in which the clock began and by service.

1. A clock counts when it ended, or when it runs on past its time: that one is missed already.
2. A clock that moved to another side, one of a duplicate, of what was no enquiry or of a case taken over
   from an earlier register, to which nothing was promised, and one whose enquiry was withdrawn before its
   time was over, count nowhere.
3. Working hours are those of the side, to a quarter of an hour; the median is over clocks that ended.
4. Small numbers are not shown, see small_numbers.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case as Choose
from django.db.models import Count, F, Max, Min, Q, Value, When
from django.db.models.functions import TruncMonth

from sistership.window.offices.cases.models import Channel, ClockRun, OutcomeKind
from sistership.window.offices.cases.small_numbers import shown
from sistership.window.offices.cases.states import Clock
from sistership.window.offices.people.models import Side

MONTHS = 12
ALL_SERVICES = ""
PUBLISHED = (Clock.FIRST_ANSWER, Clock.OUTCOME)
QUARTER_S = 900
HOUR_S = 3600


@dataclass(slots=True)
class Achieved:
    """One clock of one side, for a month (None: all shown months) and a service (empty: all)."""

    clock: str
    month: date | None
    service: str
    number: int = 0
    kept: int = 0
    promised_h: tuple[float, float] | None = None
    """The least and the most that was promised."""
    quarters: Counter[int] = field(default_factory=Counter)
    """Quarters of a working hour used → how many clocks ended with them."""

    def add(self, row: dict[str, Any]) -> None:
        count = row["count"]
        self.number += count
        self.kept += count if row["kept"] else 0
        if row["is_ended"]:
            self.quarters[row["quarters"]] += count
        least, most = row["least_s"] / HOUR_S, row["most_s"] / HOUR_S
        known = self.promised_h or (least, most)
        self.promised_h = (min(known[0], least), max(known[1], most))

    @property
    def share(self) -> float:
        """The share that was kept, from 0 to 1."""
        return self.kept / self.number

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return round(self.share * 100)

    @property
    def median_h(self) -> float | None:
        """Working hours; None where no clock has ended."""
        total = self.quarters.total()
        if not total:
            return None
        ordered = sorted(self.quarters.elements())
        middle = (ordered[(total - 1) // 2] + ordered[total // 2]) / 2
        return middle * QUARTER_S / HOUR_S


@dataclass(frozen=True, slots=True)
class SidePromises:
    """One side's published times."""

    side: Side
    cells: dict[tuple[str, date | None, str], Achieved]
    """(clock, month, service) → what was achieved; those that may be shown only."""
    months: tuple[date, ...]

    def by_month(self, clock: str, service: str = ALL_SERVICES) -> list[tuple[date, Achieved | None]]:
        """Each month, the newest first."""
        return [(month, self.cells.get((clock, month, service))) for month in self.months]

    def whole(self, clock: str, service: str = ALL_SERVICES) -> Achieved | None:
        """All shown months together."""
        return self.cells.get((clock, None, service))

    def rows(self) -> Iterator[Achieved]:
        """All that is shown: by clock, the newest month first, the sum of services before each."""
        for clock in PUBLISHED:
            for month in (*self.months, None):
                found = [one for key, one in self.cells.items() if key[:2] == (clock.value, month)]
                yield from sorted(found, key=lambda one: one.service)


def months_until(day: date, *, count: int = MONTHS) -> tuple[date, ...]:
    """The first days of the last months up to that of the day, the newest first."""
    number = day.year * 12 + day.month - 1
    return tuple(date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(count))


def _counted(side: Side, *, since: datetime, now: datetime) -> list[dict[str, Any]]:
    is_over = Q(ended_at__isnull=False) | Q(due_at__lt=now)
    is_withdrawn = Q(case__outcome_kind=OutcomeKind.WITHDRAWN, is_kept=True) & (
        Q(clock=Clock.OUTCOME) | Q(case__first_answered_at__isnull=True)
    )
    rows = (
        ClockRun.objects.filter(
            is_over, side=side, clock__in=PUBLISHED, is_moved=False, started_at__gte=since
        )
        .exclude(case__outcome_kind__in=(OutcomeKind.DUPLICATE, OutcomeKind.SPAM))
        .exclude(case__channel=Channel.REGISTER)
        .exclude(is_withdrawn)
        .annotate(
            month=TruncMonth("started_at", tzinfo=ZoneInfo(side.city.timezone)),
            service=F("case__service"),
            quarters=(F("used_s") + QUARTER_S // 2) / QUARTER_S,
            is_ended=Choose(When(ended_at__isnull=False, then=Value(1)), default=Value(0)),
            kept=Choose(When(is_kept=True, then=Value(1)), default=Value(0)),
        )
        .order_by()
        .values("clock", "month", "service", "quarters", "is_ended", "kept")
        .annotate(count=Count("pk"), least_s=Min("promised_s"), most_s=Max("promised_s"))
    )
    return [dict(row) for row in rows]


def _side_promises(side: Side, *, now: datetime) -> SidePromises:
    zone = ZoneInfo(side.city.timezone)
    months = months_until(now.astimezone(zone).date())
    since = datetime(months[-1].year, months[-1].month, 1, tzinfo=zone)
    cells: dict[tuple[str, date | None, str], Achieved] = {}
    for row in _counted(side, since=since, now=now):
        month = row["month"].date()
        for key in (
            (row["clock"], month, row["service"]),
            (row["clock"], month, ALL_SERVICES),
            (row["clock"], None, row["service"]),
            (row["clock"], None, ALL_SERVICES),
        ):
            cells.setdefault(key, Achieved(*key)).add(row)
    return SidePromises(side=side, cells=_shown(cells), months=months)


def _shown(
    cells: dict[tuple[str, date | None, str], Achieved],
) -> dict[tuple[str, date | None, str], Achieved]:
    found = {}
    for clock in PUBLISHED:
        counts = {key[1:]: one.number for key, one in cells.items() if key[0] == clock}
        for month, service in shown(counts, row_sum=None, column_sum=ALL_SERVICES):
            found[clock.value, month, service] = cells[clock.value, month, service]
    return found


def published_promises(sides: Sequence[Side], *, now: datetime) -> list[SidePromises]:
    """What each side achieved in the last twelve months; one query for each side."""
    return [_side_promises(side, now=now) for side in sides]
