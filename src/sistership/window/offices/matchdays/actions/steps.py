"""What every write of a matchmaking day begins and ends with: held, in its state, as it was seen, noted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sistership.common.errors import StateError
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.matchdays.models import DayPlan, Matchday, Registration
from sistership.window.offices.matchdays.states import DAY_TABLE, PLAN_TABLE, DayState, PlanState


def account_id_of(actor: Ref) -> UUID | None:
    """The account behind an act; None for a link or the window itself."""
    return actor.public_id if actor.kind == "account" else None


def locked_day(matchday: Matchday, version: int | None = None) -> Matchday:
    """The day as it is now, held until the transaction ends.

    Raises StateError where it is not of the version that the officer saw: a colleague was faster.
    """
    rows = Matchday.objects.select_for_update(of=("self",)).select_related(
        "side__city", "side__partnership", "city"
    )
    found = rows.get(pk=matchday.pk)
    if version is not None and found.version != version:
        raise StateError(
            _("Somebody else has changed this day since you opened the page; nothing of yours was saved"),
            next_step=_("Look at the day as it is now, and do it again if it is still needed"),
        )
    return found


def step_on(matchday: Matchday, *changed: str) -> None:
    """Save the columns, and raise the version."""
    matchday.version += 1
    matchday.save(update_fields=[*changed, "version"])


def note_day(actor: Ref, action: str, matchday: Matchday, *, subject: Ref | None = None, **data: Any) -> None:
    """Journal what happened, without the names of those who take part."""
    note(actor, f"matchday.{action}", subject or matchday.ref, matchday.side.partnership, **data)


def move_day(matchday: Matchday, event: str) -> None:
    """Let the event happen to a locked day; raises StateError where it cannot."""
    state = DayState(matchday.state)
    if (state, event) not in DAY_TABLE:
        raise StateError(
            _("This day is “%(state)s”; that cannot follow") % {"state": day_word(state)},
            next_step=_("Open its page to see where it stands"),
        )
    matchday.state = DAY_TABLE[state, event][0]


def require_state(matchday: Matchday, *allowed: DayState) -> None:
    """Raise StateError where the day is in none of the states."""
    if matchday.state not in allowed:
        raise StateError(
            _("This day is “%(state)s”; that is not possible now") % {"state": day_word(matchday.state)},
            next_step=_("Open its page to see where it stands"),
        )


def move_plan(plan: DayPlan, event: str) -> None:
    """Let the event happen to a locked plan; raises StateError where it cannot."""
    state = PlanState(plan.state)
    if (state, event) not in PLAN_TABLE:
        raise StateError(
            _("This plan is “%(state)s”; that cannot follow") % {"state": plan_word(state)},
            next_step=_("Look at the newest plan of the day"),
        )
    plan.state = PLAN_TABLE[state, event][0]


def locked_registration(registration: Registration) -> Registration:
    """The registration as it is now, held until the transaction ends."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related(
        "matchday__side__city", "matchday__side__partnership", "matchday__city", "city"
    )
    return rows.get(pk=registration.pk)


def day_word(state: str) -> str:
    """The state of a day in words."""
    return {
        DayState.DRAFT: pgettext("matchmaking day", "being prepared"),
        DayState.OPEN: pgettext("matchmaking day", "open for registration"),
        DayState.CLOSED: pgettext("matchmaking day", "registration closed"),
        DayState.PLANNED: pgettext("matchmaking day", "plan published"),
        DayState.HELD: pgettext("matchmaking day", "held"),
        DayState.CALLED_OFF: pgettext("matchmaking day", "called off"),
    }[DayState(state)]


def plan_word(state: str) -> str:
    """The state of a plan in words."""
    return {
        PlanState.ASKED: pgettext("plan of a day", "waiting"),
        PlanState.WORKING: pgettext("plan of a day", "being made"),
        PlanState.DRAFT: pgettext("plan of a day", "draft"),
        PlanState.PUBLISHED: pgettext("plan of a day", "published"),
        PlanState.SUPERSEDED: pgettext("plan of a day", "replaced"),
        PlanState.DISCARDED: pgettext("plan of a day", "put away"),
        PlanState.FAILED: pgettext("plan of a day", "could not be made"),
    }[PlanState(state)]
