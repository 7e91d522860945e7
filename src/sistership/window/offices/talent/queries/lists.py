"""The lists that a placement starts from: numbers, choices, orders. No name, and nothing that tells of one.

1. Who takes part has handed an application in. A choice counts while its position is open and its applicant
   is eligible there; what no longer holds is passed over, and the next choice moves up.
2. A host that has ordered refuses whom it left out; one that has not takes everybody by the lottery.
3. Who holds a place keeps it: `held`.
"""

from __future__ import annotations

from typing import Any

from sistership.window.offices.talent.eligibility import is_eligible
from sistership.window.offices.talent.models import Application, Cohort, HostOpinion, Placement, Position
from sistership.window.offices.talent.states import HOLDING, ApplicationState, PositionState


def positions_of(cohort: Cohort) -> list[Position]:
    """The open positions of a cohort, with their cities."""
    rows = Position.objects.filter(cohort=cohort, state=PositionState.OPEN)
    return list(rows.select_related("city").prefetch_related("home_cities").order_by("number"))


def applications_of(cohort: Cohort) -> list[Application]:
    """The applications that take part, with home cities and choices."""
    rows = Application.objects.filter(cohort=cohort, state=ApplicationState.SENT)
    return list(rows.select_related("home_city").prefetch_related("choices__position").order_by("number"))


def held_places(cohort: Cohort) -> dict[str, str]:
    """Number of an application → number of the position where it holds a place."""
    rows = Placement.objects.filter(position__cohort=cohort, state__in=HOLDING)
    return dict(rows.values_list("application__number", "position__number"))


def lists_of(cohort: Cohort) -> dict[str, Any]:
    """What the engine is given, as JSON values: six queries."""
    positions, applications, held = positions_of(cohort), applications_of(cohort), held_places(cohort)
    by_pk = {one.pk: one for one in positions}
    return {
        "applicants": [_applicant(one, by_pk) for one in applications],
        "hosts": _hosts(cohort, positions, {one.number for one in applications}),
        "held": {
            name: host for name, host in sorted(held.items()) if name in {a.number for a in applications}
        },
    }


def _applicant(application: Application, positions: dict[int, Position]) -> dict[str, Any]:
    home = application.home_city.key if application.home_city else ""
    wanted = [positions[one.position_id] for one in application.choices.all() if one.position_id in positions]
    return {
        "id": application.number,
        "choices": [one.number for one in wanted if is_eligible(application, one)],
        "group": home,
        "city": home,
    }


def _hosts(cohort: Cohort, positions: list[Position], taking_part: set[str]) -> list[dict[str, Any]]:
    opinions: dict[int, list[tuple[str, float]]] = {one.pk: [] for one in positions}
    rows = HostOpinion.objects.filter(position__in=positions).order_by("value", "application__number")
    for position, number, value in rows.values_list("position", "application__number", "value"):
        if number in taking_part:
            opinions[position].append((number, value))
    return [
        {
            "id": one.number,
            "places": one.places,
            "ranking": [number for number, _ in opinions[one.pk]] if one.asks == "ranking" else None,
            "scores": dict(sorted(opinions[one.pk])) if one.asks == "scores" else None,
            "reserves": one.reserves,
            "at_least": one.at_least,
            "city": one.city.key,
        }
        for one in positions
    ]
