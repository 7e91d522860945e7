"""Tables of matchmaking days."""

from sistership.window.offices.matchdays.models.days import (
    DayBreak,
    DayInterpreter,
    DayKind,
    DaySlot,
    Matchday,
)
from sistership.window.offices.matchdays.models.plans import Again, DayMeeting, DayPlan, MeetingFeedback
from sistership.window.offices.matchdays.models.registrations import Party, Regard, Registration, Wish

__all__ = [
    "Again",
    "DayBreak",
    "DayInterpreter",
    "DayKind",
    "DayMeeting",
    "DayPlan",
    "DaySlot",
    "Matchday",
    "MeetingFeedback",
    "Party",
    "Regard",
    "Registration",
    "Wish",
]
