"""Who sees which programmes, cohorts and applications, and who runs them.

Officers and leads of a partnership's cities see its cohorts. Only those of the side that runs a cohort change
it. Who applies, hosts or signs has no account: a secret link opens their own page and nothing else.
"""

from __future__ import annotations

import rules
from django.db.models import Q, QuerySet

from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import (
    Reader,
    grants_of,
    is_staff_of_partnership,
    is_staff_of_side,
    visible_partnerships,
)
from sistership.window.offices.talent.models import Application, Cohort, Position, Programme
from sistership.window.offices.talent.states import CohortState, PositionState


@rules.predicate
def runs_cohort(reader: Reader, cohort: Cohort) -> bool:
    return bool(is_staff_of_side(reader, cohort.side))


rules.add_perm("talent.write", is_staff_of_partnership)
rules.add_perm("talent.run", runs_cohort)


def staff_partnerships(reader: Reader) -> QuerySet[Partnership]:
    """Partnerships whose cohorts the reader works on."""
    own = Side.objects.filter(city__in=grants_of(reader).staff_cities).values("partnership")
    return Partnership.objects.filter(pk__in=own)


def visible_programmes(reader: Reader) -> QuerySet[Programme]:
    """Public ones of partnerships that the reader sees; all where the reader is staff."""
    return Programme.objects.filter(
        Q(is_public=True, partnership__in=visible_partnerships(reader))
        | Q(partnership__in=staff_partnerships(reader))
    )


def visible_cohorts(reader: Reader) -> QuerySet[Cohort]:
    """Published ones of programmes that the reader sees; drafts too where the reader is staff."""
    return Cohort.objects.filter(programme__in=visible_programmes(reader)).filter(
        ~Q(state=CohortState.DRAFT) | Q(programme__partnership__in=staff_partnerships(reader))
    )


def visible_positions(reader: Reader) -> QuerySet[Position]:
    """Open ones of cohorts that the reader sees; drafts and withdrawn ones too where the reader is staff."""
    return Position.objects.filter(cohort__in=visible_cohorts(reader)).filter(
        Q(state=PositionState.OPEN) | Q(cohort__programme__partnership__in=staff_partnerships(reader))
    )


def visible_applications(reader: Reader) -> QuerySet[Application]:
    """Applications to cohorts of the reader's partnerships."""
    return Application.objects.filter(cohort__programme__partnership__in=staff_partnerships(reader))
