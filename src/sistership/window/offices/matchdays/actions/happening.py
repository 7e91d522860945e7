"""What happens on the day: somebody arrives, is late, does not come; a meeting was kept or missed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.market.actions import introductions
from sistership.window.offices.market.states import IntroductionState
from sistership.window.offices.matchdays.actions.steps import (
    locked_day,
    locked_registration,
    note_day,
    require_state,
    step_on,
)
from sistership.window.offices.matchdays.models import (
    Again,
    DayMeeting,
    Matchday,
    MeetingFeedback,
    Registration,
)
from sistership.window.offices.matchdays.states import (
    MEETING_TABLE,
    TAKES_PART,
    DayState,
    MeetingState,
    PlanState,
)
from sistership.window.offices.people.models import Partnership

LONGEST_WORDS = 2000


@transaction.atomic
def check_in(*, actor: Ref, registration: Registration) -> Registration:
    """Somebody is there; doing it twice changes nothing. Who was thought absent is there after all."""
    registration = locked_registration(registration)
    require_state(registration.matchday, *TAKES_PART)
    if registration.withdrawn_at:
        raise StateError(
            _("%(name)s has withdrawn") % {"name": registration.name},
            next_step=_("Register them once more, and have a new plan made"),
        )
    if registration.checked_in_at is None or registration.absent_at is not None:
        registration.checked_in_at = registration.checked_in_at or clock.now()
        registration.absent_at = None
        registration.save(update_fields=["checked_in_at", "absent_at"])
        note_day(actor, "checked_in", registration.matchday, subject=registration.ref)
    return registration


@transaction.atomic
def say_late(
    *, actor: Ref, registration: Registration, from_slot: int, version: int | None = None
) -> Registration:
    """Somebody comes later: there only from a slot on. The next plan moves or drops what was before."""
    registration = locked_registration(registration)
    matchday = locked_day(registration.matchday, version)
    require_state(matchday, *TAKES_PART)
    slots = list(matchday.slots.values_list("number", flat=True))
    left = [one for one in (registration.available or slots) if one >= from_slot]
    if from_slot not in slots or not left:
        raise InputError(
            _("There is no slot %(number)d for them") % {"number": from_slot},
            where="from_slot",
            allowed=_("1 to %(most)d") % {"most": len(slots)},
        )
    registration.available = left
    registration.save(update_fields=["available"])
    step_on(matchday)
    note_day(actor, "late", matchday, subject=registration.ref, from_slot=from_slot)
    return registration


@transaction.atomic
def mark_absent(*, actor: Ref, registration: Registration, version: int | None = None) -> Registration:
    """Somebody did not come, or left: the next plan does without them; meetings that were kept stay."""
    registration = locked_registration(registration)
    matchday = locked_day(registration.matchday, version)
    require_state(matchday, DayState.PLANNED)
    registration.absent_at = clock.now()
    registration.save(update_fields=["absent_at"])
    step_on(matchday)
    note_day(actor, "absent", matchday, subject=registration.ref)
    return registration


@transaction.atomic
def settle(*, actor: Ref, meeting: DayMeeting, was_kept: bool) -> DayMeeting:
    """The desk says whether a meeting of the published plan was held."""
    meeting = DayMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    matchday = locked_day(meeting.plan.matchday)
    _require_published(meeting)
    require_state(matchday, DayState.PLANNED, DayState.HELD)
    _move_meeting(meeting, "kept" if was_kept else "missed")
    note_day(actor, f"meeting_{meeting.state}", matchday, subject=meeting.ref)
    return meeting


def _require_published(meeting: DayMeeting) -> None:
    if meeting.plan.state != PlanState.PUBLISHED:
        raise StateError(
            _("This meeting is not part of the published plan"), next_step=_("Open the newest plan")
        )


def _move_meeting(meeting: DayMeeting, event: str) -> None:
    state = MeetingState(meeting.state)
    if state == event:
        return
    meeting.state = MEETING_TABLE[state, event][0]
    meeting.save(update_fields=["state"])


@transaction.atomic
def say_how_it_was(
    *,
    registration: Registration,
    meeting: DayMeeting,
    was_held: bool,
    grade: int | None = None,
    again: str = "",
    words: str = "",
) -> MeetingFeedback:
    """A participant says how a meeting went; said again, it replaces what was said before.

    Where the desk said nothing of the meeting, it counts as the first of the two says.
    """
    meeting = (
        DayMeeting.objects.select_for_update(of=("self",)).select_related("slot", "plan").get(pk=meeting.pk)
    )
    if registration.pk not in (meeting.first_id, meeting.second_id):
        raise InputError(_("That is not a meeting of yours"), where="meeting")
    matchday = locked_day(meeting.plan.matchday)
    require_state(matchday, DayState.PLANNED, DayState.HELD)
    _require_published(meeting)
    if meeting.slot.starts_at > clock.now():
        raise StateError(_("This meeting has not begun yet"), next_step=_("Come back after it"))
    if grade is not None and not 1 <= grade <= 5:
        raise InputError(_("%(grade)d is no grade") % {"grade": grade}, where="grade", allowed="1 – 5")
    if again and again not in Again.values:
        raise InputError(_("'%(given)s' is not known here") % {"given": again}, where="again")
    if len(words) > LONGEST_WORDS:
        raise InputError(
            _("That is %(count)d characters") % {"count": len(words)},
            where="words",
            allowed=_("up to %(most)d") % {"most": LONGEST_WORDS},
        )
    said, _made = MeetingFeedback.objects.update_or_create(
        meeting=meeting,
        by=registration,
        defaults={
            "was_held": was_held,
            "grade": grade if was_held else None,
            "again": again if was_held else "",
            "words": words.strip(),
            "at": clock.now(),
        },
    )
    if meeting.state == MeetingState.PLANNED:
        _move_meeting(meeting, "kept" if was_held else "missed")
    note_day(registration.ref, "feedback_given", matchday, subject=meeting.ref)
    _introduce(registration.ref, meeting, matchday)
    return said


def _introduce(actor: Ref, meeting: DayMeeting, matchday: Matchday) -> None:
    """Where both say that they meet again, the market introduces them, and follows what comes of it."""
    both = meeting.feedback.filter(was_held=True, again=Again.YES).count() == 2
    one, other = meeting.first.profile, meeting.second.profile
    if not both or meeting.introduction_id or one is None or other is None or one == other:
        return
    shared = Partnership.objects.filter(sides__city=one.city_id).filter(sides__city=other.city_id)
    introduction = introductions.introduce(
        actor=actor,
        one=one,
        other=other,
        partnership=shared.order_by("pk").first() or matchday.side.partnership,
        origin=meeting.ref,
        is_example=meeting.is_example,
    )
    if introduction.state == IntroductionState.MADE:
        on = meeting.slot.starts_at.astimezone(ZoneInfo(matchday.zone)).date()
        introductions.record_meeting(actor=actor, introduction=introduction, on=min(on, clock.now().date()))
    meeting.introduction_id = introduction.public_id
    meeting.save(update_fields=["introduction_id"])
    note_day(actor, "introduced", matchday, subject=meeting.ref)
