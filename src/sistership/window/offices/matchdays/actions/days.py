"""Add a matchmaking day, say when and where, give it slots, breaks and interpreters, open and close it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.matchdays.actions.steps import (
    locked_day,
    move_day,
    note_day,
    require_state,
    step_on,
)
from sistership.window.offices.matchdays.models import (
    DayBreak,
    DayInterpreter,
    DayKind,
    DayMeeting,
    DayPlan,
    DaySlot,
    Matchday,
)
from sistership.window.offices.matchdays.states import DAY_TABLE, DayState, PlanState
from sistership.window.offices.people.models import City, Side

Texts = Mapping[str, str]
MOST_SLOTS = 200
MOST_TABLES = 500
NUMBERS = {"tables": (1, MOST_TABLES), "most_meetings": (1, 60), "floor": (0, 20)}
BEFORE_PLAN = (DayState.DRAFT, DayState.OPEN, DayState.CLOSED)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    for name, (least, most) in NUMBERS.items():
        if name in values and not least <= values[name] <= most:
            raise InputError(
                _("%(given)d is not possible here") % {"given": values[name]},
                where=name,
                allowed=_("%(least)d to %(most)d") % {"least": least, "most": most},
            )
    kind = values.get("day_kind")
    if kind is not None and kind not in DayKind.values:
        raise InputError(
            _("'%(given)s' is no kind of matchmaking day") % {"given": kind},
            where="day_kind",
            allowed=", ".join(DayKind.values),
        )
    return dict(values)


def _require_title(titles: Texts) -> None:
    if not any(text.strip() for text in titles.values()):
        raise InputError(_("Give the day a title in at least one language"), where="title")


@transaction.atomic
def add_day(
    *,
    actor: Ref,
    side: Side,
    titles: Texts,
    venues: Texts | None = None,
    abouts: Texts | None = None,
    city: City | None = None,
    tables: int,
    is_example: bool = False,
    **values: Any,
) -> Matchday:
    """Begin a day as a draft; `values` names columns."""
    _require_title(titles)
    held_in = city or side.city
    matchday = Matchday.objects.create(
        side=side,
        city=held_in,
        zone=held_in.timezone,
        state=DAY_TABLE[None, "added"][0],
        is_example=is_example,
        **_checked({"tables": tables, **values}),
    )
    write_texts(matchday, {"title": titles, "venue": venues or {}, "about": abouts or {}})
    note_day(actor, "added", matchday, titles=dict(titles))
    return matchday


@transaction.atomic
def edit_day(
    *,
    actor: Ref,
    matchday: Matchday,
    texts: Mapping[str, Texts] | None = None,
    version: int | None = None,
    **values: Any,
) -> Matchday:
    """Change words and columns of a day that is not over."""
    matchday = locked_day(matchday, version)
    require_state(matchday, *BEFORE_PLAN, DayState.PLANNED)
    for name, value in _checked(values).items():
        setattr(matchday, name, value)
    if "city" in values:
        matchday.zone = matchday.city.timezone
    step_on(matchday, *values, "zone")
    if texts:
        write_texts(matchday, texts)
        if not matchday.localized("title"):
            _require_title({})
    note_day(actor, "changed", matchday, fields=sorted({*values, *(texts or {})}))
    return matchday


@transaction.atomic
def set_slots(
    *,
    actor: Ref,
    matchday: Matchday,
    days: Sequence[date],
    first: time,
    last: time,
    minutes: int,
    pause: int = 0,
    version: int | None = None,
) -> list[DaySlot]:
    """Lay out slots from the first time to the last on each day, stepping over the breaks.

    What participants said about their hours is by number of slot, and forgotten when the slots change.
    """
    matchday = locked_day(matchday, version)
    require_state(matchday, *BEFORE_PLAN)
    _check_pattern(days, first, last, minutes, pause)
    spans = _spans(matchday, days, first, last, timedelta(minutes=minutes), timedelta(minutes=pause))
    if not 0 < len(spans) <= MOST_SLOTS:
        raise InputError(
            _("This makes %(count)d slots") % {"count": len(spans)},
            where="minutes",
            allowed=_("1 to %(most)d") % {"most": MOST_SLOTS},
        )
    _drop_drafts(matchday)
    matchday.slots.all().delete()
    made = DaySlot.objects.bulk_create(
        DaySlot(matchday=matchday, number=number, starts_at=start, ends_at=end)
        for number, (start, end) in enumerate(spans, start=1)
    )
    matchday.registrations.filter(available__isnull=False).update(available=None)
    matchday.interpreters.filter(available__isnull=False).update(available=None)
    step_on(matchday)
    note_day(actor, "slots_set", matchday, slots=len(made), minutes=minutes)
    return made


def _drop_drafts(matchday: Matchday) -> None:
    """Plans that were never published hold on to slots that go."""
    DayMeeting.objects.filter(plan__matchday=matchday).delete()
    open_states = (PlanState.ASKED, PlanState.WORKING, PlanState.DRAFT)
    DayPlan.objects.filter(matchday=matchday, state__in=open_states).update(state=PlanState.DISCARDED)


def _check_pattern(days: Sequence[date], first: time, last: time, minutes: int, pause: int) -> None:
    if not days or len(days) > 10:
        raise InputError(_("Name the day, or up to ten days"), where="days")
    if first >= last:
        raise InputError(_("The last time has to be after the first"), where="last")
    if not 5 <= minutes <= 240 or not 0 <= pause <= 120:
        raise InputError(
            _("A meeting of %(minutes)d minutes with %(pause)d between does not fit")
            % {"minutes": minutes, "pause": pause},
            where="minutes",
            allowed=_("meetings of 5 to 240 minutes, 0 to 120 between them"),
        )


def instant(matchday: Matchday, on: date, at: time) -> datetime:
    """A time of the day by the clock of the place where it is held; one that the clock skips is refused."""
    zone = ZoneInfo(matchday.zone)
    local = datetime.combine(on, at, tzinfo=zone)
    if local.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise InputError(
            _("The clock of %(zone)s skips %(time)s that day")
            % {"zone": matchday.zone, "time": f"{at:%H:%M}"},
            where="first",
        )
    return local.astimezone(ZoneInfo("UTC"))


def _spans(
    matchday: Matchday, days: Sequence[date], first: time, last: time, length: timedelta, pause: timedelta
) -> list[tuple[datetime, datetime]]:
    breaks = list(matchday.breaks.all())
    found: list[tuple[datetime, datetime]] = []
    for on in sorted(set(days)):
        at, until = instant(matchday, on, first), instant(matchday, on, last)
        while at + length <= until and len(found) <= MOST_SLOTS:
            in_the_way = [one.ends_at for one in breaks if at < one.ends_at and one.starts_at < at + length]
            if in_the_way:
                at = max(in_the_way)
                continue
            found.append((at, at + length))
            at += length + pause
    return found


@transaction.atomic
def add_break(
    *,
    actor: Ref,
    matchday: Matchday,
    starts_at: datetime,
    ends_at: datetime,
    names: Texts | None = None,
    version: int | None = None,
) -> DayBreak:
    """Keep a time free of meetings; slots that lie in it go."""
    matchday = locked_day(matchday, version)
    require_state(matchday, *BEFORE_PLAN)
    if ends_at <= starts_at:
        raise InputError(_("The end has to be after the beginning"), where="ends_at")
    made = DayBreak.objects.create(matchday=matchday, starts_at=starts_at, ends_at=ends_at)
    write_texts(made, {"name": names or {}})
    inside = Q(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if matchday.slots.filter(inside).exists():
        _drop_drafts(matchday)
        matchday.slots.filter(inside).delete()
        _renumber(matchday)
    step_on(matchday)
    note_day(actor, "break_added", matchday)
    return made


def _renumber(matchday: Matchday) -> None:
    """Close the gaps in the numbers of slots, with what participants said by number."""
    numbers: dict[int, int] = {}
    for number, slot in enumerate(matchday.slots.order_by("starts_at"), start=1):
        numbers[slot.number] = number
        if slot.number != number:
            slot.number = number
            slot.save(update_fields=["number"])
    for rows in (matchday.registrations, matchday.interpreters):
        for row in rows.filter(available__isnull=False):
            row.available = [numbers[one] for one in row.available or () if one in numbers]
            row.save(update_fields=["available"])


@transaction.atomic
def remove_break(*, actor: Ref, day_break: DayBreak, version: int | None = None) -> None:
    """Take a break out; the slots stay as they are until they are laid out anew."""
    matchday = locked_day(day_break.matchday, version)
    require_state(matchday, *BEFORE_PLAN)
    delete_texts([day_break])
    day_break.delete()
    step_on(matchday)
    note_day(actor, "break_removed", matchday)


@transaction.atomic
def add_interpreter(
    *,
    actor: Ref,
    matchday: Matchday,
    name: str,
    pairs: Collection[Sequence[str]],
    available: Collection[int] | None = None,
    version: int | None = None,
    is_example: bool = False,
) -> DayInterpreter:
    """Name somebody who interprets between the two languages of any of the pairs."""
    matchday = locked_day(matchday, version)
    require_state(matchday, *BEFORE_PLAN, DayState.PLANNED)
    if not name.strip():
        raise InputError(_("Say who interprets"), where="name")
    kept = sorted({tuple(sorted(pair)) for pair in pairs if len(set(pair)) == 2})
    if not kept:
        raise InputError(
            _("Say between which two languages"), where="pairs", allowed=_("two different languages")
        )
    made = DayInterpreter.objects.create(
        matchday=matchday,
        name=name.strip(),
        pairs=[list(pair) for pair in kept],
        available=checked_slots(matchday, available),
        is_example=is_example,
    )
    step_on(matchday)
    note_day(actor, "interpreter_added", matchday, subject=made.ref, pairs=made.pairs)
    return made


@transaction.atomic
def edit_interpreter(
    *,
    actor: Ref,
    interpreter: DayInterpreter,
    name: str,
    available: Collection[int] | None,
    version: int | None = None,
) -> DayInterpreter:
    """Change who interprets, and in which slots; a plan that stands is not touched."""
    matchday = locked_day(interpreter.matchday, version)
    require_state(matchday, *BEFORE_PLAN, DayState.PLANNED)
    if not name.strip():
        raise InputError(_("Say who interprets"), where="name")
    interpreter.name = name.strip()
    interpreter.available = checked_slots(matchday, available)
    interpreter.save(update_fields=["name", "available"])
    step_on(matchday)
    note_day(actor, "interpreter_changed", matchday, subject=interpreter.ref)
    return interpreter


@transaction.atomic
def remove_interpreter(*, actor: Ref, interpreter: DayInterpreter, version: int | None = None) -> None:
    """Take an interpreter out, unless a plan counts on them."""
    matchday = locked_day(interpreter.matchday, version)
    if interpreter.meetings.filter(plan__state=PlanState.PUBLISHED).exists():
        raise StateError(
            _("The published plan counts on this interpreter"),
            next_step=_("Say in which slots they are there, and have a new plan made"),
        )
    DayMeeting.objects.filter(interpreter=interpreter).update(interpreter=None)
    ref = interpreter.ref
    interpreter.delete()
    step_on(matchday)
    note_day(actor, "interpreter_removed", matchday, subject=ref)


def checked_slots(matchday: Matchday, numbers: Collection[int] | None) -> list[int] | None:
    """Numbers of slots of the day, sorted; None, and all of them, is None. Raises InputError for others."""
    if numbers is None:
        return None
    known = set(matchday.slots.values_list("number", flat=True))
    if strangers := sorted(set(numbers) - known):
        raise InputError(
            _("The day has no slot %(number)d") % {"number": strangers[0]},
            where="available",
            allowed=_("1 to %(most)d") % {"most": len(known)},
        )
    return None if set(numbers) == known else sorted(set(numbers))


@transaction.atomic
def move(*, actor: Ref, matchday: Matchday, event: str, version: int | None = None) -> Matchday:
    """Open or close registration, or say that the day was held; raises StateError where it cannot be."""
    if event not in ("opened", "closed", "held"):
        raise ValueError(event)
    matchday = locked_day(matchday, version)
    if event == "opened" and not matchday.slots.exists():
        raise StateError(_("The day has no slots yet"), next_step=_("Lay out its slots first"))
    if event == "held" and matchday.slots.filter(starts_at__gt=clock.now()).exists():
        raise StateError(_("The day is not over yet"), next_step=_("Say so after its last slot has begun"))
    move_day(matchday, event)
    step_on(matchday, "state")
    note_day(actor, event, matchday)
    return matchday
