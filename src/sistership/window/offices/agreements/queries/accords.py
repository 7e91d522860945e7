"""Read the pages of an agreement and of a committee, each with one query for each kind of record."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch

from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import (
    Agreement,
    AgreementDocument,
    Committee,
    CommitteeMember,
    Decision,
    Meeting,
    Party,
    Signatory,
)
from sistership.window.offices.agreements.queries.commitments import cities_of
from sistership.window.offices.agreements.rules import visible_agreements, visible_committees
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import Reader, visible_partnerships


def committee_page(reader: Reader, public_id: UUID) -> Committee | None:
    """A committee with members, meetings, decisions and texts; None where there is none to see."""
    committee = (
        visible_committees(reader)
        .select_related("partnership", "agreement")
        .prefetch_related(
            Prefetch("members", CommitteeMember.objects.select_related("person", "side__city")),
            "members__person__posts",
            Prefetch("meetings", Meeting.objects.select_related("minutes")),
            Prefetch("meetings__decisions", Decision.objects.select_related("side__city")),
            sides_with_cities("partnership__sides"),
        )
        .filter(public_id=public_id)
        .first()
    )
    if committee is None:
        return None
    members, meetings = list(committee.members.all()), list(committee.meetings.all())
    decisions = [decision for meeting in meetings for decision in meeting.decisions.all()]
    attach_sources(
        [committee, *meetings, *decisions],
        [committee, committee.partnership],
        [committee.agreement] if committee.agreement else [],
        [member.person for member in members],
        [post for member in members for post in member.person.posts.all()],
        cities_of(member.side for member in members),
        meetings,
        [meeting.minutes for meeting in meetings if meeting.minutes],
        decisions,
        cities_of(decision.side for decision in decisions if decision.side),
        cities_of(committee.partnership.sides.all()),
    )
    return committee


def agreement_page(reader: Reader, public_id: UUID) -> Agreement | None:
    """An agreement with parties, signatories, documents, committees, directions and texts."""
    agreement = (
        visible_agreements(reader)
        .select_related("partnership")
        .prefetch_related(
            Prefetch("parties", Party.objects.select_related("side__city", "organisation")),
            Prefetch("signatories", Signatory.objects.select_related("side__city", "person")),
            Prefetch("documents", AgreementDocument.objects.select_related("document__file")),
            "committees",
            "directions",
            sides_with_cities("partnership__sides"),
        )
        .filter(public_id=public_id)
        .first()
    )
    if agreement is None:
        return None
    parties, signatories = list(agreement.parties.all()), list(agreement.signatories.all())
    attach_sources(
        [agreement, *signatories],
        [agreement, agreement.partnership],
        cities_of(agreement.partnership.sides.all()),
        cities_of(party.side for party in parties),
        [party.organisation for party in parties if party.organisation],
        signatories,
        cities_of(signatory.side for signatory in signatories),
        [signatory.person for signatory in signatories],
        [attached.document for attached in agreement.documents.all()],
        agreement.committees.all(),
        agreement.directions.all(),
    )
    return agreement


def partnership_by_key(reader: Reader, key: str) -> Partnership | None:
    """A partnership with its sides and texts, where the reader sees it."""
    partnership = visible_partnerships(reader).prefetch_related(sides_with_cities()).filter(key=key).first()
    if partnership is not None:
        load_texts([partnership], cities_of(partnership.sides.all()))
    return partnership
