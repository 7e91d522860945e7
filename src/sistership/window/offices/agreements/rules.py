"""Who sees which agreements, commitments, intentions and evidence, and who may file and answer."""

from __future__ import annotations

import rules
from django.db.models import Q, QuerySet

from sistership.window.ground.models import Document
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Committee,
    Evidence,
    Intention,
    Milestone,
    WhyQuestion,
)
from sistership.window.offices.agreements.states import WhyState
from sistership.window.offices.people.rules import (
    Reader,
    grants_of,
    internal_partnerships,
    is_staff_of_partnership,
    visible_partnerships,
)


@rules.predicate
def is_staff_of_owing_side(reader: Reader, commitment: Commitment) -> bool:
    cities = {side.city_id for side in commitment.owing.all()}
    return bool(cities & grants_of(reader).staff_cities)


@rules.predicate
def is_staff_of_answering_side(reader: Reader, evidence: Evidence) -> bool:
    others = {
        side.city_id for side in evidence.commitment.partnership.sides.all() if side.pk != evidence.side_id
    }
    return bool(others & grants_of(reader).staff_cities)


@rules.predicate
def is_staff_of_filing_side(reader: Reader, evidence: Evidence) -> bool:
    return evidence.side.city_id in grants_of(reader).staff_cities


@rules.predicate
def is_staff_of_asked_side(reader: Reader, question: WhyQuestion) -> bool:
    return bool(is_staff_of_owing_side(reader, question.commitment))


rules.add_perm("commitment.file_evidence", is_staff_of_owing_side)
rules.add_perm("why.answer", is_staff_of_asked_side)
rules.add_perm("evidence.answer", is_staff_of_answering_side)
rules.add_perm("evidence.amend", is_staff_of_filing_side)
rules.add_perm("committee.write", is_staff_of_partnership)


def _published_or_internal(reader: Reader) -> Q:
    return Q(is_public=True, partnership__in=visible_partnerships(reader)) | Q(
        partnership__in=internal_partnerships(reader)
    )


def visible_agreements(reader: Reader) -> QuerySet[Agreement]:
    """Published ones of partnerships that the reader sees, all of those the reader works in."""
    return Agreement.objects.filter(_published_or_internal(reader))


def visible_commitments(reader: Reader) -> QuerySet[Commitment]:
    """As agreements; a commitment of an unpublished agreement is not public either."""
    internal = Q(partnership__in=internal_partnerships(reader))
    return Commitment.objects.filter(_published_or_internal(reader)).filter(
        internal | Q(agreement__isnull=True) | Q(agreement__is_public=True)
    )


def visible_milestones(reader: Reader) -> QuerySet[Milestone]:
    """Steps of visible commitments."""
    return Milestone.objects.filter(commitment__in=visible_commitments(reader))


def visible_documents(reader: Reader) -> QuerySet[Document]:
    """Documents of agreements and meetings that the reader sees."""
    return Document.objects.filter(
        Q(agreements__agreement__in=visible_agreements(reader))
        | Q(meeting__committee__in=visible_committees(reader))
    )


def visible_intentions(reader: Reader) -> QuerySet[Intention]:
    """As agreements."""
    return Intention.objects.filter(_published_or_internal(reader))


def visible_evidence(reader: Reader) -> QuerySet[Evidence]:
    """Public evidence of visible commitments; all evidence of partnerships the reader works in."""
    return Evidence.objects.filter(
        Q(is_public=True) | Q(commitment__partnership__in=internal_partnerships(reader)),
        commitment__in=visible_commitments(reader),
    )


def visible_committees(reader: Reader) -> QuerySet[Committee]:
    """Committees of visible partnerships."""
    return Committee.objects.filter(partnership__in=visible_partnerships(reader))


def published_questions(reader: Reader) -> QuerySet[WhyQuestion]:
    """Questions of the public that were answered or declined, about commitments that the reader sees."""
    return WhyQuestion.objects.filter(
        state__in=(WhyState.ANSWERED, WhyState.DECLINED), commitment__in=visible_commitments(reader)
    )


def answerable_questions(reader: Reader) -> QuerySet[WhyQuestion]:
    """Questions, whatever became of them, about commitments that the reader's cities owe."""
    owed = Commitment.objects.filter(owing__city__in=grants_of(reader).staff_cities)
    return WhyQuestion.objects.filter(commitment__in=owed.values("pk"))
