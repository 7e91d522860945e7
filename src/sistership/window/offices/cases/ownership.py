"""Who owns cases and what belongs to them, and which a city takes along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.cases.models import (
    Absence,
    Case,
    CaseEvent,
    CaseFile,
    CaseFileNumber,
    CaseMessage,
    CaseNumber,
    ClockRun,
    Direction,
    Handover,
    LetterTemplate,
    MessageTranslation,
    Recommendation,
    RoutingRule,
    RuleSet,
    ServicePromise,
    WeeklyReport,
)
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import partnerships_of

RECEIVED = "the city that received the case"
SHARED_NOTE = "of cases that one of its sides received or owed"


def _cases(city: City) -> QuerySet[Case]:
    """Cases that the city received, owed or owes; one that it is only offered is not its own."""
    owed = CaseEvent.objects.filter(event__in=("received", "accepted"), side__city=city).values("case")
    return Case.objects.filter(pk__in=owed)


def _of_cases(model: Any, path: str = "case") -> Callable[[City], QuerySet[Any]]:
    return lambda city: model.objects.filter(**{f"{path}__in": _cases(city)})


def _messages(city: City) -> QuerySet[CaseMessage]:
    """Words of its cases, without the internal notes of the other side."""
    is_own = ~Q(direction=Direction.NOTE) | Q(side__city=city)
    return CaseMessage.objects.filter(is_own, case__in=_cases(city))


OWNERSHIP = {
    "cases.Case": Ownership(RECEIVED, _cases, note=SHARED_NOTE),
    "cases.Case_sides": Ownership(RECEIVED, _of_cases(Case.sides.through), note="which sides read them"),
    "cases.CaseEvent": Ownership(RECEIVED, _of_cases(CaseEvent), note=SHARED_NOTE),
    "cases.ClockRun": Ownership(RECEIVED, _of_cases(ClockRun), note=SHARED_NOTE),
    "cases.CaseFileNumber": Ownership(
        "the side whose registry it is",
        lambda city: CaseFileNumber.objects.filter(side__city=city),
        note="its own numbers",
    ),
    "cases.CaseNumber": Ownership(
        "shared by the sides of the partnership",
        lambda city: CaseNumber.objects.filter(partnership__in=partnerships_of(city)),
    ),
    "cases.CaseMessage": Ownership(
        "whoever wrote it", _messages, note=f"{SHARED_NOTE}; never an internal note of the other side"
    ),
    "cases.MessageTranslation": Ownership(
        "whoever wrote the words",
        lambda city: MessageTranslation.objects.filter(message__in=_messages(city)),
        note="of the words in the copy",
    ),
    "cases.CaseFile": Ownership(
        "whoever sent it",
        lambda city: CaseFile.objects.filter(message__in=_messages(city)),
        note="of the words in the copy",
    ),
    "cases.Handover": Ownership(RECEIVED, _of_cases(Handover), note=SHARED_NOTE),
    "cases.EnquiryDraft": Ownership("whoever writes it", note="nobody's until it is sent"),
    "cases.ServicePromise": Ownership(
        "the city", lambda city: ServicePromise.objects.filter(side__city=city)
    ),
    "cases.WeeklyReport": Ownership("the city", lambda city: WeeklyReport.objects.filter(side__city=city)),
    "cases.RuleSet": Ownership("the city", lambda city: RuleSet.objects.filter(side__city=city)),
    "cases.RoutingRule": Ownership(
        "the city", lambda city: RoutingRule.objects.filter(rule_set__side__city=city)
    ),
    "cases.Absence": Ownership("the city", lambda city: Absence.objects.filter(city=city)),
    "cases.LetterTemplate": Ownership(
        "the city", lambda city: LetterTemplate.objects.filter(side__city=city)
    ),
    "cases.SavedFilter": Ownership("the account that keeps it", note="of use in this window only"),
    "cases.Recommendation": Ownership(
        "the side that made it", lambda city: Recommendation.objects.filter(made_by__city=city)
    ),
}
