"""Plans of a day: asked for, made in the background, looked at, published, told to those concerned."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.tasks import enqueue
from sistership.window.offices.matchdays import letters
from sistership.window.offices.matchdays.actions.steps import (
    account_id_of,
    locked_day,
    move_day,
    move_plan,
    note_day,
    require_state,
    step_on,
)
from sistership.window.offices.matchdays.models import DayMeeting, DayPlan, Matchday, Registration
from sistership.window.offices.matchdays.results import PlanResult
from sistership.window.offices.matchdays.states import (
    PLAN_TABLE,
    TAKES_PART,
    MeetingState,
    PlanState,
)

MAKE_PLAN = "sistership.window.offices.matchdays.tasks.make_plan"
AT_WORK = (PlanState.ASKED, PlanState.WORKING)


def published_plan(matchday: Matchday) -> DayPlan | None:
    """The plan that stands."""
    return matchday.plans.filter(state=PlanState.PUBLISHED).first()


def _new_plan(matchday: Matchday, *, seed: int, account_id: UUID | None) -> DayPlan:
    last = matchday.plans.aggregate(last=Max("number"))["last"] or 0
    return DayPlan.objects.create(
        matchday=matchday,
        number=last + 1,
        state=PLAN_TABLE[None, "asked"][0],
        follows=published_plan(matchday),
        asked_at=clock.now(),
        asked_by_id=account_id,
        seed=seed,
        is_example=matchday.is_example,
    )


@transaction.atomic
def ask_for_plan(*, actor: Ref, matchday: Matchday, seed: int = 1, version: int | None = None) -> DayPlan:
    """Have a plan made in the background. Where one is published, the new one keeps what it can of it."""
    matchday = locked_day(matchday, version)
    require_state(matchday, *TAKES_PART)
    if matchday.plans.filter(state__in=AT_WORK).exists():
        raise StateError(_("A plan is being made already"), next_step=_("Wait for it, or put it away"))
    if not matchday.slots.exists():
        raise StateError(_("The day has no slots yet"), next_step=_("Lay out its slots first"))
    plan = _new_plan(matchday, seed=seed, account_id=account_id_of(actor))
    step_on(matchday)
    note_day(actor, "plan_asked", matchday, subject=plan.ref, number=plan.number)
    enqueue(MAKE_PLAN, str(plan.public_id))
    return plan


def locked_plan(plan: DayPlan) -> DayPlan:
    """The plan as it is now, held until the transaction ends."""
    rows = DayPlan.objects.select_for_update(of=("self",)).select_related(
        "matchday__side__city", "matchday__side__partnership", "matchday__city"
    )
    return rows.get(pk=plan.pk)


@transaction.atomic
def begin(*, plan: DayPlan) -> DayPlan | None:
    """Take up a plan that waits or that a killed worker left; None where there is nothing to do any more."""
    plan = locked_plan(plan)
    if plan.state not in AT_WORK:
        return None
    move_plan(plan, "begun")
    plan.done = plan.steps = 0
    plan.save(update_fields=["state", "done", "steps"])
    return plan


def show_progress(*, plan: DayPlan, done: int, steps: int) -> bool:
    """Say how far the work is; answers whether it is still wanted."""
    rows = DayPlan.objects.filter(pk=plan.pk, state=PlanState.WORKING)
    return bool(rows.update(done=done, steps=steps))


@transaction.atomic
def fail(*, plan: DayPlan, why: str) -> None:
    """Keep why a plan could not be made."""
    plan = locked_plan(plan)
    if plan.state in AT_WORK:
        move_plan(plan, "failed")
        plan.failure = why
        plan.save(update_fields=["state", "failure"])


@transaction.atomic
def take_result(*, plan: DayPlan, result: PlanResult) -> DayPlan | None:
    """Keep what the engine answered, for the desk to look at; None where nobody wants it any more."""
    plan = locked_plan(plan)
    if plan.state != PlanState.WORKING:
        return None
    move_plan(plan, "made")
    _keep(plan, result)
    return plan


@transaction.atomic
def take_plan(*, actor: Ref, matchday: Matchday, result: PlanResult, version: int | None = None) -> DayPlan:
    """Keep a plan that was made elsewhere and checked, as a draft."""
    matchday = locked_day(matchday, version)
    require_state(matchday, *TAKES_PART)
    plan = _new_plan(matchday, seed=0, account_id=account_id_of(actor))
    plan.state = PlanState.WORKING
    move_plan(plan, "made")
    _keep(plan, result)
    step_on(matchday)
    note_day(actor, "plan_taken", matchday, subject=plan.ref, number=plan.number)
    return plan


def _keep(plan: DayPlan, result: PlanResult) -> None:
    for name in (
        "engine",
        "code_digest",
        "parameters_digest",
        "data_digest",
        "worth",
        "bound",
        "short_of_floor",
    ):
        setattr(plan, name, getattr(result, name))
    plan.unmet, plan.changes = list(result.unmet), list(result.changes)
    plan.made_at = clock.now()
    plan.save()
    matchday = plan.matchday
    who = dict(matchday.registrations.values_list("public_id", "pk"))
    slots = dict(matchday.slots.values_list("number", "pk"))
    interpreters = dict(matchday.interpreters.values_list("public_id", "pk"))
    DayMeeting.objects.bulk_create(
        DayMeeting(
            plan=plan,
            first_id=who[min(one.first, one.second)],
            second_id=who[max(one.first, one.second)],
            slot_id=slots[one.slot],
            table=one.table,
            interpreter_id=interpreters[one.interpreter] if one.interpreter else None,
            is_confirmed=one.is_confirmed,
            is_example=plan.is_example,
        )
        for one in result.meetings
    )
    _carry_over(plan)


def _carry_over(plan: DayPlan) -> None:
    """Meetings that took place already keep what is known of them."""
    if plan.follows is None:
        return
    before = plan.follows.meetings.exclude(state=MeetingState.PLANNED)
    for old in before:
        plan.meetings.filter(first=old.first_id, second=old.second_id).update(
            state=old.state, introduction_id=old.introduction_id
        )


@transaction.atomic
def discard(*, actor: Ref, plan: DayPlan, version: int | None = None) -> DayPlan:
    """Put a plan away that nobody published; one that is being made stops."""
    matchday = locked_day(plan.matchday, version)
    plan = locked_plan(plan)
    move_plan(plan, "discarded")
    plan.save(update_fields=["state"])
    step_on(matchday)
    note_day(actor, "plan_discarded", matchday, subject=plan.ref, number=plan.number)
    return plan


@transaction.atomic
def publish(*, actor: Ref, plan: DayPlan, broken: int = 0, version: int | None = None) -> DayPlan:
    """Let the plan stand and tell everybody, or those for whom something changed since the last one.

    `broken`: how many of its meetings can no longer be held as the day is now, by the engine's check.
    """
    matchday = locked_day(plan.matchday, version)
    plan = locked_plan(plan)
    standing = published_plan(matchday)
    if plan.follows_id != (standing.pk if standing else None):
        raise StateError(
            _("Another plan was published since this one was made"),
            next_step=_("Have a new one made, which keeps what stands"),
        )
    if broken:
        raise StateError(
            _("%(count)d meetings of this plan can no longer be held: the day has changed since it was made")
            % {"count": broken},
            next_step=_("Have a new one made"),
        )
    if standing:
        move_plan(standing, "superseded")
        standing.save(update_fields=["state"])
        _move_feedback(standing, plan)
    move_plan(plan, "published")
    plan.published_at = clock.now()
    plan.save(update_fields=["state", "published_at"])
    move_day(matchday, "plan_published")
    step_on(matchday, "state")
    note_day(actor, "plan_published", matchday, subject=plan.ref, number=plan.number)
    _tell(plan, standing)
    return plan


def _move_feedback(old: DayPlan, new: DayPlan) -> None:
    """What was said of a meeting stays with it."""
    held = {(one.first_id, one.second_id): one for one in new.meetings.all()}
    for meeting in old.meetings.filter(feedback__isnull=False).distinct():
        if now := held.get((meeting.first_id, meeting.second_id)):
            meeting.feedback.update(meeting=now)


Held = dict[int, dict[int, DayMeeting]]


def _held(plan: DayPlan | None) -> Held:
    """Registration → the other → their meeting, in order of time."""
    found: Held = {}
    if plan is not None:
        for one in plan.meetings.select_related("slot", "first", "second").order_by("slot__number"):
            found.setdefault(one.first_id, {})[one.second_id] = one
            found.setdefault(one.second_id, {})[one.first_id] = one
    return found


def _tell(plan: DayPlan, before: DayPlan | None) -> None:
    was, now = _held(before), _held(plan)
    there = plan.matchday.registrations.filter(withdrawn_at__isnull=True, erased_at__isnull=True)
    for registration in there.select_related("city").order_by("pk"):
        registration.matchday = plan.matchday
        mine = list(now.get(registration.pk, {}).values())
        if before is None:
            letters.tell_plan(registration, mine)
            continue
        changed = _changes(registration, was.get(registration.pk, {}), now.get(registration.pk, {}))
        if changed:
            letters.tell_change(registration, mine, changed)


def _changes(registration: Registration, was: dict[int, DayMeeting], now: dict[int, DayMeeting]) -> str:
    """What changed for one participant, a line each, in their language; empty for nothing."""
    lines = []
    zone = registration.matchday.zone
    with translation.override(registration.language):
        for other, old in was.items():
            name = (old.second if old.first_id == registration.pk else old.first).name
            words = {"other": name, "time": letters.time_words(old, zone)}
            new = now.get(other)
            if new is None:
                lines.append(_("The meeting with %(other)s (%(time)s) is not held.") % words)
            elif (new.slot_id, new.table) != (old.slot_id, old.table):
                words |= {"now": letters.time_words(new, zone), "table": str(new.table)}
                lines.append(_("The meeting with %(other)s is now %(now)s, table %(table)s.") % words)
        for other, new in now.items():
            if other not in was:
                name = (new.second if new.first_id == registration.pk else new.first).name
                words = {"other": name, "now": letters.time_words(new, zone), "table": str(new.table)}
                lines.append(_("New: a meeting with %(other)s, %(now)s, table %(table)s.") % words)
    return "\n".join(lines)


@transaction.atomic
def confirm(*, actor: Ref, meeting: DayMeeting, is_confirmed: bool, version: int | None = None) -> DayMeeting:
    """Let a meeting of the published plan, or a draft, stay where it is in any later plan, or move again."""
    matchday = locked_day(meeting.plan.matchday, version)
    require_state(matchday, *TAKES_PART)
    meeting.is_confirmed = is_confirmed
    meeting.save(update_fields=["is_confirmed"])
    step_on(matchday)
    note_day(actor, "meeting_confirmed" if is_confirmed else "meeting_freed", matchday, subject=meeting.ref)
    return meeting


@transaction.atomic
def call_off(*, actor: Ref, matchday: Matchday, reason: str, version: int | None = None) -> Matchday:
    """Call the whole day off and tell everybody why."""
    matchday = locked_day(matchday, version)
    move_day(matchday, "called_off")
    step_on(matchday, "state")
    matchday.plans.filter(state__in=(*AT_WORK, PlanState.DRAFT)).update(state=PlanState.DISCARDED)
    note_day(actor, "called_off", matchday, reason=reason.strip())
    for registration in matchday.registrations.filter(withdrawn_at__isnull=True, erased_at__isnull=True):
        registration.matchday = matchday
        letters.tell_called_off(registration, reason.strip())
    return matchday
