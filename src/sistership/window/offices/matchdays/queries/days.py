"""Lists of days, the grid of a plan, and the personal plan of one who takes part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, Q, QuerySet

from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.models import Profile
from sistership.window.offices.matchdays.models import (
    DayMeeting,
    DayPlan,
    DaySlot,
    Matchday,
    MeetingFeedback,
    Regard,
    Registration,
    Wish,
)
from sistership.window.offices.matchdays.states import DayState, PlanState
from sistership.window.offices.people.models import Partnership

EXPECTED = Q(registrations__withdrawn_at__isnull=True, registrations__erased_at__isnull=True)


def with_times(rows: QuerySet[Matchday]) -> QuerySet[Matchday]:
    """Days with `first_at`, `last_at` and `expected`, the next ones first, those without times last."""
    found = rows.annotate(
        first_at=Min("slots__starts_at"),
        last_at=Max("slots__ends_at"),
        expected=Count("registrations", filter=EXPECTED, distinct=True),
    ).select_related("side__city", "side__partnership", "city")
    return found.order_by("-first_at", "-pk")


def load_day_texts(days: list[Matchday]) -> None:
    """Texts of the days and their cities, with one query."""
    load_texts(days, [day.city for day in days], [day.side.city for day in days])


def takes_registrations(matchday: Matchday) -> bool:
    """Whether somebody may register by themselves now."""
    today = clock.now().astimezone(ZoneInfo(matchday.zone)).date()
    last = matchday.registration_until
    return matchday.state == DayState.OPEN and (last is None or today <= last)


def days_for(profile: Profile) -> list[tuple[Matchday, Registration | None]]:
    """Days at which a profile is registered, and those for which it may register now; the next ones first.

    Two queries; texts are not loaded.
    """
    rows = profile.registrations.filter(withdrawn_at__isnull=True, erased_at__isnull=True)
    own = {one.matchday_id: one for one in rows}
    partnerships = Partnership.objects.filter(is_public=True, sides__city=profile.city_id)
    here = Q(state=DayState.OPEN, is_public=True, side__partnership__in=partnerships)
    days = with_times(Matchday.objects.filter(here | Q(pk__in=own)))
    found = [(one, own.get(one.pk)) for one in reversed(days)]
    return [(one, registration) for one, registration in found if registration or takes_registrations(one)]


@dataclass(slots=True)
class GridRow:
    """One slot of a plan: a meeting or None for each table."""

    slot: DaySlot
    cells: list[DayMeeting | None]


@dataclass(slots=True)
class Grid:
    """A plan by time and table; `tables` are the numbers of the tables that are used at all."""

    plan: DayPlan
    tables: list[int]
    rows: list[GridRow] = field(default_factory=list)
    meetings: int = 0


def meetings_of(plan: DayPlan) -> list[DayMeeting]:
    """The meetings of a plan by time and table, with all that a page says of them: one query."""
    rows = plan.meetings.select_related("slot", "first__city", "second__city", "interpreter")
    return list(rows.order_by("slot__number", "table"))


def grid_of(plan: DayPlan, slots: list[DaySlot]) -> Grid:
    """The plan by time and table."""
    meetings = meetings_of(plan)
    tables = sorted({one.table for one in meetings})
    at = {(one.slot_id, one.table): one for one in meetings}
    rows = [GridRow(slot, [at.get((slot.pk, table)) for table in tables]) for slot in slots]
    return Grid(plan=plan, tables=tables, rows=rows, meetings=len(meetings))


def newest_plans(matchday: Matchday) -> tuple[DayPlan | None, DayPlan | None]:
    """(the plan that stands, the newest that is asked for, being made, a draft or failed)."""
    plans = list(matchday.plans.exclude(state__in=(PlanState.SUPERSEDED, PlanState.DISCARDED)))
    standing = next((one for one in plans if one.state == PlanState.PUBLISHED), None)
    pending = next((one for one in plans if one.state != PlanState.PUBLISHED), None)
    if pending and standing and pending.number < standing.number:
        pending = None
    return standing, pending


@dataclass(slots=True)
class OwnMeeting:
    """A meeting as one of the two sees it."""

    meeting: DayMeeting
    other: Registration
    said: MeetingFeedback | None
    is_over: bool


@dataclass(slots=True)
class OwnDay:
    """The day of one participant: meetings, wishes that are not granted, and who else is there."""

    registration: Registration
    plan: DayPlan | None
    meetings: list[OwnMeeting]
    unmet: list[Registration]
    others: list[tuple[Registration, str]]
    """Who else takes part and could be met, with what this one says of them: wish, veto or nothing."""
    changed_at: datetime | None


def own_day(registration: Registration) -> OwnDay:
    """Everything that the personal page shows; nothing in it tells what others say of this one."""
    from sistership.window.offices.matchdays.queries.events import may_meet, taking_part  # cycle

    matchday = registration.matchday
    plan = matchday.plans.filter(state=PlanState.PUBLISHED).first()
    meetings = _own_meetings(registration, plan) if plan else []
    regards = dict(Wish.objects.filter(by=registration).values_list("about", "regard"))
    others = [
        (one, regards.get(one.pk, ""))
        for one in taking_part(matchday)
        if one.pk != registration.pk and may_meet(matchday, registration, one)
    ]
    others.sort(key=lambda pair: pair[0].name.casefold())
    met = {one.other.pk for one in meetings}
    unmet = [one for one, said in others if plan and said == Regard.WISH and one.pk not in met]
    load_texts([one.city for one, _said in others], [matchday, matchday.city])
    return OwnDay(
        registration=registration,
        plan=plan,
        meetings=meetings,
        unmet=unmet,
        others=others,
        changed_at=plan.published_at if plan else None,
    )


def _own_meetings(registration: Registration, plan: DayPlan) -> list[OwnMeeting]:
    rows = plan.meetings.filter(Q(first=registration) | Q(second=registration))
    rows = rows.select_related("slot", "first__city", "second__city", "interpreter").order_by("slot__number")
    said = {
        one.meeting_id: one for one in MeetingFeedback.objects.filter(by=registration, meeting__plan=plan)
    }
    now = clock.now()
    found = [
        OwnMeeting(
            meeting=one,
            other=one.second if one.first_id == registration.pk else one.first,
            said=said.get(one.pk),
            is_over=one.slot.starts_at <= now,
        )
        for one in rows
    ]
    load_texts([one.other.city for one in found])
    return found
