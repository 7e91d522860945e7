"""Who owns a matchmaking day: the side whose desk organises it, and each registration the city it is from."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.matchdays.models import (
    DayBreak,
    DayInterpreter,
    DayMeeting,
    DayPlan,
    DaySlot,
    Matchday,
    MeetingFeedback,
    Regard,
    Registration,
    Wish,
)
from sistership.window.offices.people.models import City

ORGANISER = "the side that organises the day"


def _of(model: type[Model], path: str = "matchday") -> Any:
    def rows(city: City) -> QuerySet[Any]:
        return model._default_manager.filter(**{f"{path}__side__city" if path else "side__city": city})

    return rows


OWNERSHIP = {
    "matchdays.Matchday": Ownership(ORGANISER, _of(Matchday, "")),
    "matchdays.DaySlot": Ownership(ORGANISER, _of(DaySlot)),
    "matchdays.DayBreak": Ownership(ORGANISER, _of(DayBreak)),
    "matchdays.DayInterpreter": Ownership(ORGANISER, _of(DayInterpreter)),
    "matchdays.Registration": Ownership(ORGANISER, _of(Registration)),
    "matchdays.Wish": Ownership(
        ORGANISER,
        lambda city: Wish.objects.filter(by__matchday__side__city=city, regard=Regard.WISH),
        note="wishes to meet alone: what somebody refuses is in no copy",
    ),
    "matchdays.DayPlan": Ownership(ORGANISER, _of(DayPlan)),
    "matchdays.DayMeeting": Ownership(ORGANISER, _of(DayMeeting, "plan__matchday")),
    "matchdays.MeetingFeedback": Ownership(ORGANISER, _of(MeetingFeedback, "meeting__plan__matchday")),
}
