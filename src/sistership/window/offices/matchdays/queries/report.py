"""What a day came to, by the measures that the field uses, with small numbers left out.

1. *Requests that became meetings*: of all wishes, those whose two meet in the published plan. Usual: 40–60 %.
2. *Meetings for each participant*: two for each meeting, by all who came or were expected. Usual: 2 or more.
3. *Meetings kept*: of the meetings of which it is known, those that were held. Usual: 80 % or more.
4. *Second meetings*: of the meetings that were held and of which somebody said how it was, those whose two
   meet again by what at least one said. Usual: 20 to 30 %.
5. A share of fewer than `LEAST` is not given: who knows the participants could tell whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Avg, Q

from sistership.window.offices.matchdays.models import (
    Again,
    DayMeeting,
    DayPlan,
    Matchday,
    MeetingFeedback,
    Regard,
    Registration,
    Wish,
)
from sistership.window.offices.matchdays.states import MeetingState, PlanState

LEAST = 5
Reached = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: what was found, of how many, and what the field expects."""

    key: str
    value: float | None
    """None where it is not known, or of too few."""
    of: int
    least: float
    most: float | None = None
    is_share: bool = True

    @property
    def reached(self) -> Reached:
        if self.value is None:
            return "unknown"
        return "yes" if self.value >= self.least else "no"


@dataclass(frozen=True, slots=True)
class CityCount:
    """How many of a city took part; None where they are too few to say."""

    city: str
    registered: int | None
    meetings: int | None


@dataclass(frozen=True, slots=True)
class DayReport:
    """What the day came to."""

    registered: int
    came: int
    absent: int
    wishes: int
    meetings: int
    kept: int
    missed: int
    unknown: int
    """Meetings of which nobody said what became."""
    introductions: int
    grade: float | None
    measures: tuple[Measure, ...]
    cities: tuple[CityCount, ...]


def _share(part: int, of: int) -> float | None:
    return part / of if of >= LEAST else None


def report_of(matchday: Matchday) -> DayReport:
    """The report of the day as things stand now."""
    plan = matchday.plans.filter(state=PlanState.PUBLISHED).first()
    there = matchday.registrations.filter(withdrawn_at__isnull=True)
    people = list(there.select_related("city"))
    meetings = list(plan.meetings.select_related("first__city", "second__city")) if plan else []
    kept = [one for one in meetings if one.state == MeetingState.KEPT]
    missed = sum(one.state == MeetingState.MISSED for one in meetings)
    granted, wishes = _wishes(matchday, meetings)
    judged, again = _again(plan)
    grade, grades = _grade(plan)
    expected = [one for one in people if one.absent_at is None]
    return DayReport(
        registered=len(people),
        came=sum(one.checked_in_at is not None for one in people),
        absent=len(people) - len(expected),
        wishes=wishes,
        meetings=len(meetings),
        kept=len(kept),
        missed=missed,
        unknown=len(meetings) - len(kept) - missed,
        introductions=sum(one.introduction_id is not None for one in meetings),
        grade=grade if grades >= LEAST else None,
        measures=(
            Measure("requests", _share(granted, wishes), wishes, 0.4, 0.6),
            Measure(
                "meetings",
                2 * len(meetings) / len(expected) if len(expected) >= LEAST and meetings else None,
                len(expected),
                2.0,
                is_share=False,
            ),
            Measure("kept", _share(len(kept), len(kept) + missed), len(kept) + missed, 0.8),
            Measure("second", _share(again, judged), judged, 0.2, 0.3),
        ),
        cities=_cities(people, meetings),
    )


def _wishes(matchday: Matchday, meetings: list[DayMeeting]) -> tuple[int, int]:
    """(wishes whose two meet, all wishes)."""
    met = {frozenset((one.first_id, one.second_id)) for one in meetings}
    rows = Wish.objects.filter(by__matchday=matchday, regard=Regard.WISH).values_list("by", "about")
    pairs = [frozenset(pair) for pair in rows]
    return sum(pair in met for pair in pairs), len(pairs)


def _again(plan: DayPlan | None) -> tuple[int, int]:
    """(meetings held of which somebody said how it was, those whose two meet again)."""
    if plan is None:
        return 0, 0
    rows = MeetingFeedback.objects.filter(meeting__plan=plan, was_held=True).exclude(again="")
    again: dict[int, bool] = {}
    for meeting, said in rows.values_list("meeting", "again"):
        again[meeting] = again.get(meeting, False) or said == Again.YES
    return len(again), sum(again.values())


def _grade(plan: DayPlan | None) -> tuple[float | None, int]:
    rows = MeetingFeedback.objects.filter(Q(meeting__plan=plan), grade__isnull=False)
    if plan is None:
        return None, 0
    return rows.aggregate(mean=Avg("grade"))["mean"], rows.count()


def _cities(people: list[Registration], meetings: list[DayMeeting]) -> tuple[CityCount, ...]:
    """Each city's counts; where one city is too small to be shown, so is the next smallest, lest it be
    found by subtraction."""
    count: dict[str, int] = {}
    held: dict[str, int] = {}
    for one in people:
        count[one.city.key] = count.get(one.city.key, 0) + 1
    for meeting in meetings:
        for who in (meeting.first, meeting.second):
            held[who.city.key] = held.get(who.city.key, 0) + 1
    by_size = sorted(count, key=lambda key: (count[key], key))
    hidden = [key for key in by_size if count[key] < LEAST]
    if len(hidden) == 1 and len(by_size) > 1:
        hidden.append(by_size[1])
    return tuple(
        CityCount(key, None, None) if key in hidden else CityCount(key, count[key], held.get(key, 0))
        for key in sorted(count)
    )
