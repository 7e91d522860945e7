"""Who owns agreements, promises and evidence: both sides share them, each act belongs to one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.agreements.models import (
    Agreement,
    AgreementDocument,
    Commitment,
    Committee,
    CommitteeMember,
    Decision,
    Direction,
    Evidence,
    EvidenceEvent,
    Intention,
    Meeting,
    Milestone,
    Party,
    Signatory,
    WhyQuestion,
)
from sistership.window.offices.agreements.states import WhyState
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import SHARED, partnerships_of

PUBLISHED = (WhyState.ANSWERED, WhyState.DECLINED)


def _agreements(city: City) -> QuerySet[Agreement]:
    return Agreement.objects.filter(partnership__in=partnerships_of(city))


def _commitments(city: City) -> QuerySet[Commitment]:
    return Commitment.objects.filter(partnership__in=partnerships_of(city))


def _committees(city: City) -> QuerySet[Committee]:
    return Committee.objects.filter(partnership__in=partnerships_of(city))


def _evidence(city: City) -> QuerySet[Evidence]:
    return Evidence.objects.filter(commitment__in=_commitments(city))


def _questions(city: City) -> QuerySet[WhyQuestion]:
    """Published ones of shared promises, and all that the city was asked."""
    owed = _commitments(city).filter(owing__city=city).values("pk")
    return WhyQuestion.objects.filter(
        Q(commitment__in=owed) | Q(commitment__in=_commitments(city), state__in=PUBLISHED)
    )


OWNERSHIP = {
    "agreements.Agreement": Ownership(SHARED, _agreements),
    "agreements.Party": Ownership(SHARED, lambda city: Party.objects.filter(agreement__in=_agreements(city))),
    "agreements.Signatory": Ownership(
        "the side that the person signed for",
        lambda city: Signatory.objects.filter(agreement__in=_agreements(city)),
        note="the other side's persons by id only",
    ),
    "agreements.AgreementDocument": Ownership(
        SHARED, lambda city: AgreementDocument.objects.filter(agreement__in=_agreements(city))
    ),
    "agreements.Committee": Ownership(SHARED, _committees),
    "agreements.CommitteeMember": Ownership(
        "the side that the person sits for",
        lambda city: CommitteeMember.objects.filter(committee__in=_committees(city)),
        note="the other side's persons by id only",
    ),
    "agreements.Meeting": Ownership(
        SHARED, lambda city: Meeting.objects.filter(committee__in=_committees(city))
    ),
    "agreements.Decision": Ownership(
        SHARED, lambda city: Decision.objects.filter(meeting__committee__in=_committees(city))
    ),
    "agreements.Direction": Ownership(
        SHARED, lambda city: Direction.objects.filter(agreement__in=_agreements(city))
    ),
    "agreements.Commitment": Ownership("the sides that owe it", _commitments, note="also what others owe it"),
    "agreements.Commitment_owing": Ownership(
        "the sides that owe it",
        lambda city: Commitment.owing.through._default_manager.filter(commitment__in=_commitments(city)),
    ),
    "agreements.Milestone": Ownership(
        "the side that takes the step",
        lambda city: Milestone.objects.filter(commitment__in=_commitments(city)),
    ),
    "agreements.Intention": Ownership(
        SHARED, lambda city: Intention.objects.filter(partnership__in=partnerships_of(city))
    ),
    "agreements.Evidence": Ownership("the side that filed it", _evidence),
    "agreements.EvidenceEvent": Ownership(
        "the side that caused it", lambda city: EvidenceEvent.objects.filter(evidence__in=_evidence(city))
    ),
    "agreements.WhyQuestion": Ownership(
        "whoever asked, until it is published; then the sides that owe the promise",
        _questions,
        without=frozenset({"email"}),
        note="published ones, and all that it was asked",
    ),
}
