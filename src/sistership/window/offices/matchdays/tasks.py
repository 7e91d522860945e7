"""Background work of matchmaking days: make plans, and ask after the day how the meetings went."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from sistership.common.errors import SistershipError
from sistership.window.ground import clock
from sistership.window.offices.matchdays import engine, letters
from sistership.window.offices.matchdays.actions import planning
from sistership.window.offices.matchdays.models import DayPlan, Matchday, Registration
from sistership.window.offices.matchdays.queries.work import plan_work
from sistership.window.offices.matchdays.states import DayState, PlanState

ASK_WITHIN = timedelta(days=7)
MOST_AT_ONCE = 200


def make_plan(public_id: str) -> str:
    """Make a plan that was asked for; taken up anew when a worker was killed. Returns how it stands."""
    found = DayPlan.objects.filter(public_id=UUID(public_id)).first()
    plan = planning.begin(plan=found) if found else None
    if plan is None:
        return "nothing to do"
    try:
        work = plan_work(plan, engine.fits_of(plan.matchday))
        result = engine.make_plan(
            work.document,
            seed=plan.seed,
            earlier=work.earlier,
            past=work.past,
            watch=lambda done, steps: planning.show_progress(plan=plan, done=done, steps=steps),
        )
    except SistershipError as error:
        planning.fail(plan=plan, why=error.message)
        return PlanState.FAILED
    planning.take_result(plan=plan, result=result)
    return PlanState.DRAFT


def ask_how_it_was() -> int:
    """Ask those who had meetings how they went, once, when the last slot is over; returns how many.

    Runs every quarter of an hour; what is left is asked the next time.
    """
    now = clock.now()
    over = Matchday.objects.filter(state__in=(DayState.PLANNED, DayState.HELD)).annotate(
        ended_at=Max("slots__ends_at")
    )
    asked = 0
    for matchday in over.filter(ended_at__lte=now, ended_at__gt=now - ASK_WITHIN):
        asked += sum(_ask(one) for one in _waiting(matchday)[: MOST_AT_ONCE - asked])
    return asked


def _waiting(matchday: Matchday) -> list[Registration]:
    plan = planning.published_plan(matchday)
    if plan is None:
        return []
    pairs = plan.meetings.values_list("first", "second")
    rows = matchday.registrations.filter(
        pk__in={one for pair in pairs for one in pair},
        asked_at__isnull=True,
        withdrawn_at__isnull=True,
        erased_at__isnull=True,
        absent_at__isnull=True,
    )
    return list(rows.select_related("matchday__side__partnership", "matchday__city").order_by("pk"))


@transaction.atomic
def _ask(registration: Registration) -> bool:
    rows = Registration.objects.filter(pk=registration.pk, asked_at__isnull=True)
    if not rows.update(asked_at=clock.now()):
        return False
    letters.ask_feedback(registration)
    return True
