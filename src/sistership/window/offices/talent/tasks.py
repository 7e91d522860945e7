"""Background work of talent exchange: deadlines by the clock, placing, refilling. Each may run twice."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from sistership.common.errors import SistershipError
from sistership.window.ground import clock
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.talent import letters, stay_letters
from sistership.window.offices.talent.actions import placing, programmes, stays
from sistership.window.offices.talent.actions.steps import happen, today
from sistership.window.offices.talent.models import Application, Cohort, Placement
from sistership.window.offices.talent.states import CohortState, PlacementState

logger = logging.getLogger(__name__)
REMINDER_DAYS = 3


def place_cohort(public_id: str) -> str:
    """Place a cohort whose seed is published."""
    cohort = Cohort.objects.filter(public_id=UUID(public_id)).first()
    if cohort is None:
        return "no cohort"
    try:
        run = placing.place_cohort(cohort=cohort)
    except SistershipError as error:
        logger.warning("Cohort %s was not placed: %s", public_id, error.message)
        return "refused"
    return "placed" if run else "nothing to do"


def refill_cohort(public_id: str) -> str:
    """Give places that were given back to those without one."""
    cohort = Cohort.objects.filter(public_id=UUID(public_id)).first()
    try:
        run = placing.refill_cohort(cohort=cohort) if cohort else None
    except SistershipError as error:
        logger.warning("Cohort %s was not refilled: %s", public_id, error.message)
        return "refused"
    return "refilled" if run else "nothing to do"


def keep_deadlines() -> int:
    """Do what a day brings: close, remind, begin stays, ask for reports, erase lists. Every half hour.

    Returns how many rows it touched.
    """
    rows = Cohort.objects.exclude(state__in=(CohortState.DRAFT, CohortState.CANCELLED))
    return sum(
        _keep(cohort)
        for cohort in rows.select_related("programme__partnership", "side__city").prefetch_related(
            "side__city__local_days"
        )
    )


def _keep(cohort: Cohort) -> int:
    day, done = today(cohort), 0
    if cohort.state == CohortState.OPEN and cohort.applications_until < day:
        cohort = programmes.close_applications(actor=SYSTEM, cohort=cohort)
        done += 1
    elif (
        cohort.state == CohortState.OPEN and cohort.applications_until - timedelta(days=REMINDER_DAYS) <= day
    ):
        done += _remind(cohort)
    if cohort.state == CohortState.RANKING and cohort.rankings_until < day:
        programmes.close_lists(actor=SYSTEM, cohort=cohort)
        done += 1
    if cohort.state in (CohortState.PLACED, CohortState.ENDED):
        done += _keep_stays(cohort)
        if cohort.appeals_until < day:
            done += placing.erase_lists(cohort=cohort)
    return done


def _remind(cohort: Cohort) -> int:
    """Once each: whoever was reminded has an event that says so."""
    rows = (
        Application.objects.filter(cohort=cohort, state="begun")
        .exclude(events__event="reminded")
        .exclude(email="")
    )
    for application in rows.select_related("cohort__programme__partnership"):
        with transaction.atomic():
            letters.remind(application)
            happen(application, "reminded", actor=SYSTEM)
    return len(rows)


def _keep_stays(cohort: Cohort) -> int:
    day, done = today(cohort), 0
    rows = Placement.objects.filter(
        position__cohort=cohort, state__in=(PlacementState.AGREED, PlacementState.RUNNING)
    ).select_related("position__cohort__programme__partnership", "application__cohort")
    for placement in rows:
        position = placement.position
        with transaction.atomic():
            if placement.state == PlacementState.AGREED and position.first_day <= day:
                placement = stays.start(placement=placement)
                done += 1
            if placement.state != PlacementState.RUNNING:
                continue
            done += _ask_reports(placement)
    return done


def _ask_reports(placement: Placement) -> int:
    day = today(placement.position.cohort)
    if placement.half_way_told_at is None and stays.middle_of(placement) <= day < placement.position.last_day:
        placement.half_way_told_at = clock.now()
        placement.save(update_fields=["half_way_told_at"])
        return stay_letters.ask_report(placement, is_final=False)
    if placement.final_told_at is None and placement.position.last_day <= day:
        placement.final_told_at = clock.now()
        placement.save(update_fields=["final_told_at"])
        return stay_letters.ask_report(placement, is_final=True)
    return 0
