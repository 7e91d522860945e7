"""Read what happened to commitments and agreements, newest first, for feeds.

The sources are events of evidence, the instants that follow from them, and the records themselves; never the
journal, which only audits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Evidence,
    EvidenceEvent,
    WhyQuestion,
)
from sistership.window.offices.agreements.queries.commitments import cities_of
from sistership.window.offices.agreements.rules import (
    published_questions,
    visible_agreements,
    visible_commitments,
    visible_evidence,
)
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader

TOLD = ("filed", "confirmed", "disputed", "withdrawn")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, once: `record` and `key` name it for ever."""

    at: datetime
    kind: str
    """filed, confirmed, disputed, withdrawn; kept, late, dropped; answered, declined; signed."""
    record: Record
    key: str
    commitment: Commitment | None = None
    evidence: Evidence | None = None
    side: Side | None = None
    agreement: Agreement | None = None
    question: WhyQuestion | None = None


def happenings(
    reader: Reader,
    *,
    partnership: Partnership,
    commitment: Commitment | None = None,
    now: datetime,
    limit: int = 50,
) -> list[Happening]:
    """The newest things that happened in a partnership, or to one of its commitments."""
    rows = visible_commitments(reader).filter(partnership=partnership)
    if commitment is not None:
        rows = rows.filter(pk=commitment.pk)
    commitments = {row.pk: row for row in rows}
    found = [one for row in commitments.values() for one in _states(row, now)]
    found += _events(reader, commitments, limit)
    questions = published_questions(reader).filter(commitment__in=list(commitments))
    for question in questions.order_by("-closed_at")[:limit]:
        if question.closed_at:
            about = commitments[question.commitment_id]
            found.append(
                Happening(question.closed_at, question.state, question, "closed", about, question=question)
            )
    if commitment is None:
        found += [
            Happening(_day(one.signed_on), "signed", one, "signed", agreement=one)
            for one in visible_agreements(reader).filter(partnership=partnership)
            if one.signed_on
        ]
    newest = sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:limit]
    _load(newest, partnership)
    return newest


def _day(day: date) -> datetime:
    """The instant that stands for a day of which no hour is known."""
    return datetime.combine(day, time(), tzinfo=UTC)


def _states(row: Commitment, now: datetime) -> Iterator[Happening]:
    if row.dropped_on is not None:
        yield Happening(_day(row.dropped_on), "dropped", row, "dropped", row)
    elif row.kept_from is not None and row.kept_from <= now:
        yield Happening(row.kept_from, "kept", row, f"kept {row.kept_from.isoformat()}", row)
    elif row.late_from is not None and row.late_from <= now:
        yield Happening(row.late_from, "late", row, f"late {row.late_from.isoformat()}", row)


def _events(reader: Reader, commitments: dict[int, Commitment], limit: int) -> list[Happening]:
    evidence = visible_evidence(reader).filter(commitment__in=list(commitments))
    events = (
        EvidenceEvent.objects.filter(evidence__in=evidence, event__in=TOLD)
        .select_related("evidence__side__city", "side__city")
        .order_by("-at", "-pk")[:limit]
    )
    return [
        Happening(
            at=event.at,
            kind=event.event,
            record=event.evidence,
            key=f"{event.event} {event.at.isoformat()}",
            commitment=commitments[event.evidence.commitment_id],
            evidence=event.evidence,
            side=event.side or event.evidence.side,
        )
        for event in events
    ]


def _load(found: list[Happening], partnership: Partnership) -> None:
    load_texts(
        [one.record for one in found],
        [one.commitment for one in found if one.commitment],
        cities_of(one.side for one in found if one.side),
        cities_of(partnership.sides.all()),
    )
