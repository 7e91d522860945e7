"""Place a cohort, refill what is given back, and erase lists when the time for grievances is over."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.tasks import enqueue
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.talent import engine, letters, stay_letters
from sistership.window.offices.talent.actions.programmes import locked_cohort
from sistership.window.offices.talent.actions.steps import by_link, happen, locked, next_state
from sistership.window.offices.talent.models import (
    Application,
    Choice,
    Cohort,
    HostOpinion,
    Placement,
    PlacementRun,
    Position,
    RoundKind,
)
from sistership.window.offices.talent.queries.lists import held_places, lists_of
from sistership.window.offices.talent.states import ApplicationState, CohortState, PlacementState

REFILL = "sistership.window.offices.talent.tasks.refill_cohort"
SENDER = "sistership.window.offices.talent.tasks.place_cohort"


@transaction.atomic
def place_cohort(*, cohort: Cohort) -> PlacementRun | None:
    """Place a cohort whose seed is published; None where that is done already, so it may be asked twice.

    The lists are those whose digest was published when they closed: where they differ, it refuses.
    """
    cohort = locked_cohort(cohort)
    if cohort.state != CohortState.SEEDED:
        return None
    lists = lists_of(cohort)
    if engine.lists_digest(lists) != cohort.lists_digest:
        raise StateError(
            _("The lists are not those whose digest was published when they closed"),
            next_step=_("Find in the journal who changed them, and cancel or restore"),
        )
    made = engine.run_placement(lists, seed=cohort.seed)
    kind = RoundKind.FIRST if cohort.round_number == 1 else RoundKind.SECOND
    run = _keep_run(cohort, made, lists, kind)
    _keep_placements(cohort, run, made.outcome)
    cohort.state = next_state(cohort, "placed")
    cohort.save(update_fields=["state"])
    happen(cohort, "placed", actor=SYSTEM, run=run.public_id, digest=made.data_digest)
    letters.tell_results(cohort)
    return run


def _keep_run(cohort: Cohort, made: engine.Run, lists: Mapping[str, object], kind: str) -> PlacementRun:
    return PlacementRun.objects.create(
        cohort=cohort,
        position_in_cohort=cohort.runs.count() + 1,
        round_kind=kind,
        made_at=clock.now(),
        engine=engine.ENGINE,
        code_digest=made.code_digest,
        parameters_digest=made.parameters_digest,
        data_digest=made.data_digest,
        certificate=dict(made.certificate),
        lists=dict(lists),
        outcome=dict(made.outcome),
        is_example=cohort.is_example,
    )


def _keep_placements(cohort: Cohort, run: PlacementRun, outcome: Mapping[str, str | None]) -> list[Placement]:
    """A row for everybody who has a place now and had none."""
    held = held_places(cohort)
    new = {name: host for name, host in outcome.items() if host is not None and name not in held}
    people = {one.number: one for one in Application.objects.filter(cohort=cohort, number__in=new)}
    places = {one.number: one for one in Position.objects.filter(cohort=cohort)}
    found = []
    for name, host in sorted(new.items()):
        placement = Placement.objects.create(
            application=people[name],
            position=places[host],
            run=run,
            changed_at=run.made_at,
            is_example=cohort.is_example,
        )
        happen(placement, "placed", actor=SYSTEM)
        found.append(placement)
    return found


@transaction.atomic
def give_back(*, placement: Placement, reason: str = "", actor: Ref | None = None) -> Placement:
    """Give a place back; it goes to somebody without one, in the background, and nobody loses theirs."""
    cohort = locked_cohort(placement.position.cohort)
    placement = locked(placement)
    placement.state = next_state(placement, "given_back")
    placement.changed_at = clock.now()
    placement.save()
    application = locked(placement.application)
    application.state = ApplicationState.WITHDRAWN
    application.changed_at = clock.now()
    application.save()
    happen(placement, "given_back", actor=actor or by_link(application), reason=reason.strip())
    stay_letters.tell_given_back(placement)
    if cohort.state == CohortState.PLACED and _may_refill(cohort):
        enqueue(REFILL, str(cohort.public_id))
    return placement


def _may_refill(cohort: Cohort) -> bool:
    """While the lists are kept."""
    newest = cohort.runs.order_by("-position_in_cohort").first()
    return newest is not None and newest.lists is not None


@transaction.atomic
def refill_cohort(*, cohort: Cohort) -> PlacementRun | None:
    """Give free places to those without one, by lists and lottery of before; None where nothing changes."""
    cohort = locked_cohort(cohort)
    if cohort.state != CohortState.PLACED or not _may_refill(cohort):
        return None
    lists = lists_of(cohort)
    made = engine.run_placement(lists, seed=cohort.seed)
    before = held_places(cohort)
    if all(host is None or name in before for name, host in made.outcome.items()):
        return None
    run = _keep_run(cohort, made, lists, RoundKind.REFILL)
    found = _keep_placements(cohort, run, made.outcome)
    cohort.state = next_state(cohort, "refilled")
    cohort.save(update_fields=["state"])
    happen(cohort, "refilled", actor=SYSTEM, run=run.public_id, placed=len(found))
    for one in found:
        letters.tell_result(one.application, one)
    return run


@transaction.atomic
def erase_lists(*, cohort: Cohort) -> int:
    """Erase the lists of a cohort after the time for grievances; certificates with their digests stay."""
    runs = PlacementRun.objects.filter(cohort=cohort, lists__isnull=False)
    count = runs.update(lists=None, outcome=None, lists_erased_at=clock.now())
    Choice.objects.filter(application__cohort=cohort).delete()
    HostOpinion.objects.filter(position__cohort=cohort).delete()
    if count:
        happen(cohort, "lists_erased", actor=SYSTEM, runs=count)
    return count


def is_over(placement: Placement) -> bool:
    """Whether nobody has this place any more."""
    return placement.state in (PlacementState.GIVEN_BACK, PlacementState.BROKEN_OFF)
