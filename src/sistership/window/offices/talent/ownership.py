"""Who owns programmes, and who owns what a person wrote in them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import SHARED, partnerships_of
from sistership.window.offices.talent.models import (
    Application,
    Choice,
    Cohort,
    HostOpinion,
    Placement,
    PlacementRun,
    Position,
    Programme,
    Report,
    Signature,
    TalentEvent,
)

HOME = "the applicant's home city"
HOST = "the host's city"


def _placements(city: City) -> QuerySet[Placement]:
    return Placement.objects.filter(Q(application__home_city=city) | Q(position__city=city))


def _of_cohorts(model: Any, path: str = "cohort") -> Any:
    """Rows of the cohorts of a city's partnerships."""
    return lambda city: model.objects.filter(**{f"{path}__programme__partnership__in": partnerships_of(city)})


OWNERSHIP = {
    "talent.Programme": Ownership(
        SHARED, lambda city: Programme.objects.filter(partnership__in=partnerships_of(city))
    ),
    "talent.Cohort": Ownership(
        SHARED, lambda city: Cohort.objects.filter(programme__partnership__in=partnerships_of(city))
    ),
    "talent.Position": Ownership(HOST, _of_cohorts(Position), note="of cohorts that it shares"),
    "talent.Position_home_cities": Ownership(
        HOST, _of_cohorts(Position.home_cities.through, "position__cohort")
    ),
    "talent.Application": Ownership(
        HOME,
        lambda city: Application.objects.filter(
            Q(home_city=city) | Q(pk__in=_placements(city).values("application"))
        ),
        note="its applicants', and those placed with it",
    ),
    "talent.Choice": Ownership(
        HOME,
        lambda city: Choice.objects.filter(application__home_city=city, position__cohort__in=_cohorts(city)),
    ),
    "talent.HostOpinion": Ownership(
        HOST,
        lambda city: HostOpinion.objects.filter(position__city=city, application__home_city=city),
        note="none about another city's applicants",
    ),
    "talent.PlacementRun": Ownership(
        SHARED, _of_cohorts(PlacementRun), note="without the lists", without=frozenset({"lists", "outcome"})
    ),
    "talent.Placement": Ownership("the applicant's home city and the host's", _placements),
    "talent.Signature": Ownership(
        "as the placement", lambda city: Signature.objects.filter(placement__in=_placements(city))
    ),
    "talent.Report": Ownership(
        "as the placement", lambda city: Report.objects.filter(placement__in=_placements(city))
    ),
    "talent.Grievance": Ownership("the side that runs the cohort", note="the case is in the copy"),
    "talent.TalentEvent": Ownership(
        SHARED,
        lambda city: TalentEvent.objects.filter(cohort__in=_cohorts(city), application=None, placement=None),
        note="those of cohorts and positions",
    ),
}


def _cohorts(city: City) -> QuerySet[Cohort]:
    return Cohort.objects.filter(programme__partnership__in=partnerships_of(city))
