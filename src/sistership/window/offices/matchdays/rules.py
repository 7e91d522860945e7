"""Who sees which matchmaking days, and who may organise them.

Anybody sees a public day from when it is opened. The staff of the partnership's cities see its days and
who is registered; the organising side's staff alone write. What somebody refuses is shown to nobody.
"""

from __future__ import annotations

import rules
from django.db.models import Q, QuerySet

from sistership.window.offices.matchdays.models import DayMeeting, Matchday, Registration
from sistership.window.offices.matchdays.states import DayState
from sistership.window.offices.people.rules import (
    Reader,
    grants_of,
    internal_partnerships,
    visible_partnerships,
)


@rules.predicate
def is_staff_of_organiser(reader: Reader, matchday: Matchday) -> bool:
    return matchday.side.city_id in grants_of(reader).staff_cities


rules.add_perm("matchday.organise", is_staff_of_organiser)


def internal_matchdays(reader: Reader) -> QuerySet[Matchday]:
    """Days of the partnerships in which the reader works, drafts too."""
    return Matchday.objects.filter(side__partnership__in=internal_partnerships(reader))


def visible_matchdays(reader: Reader) -> QuerySet[Matchday]:
    """Public days that are open or further; drafts where the reader works."""
    public = Q(is_public=True, side__partnership__in=visible_partnerships(reader))
    return Matchday.objects.filter(
        (public & ~Q(state=DayState.DRAFT)) | Q(side__partnership__in=internal_partnerships(reader))
    )


def visible_registrations(reader: Reader) -> QuerySet[Registration]:
    """Registrations of the days of the reader's partnerships."""
    return Registration.objects.filter(matchday__in=internal_matchdays(reader), erased_at__isnull=True)


def visible_meetings(reader: Reader) -> QuerySet[DayMeeting]:
    """Meetings of the days of the reader's partnerships."""
    return DayMeeting.objects.filter(plan__matchday__in=internal_matchdays(reader))
