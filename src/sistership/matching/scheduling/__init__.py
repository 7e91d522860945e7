"""Matchmaking days: who meets whom, when, at which table, and how good the plan is."""

from sistership.matching.scheduling.checker import violations, worth_of
from sistership.matching.scheduling.choosing import choose_meetings
from sistership.matching.scheduling.event import (
    Break,
    Candidate,
    Event,
    Interpreter,
    Meeting,
    Person,
    Rules,
    Slot,
)
from sistership.matching.scheduling.event_json import event_from_json, meetings_from_json, task_from_json
from sistership.matching.scheduling.replanning import replan, with_confirmed
from sistership.matching.scheduling.schedule import (
    Appointment,
    Change,
    PersonalPlan,
    Progress,
    Schedule,
    Unmet,
    Watch,
    plan_of,
)
from sistership.matching.scheduling.timing import shorten_waits, time_meetings

__all__ = [
    "Appointment",
    "Break",
    "Candidate",
    "Change",
    "Event",
    "Interpreter",
    "Meeting",
    "Person",
    "PersonalPlan",
    "Progress",
    "Rules",
    "Schedule",
    "Slot",
    "Unmet",
    "Watch",
    "choose_meetings",
    "event_from_json",
    "meetings_from_json",
    "plan_of",
    "replan",
    "shorten_waits",
    "task_from_json",
    "time_meetings",
    "violations",
    "with_confirmed",
    "worth_of",
]
