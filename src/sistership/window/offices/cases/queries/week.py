"""One week of a side: which promises were kept, what came and went, what is late now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from sistership.window.ground import clock
from sistership.window.offices.cases.models import Case, CaseEvent, ClockRun
from sistership.window.offices.cases.states import OPEN, Clock
from sistership.window.offices.people.models import Side


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday, in the side's own days."""

    first_day: date
    clocks: dict[Clock, tuple[int, int]]
    """Clock → (kept, ended) of those that ended in the week; absent where none did."""
    received: int
    finished: int
    open: int
    """Now."""
    late: list[Case]
    """Now, the longest first."""

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=6)

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.clocks or self.received or self.finished or self.open)


def week_of(side: Side, first_day: date) -> Week:
    """The week that begins on the day, with what stands open now."""
    calendar = side.city.calendar()
    span = (calendar.start_of_day(first_day), calendar.start_of_day(first_day + timedelta(days=7)))
    ended = ClockRun.objects.filter(side=side, is_moved=False, ended_at__gte=span[0], ended_at__lt=span[1])
    counted = ended.values_list("clock").annotate(kept=Count("pk", filter=Q(is_kept=True)), all=Count("pk"))
    found = {clock_: (kept, all_) for clock_, kept, all_ in counted.order_by("clock")}
    events = CaseEvent.objects.filter(side=side, at__gte=span[0], at__lt=span[1])
    owed = Case.objects.filter(side=side, state__in=OPEN)
    return Week(
        first_day=first_day,
        clocks={one: found[one.value] for one in Clock if one.value in found},
        received=events.filter(event__in=("received", "accepted")).count(),
        finished=events.filter(event__in=("answered", "closed")).values("case").distinct().count(),
        open=owed.count(),
        late=list(owed.filter(due_at__lte=clock.now()).order_by("due_at", "pk")),
    )
