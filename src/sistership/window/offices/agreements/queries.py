"""Read blueprints: commitments with state, milestones, evidence, texts and sources, in few queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, CharField, Count, Prefetch, QuerySet, Value, When

from sistership.window.ground import clock
from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Committee,
    Direction,
    Evidence,
    Intention,
    Milestone,
)
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_committees,
    visible_evidence,
    visible_intentions,
)
from sistership.window.offices.agreements.states import EvidenceState, PromiseState, state_at
from sistership.window.offices.people.models import City, Partnership, Side
from sistership.window.offices.people.rules import Reader, visible_partnerships


def with_state(commitments: QuerySet[Commitment], now: datetime) -> QuerySet[Commitment]:
    """Annotate `state`: the comparison of states.state_at, in SQL."""
    return commitments.annotate(
        state=Case(
            When(dropped_on__isnull=False, then=Value(PromiseState.DROPPED.value)),
            When(kept_from__lte=now, then=Value(PromiseState.KEPT.value)),
            When(late_from__lte=now, then=Value(PromiseState.LATE.value)),
            When(at_risk_from__lte=now, then=Value(PromiseState.AT_RISK.value)),
            default=Value(PromiseState.ON_TRACK.value),
            output_field=CharField(),
        )
    )


def evidence_state_at(evidence: Evidence, now: datetime) -> EvidenceState:
    """The state of evidence at an instant."""
    if evidence.one_sided_from is not None and evidence.one_sided_from <= now:
        return EvidenceState.ONE_SIDED
    return EvidenceState(evidence.base_state)


@dataclass(slots=True)
class Tally:
    """How many commitments stand in each state."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def state(self) -> str:
        """The worst state of those that are still promised; empty where nothing is promised."""
        for state in (PromiseState.LATE, PromiseState.AT_RISK, PromiseState.ON_TRACK, PromiseState.KEPT):
            if self.counts[state.value]:
                return state.value
        return ""


def cities_of(sides: Iterable[Side]) -> list[City]:
    """The cities of the sides, for load_texts."""
    return [side.city for side in sides]


def _decorate(commitment: Commitment, evidence: list[Evidence], now: datetime) -> None:
    """Set what a page shows of a commitment: milestones with state, evidence with state, progress."""
    for one in evidence:
        one.state = evidence_state_at(one, now).value  # type: ignore[attr-defined]
    milestones = list(commitment.milestones.all())
    for milestone in milestones:
        milestone.state = state_at(  # type: ignore[attr-defined]
            now,
            kept_from=milestone.kept_from,
            late_from=milestone.late_from,
            at_risk_from=milestone.at_risk_from,
        ).value
        milestone.proofs = [one for one in evidence if one.milestone_id == milestone.pk]  # type: ignore[attr-defined]
    commitment.steps = milestones  # type: ignore[attr-defined]
    commitment.steps_done = sum(  # type: ignore[attr-defined]
        1 for one in milestones if one.kept_from is not None and one.kept_from <= now
    )
    commitment.proofs = evidence  # type: ignore[attr-defined]
    commitment.direct_proofs = [one for one in evidence if one.milestone_id is None]  # type: ignore[attr-defined]
    figures = [
        one for one in evidence if one.value is not None and one.counts_from and one.counts_from <= now
    ]
    commitment.figure = None  # type: ignore[attr-defined]
    if commitment.target_value is not None and figures:
        commitment.figure = (  # type: ignore[attr-defined]
            sum(one.value for one in figures)
            if commitment.target_rule == "sum"
            else max(figures, key=lambda one: (one.on, one.pk)).value
        )
    open_steps = [one for one in milestones if one.state not in ("kept",)]  # type: ignore[attr-defined]
    following = min(open_steps, key=lambda one: (one.due_on or date.max, one.position), default=None)
    owing = list(commitment.owing.all())
    commitment.next_step = following  # type: ignore[attr-defined]
    commitment.next_owing = [following.side] if following and following.side else owing  # type: ignore[attr-defined]
    commitment.awaiting_from = sorted(  # type: ignore[attr-defined]
        {
            side
            for one in evidence
            if one.state == EvidenceState.AWAITING  # type: ignore[attr-defined]
            for side in commitment.partnership.sides.all()
            if side.pk != one.side_id
        },
        key=lambda side: side.position,
    )


def load_commitments(
    reader: Reader, commitments: QuerySet[Commitment], *, now: datetime | None = None
) -> list[Commitment]:
    """Commitments with `state`, `steps`, `proofs`, `figure`, `next_owing`, texts and sources.

    A fixed number of queries, however many commitments.
    """
    now = now or clock.now()
    rows = list(
        with_state(commitments, now)
        .select_related("direction", "agreement", "partnership")
        .prefetch_related(
            "owing__city",
            "partnership__sides__city",
            Prefetch("milestones", Milestone.objects.select_related("side__city")),
        )
    )
    evidence = list(
        visible_evidence(reader)
        .filter(commitment__in=[row.pk for row in rows])
        .exclude(base_state=EvidenceState.WITHDRAWN)
        .select_related("side__city", "file")
    )
    by_commitment: dict[int, list[Evidence]] = {}
    for one in evidence:
        by_commitment.setdefault(one.commitment_id, []).append(one)
    for row in rows:
        _decorate(row, by_commitment.get(row.pk, []), now)
    sides = {side for row in rows for side in row.partnership.sides.all()}
    load_texts(
        rows,
        evidence,
        [milestone for row in rows for milestone in row.steps],  # type: ignore[attr-defined]
        {row.direction for row in rows if row.direction},
        {row.agreement for row in rows if row.agreement},
        cities_of(sides),
        cities_of(side for row in rows for side in row.owing.all()),
        cities_of(one.side for one in evidence),
        [step.side.city for row in rows for step in row.steps if step.side],  # type: ignore[attr-defined]
    )
    attach_sources(rows)
    return rows


@dataclass(slots=True)
class Blueprint:
    """Everything an action blueprint shows."""

    partnership: Partnership
    agreement: Agreement | None
    sections: list[tuple[Direction | None, list[Commitment]]]
    intentions: list[Intention]
    tally: Tally
    owed: list[tuple[Side, int]]
    """Open commitments by the side that owes the next step."""
    owed_by_several: int
    sides: list[Side]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader narrows a blueprint to; empty fields do not narrow."""

    side: str = ""
    """Key of a city."""
    direction: str = ""
    """Public id of a direction."""
    state: str = ""


def _matches(commitment: Commitment, filters: Filters) -> bool:
    if filters.state and commitment.state != filters.state:  # type: ignore[attr-defined]
        return False
    if filters.side and filters.side not in {side.city.key for side in commitment.owing.all()}:
        return False
    direction = str(commitment.direction.public_id) if commitment.direction else ""
    return not (filters.direction and filters.direction != direction)


def blueprint(
    reader: Reader,
    *,
    partnership: Partnership,
    agreement: Agreement | None = None,
    filters: Filters | None = None,
    now: datetime | None = None,
) -> Blueprint:
    """The blueprint of one agreement, or of a whole partnership; the tally counts before filtering."""
    rows = visible_commitments(reader).filter(partnership=partnership)
    directions = Direction.objects.filter(agreement__in=visible_agreements(reader))
    if agreement is not None:
        rows = rows.filter(agreement=agreement)
        directions = directions.filter(agreement=agreement)
    else:
        directions = directions.filter(agreement__partnership=partnership)
    commitments = load_commitments(reader, rows, now=now)
    pillars = list(directions.select_related("agreement"))
    tally = Tally(Counter(row.state for row in commitments))  # type: ignore[attr-defined]
    shown = [row for row in commitments if _matches(row, filters or Filters())]
    sections: list[tuple[Direction | None, list[Commitment]]] = [
        (pillar, [row for row in shown if row.direction_id == pillar.pk]) for pillar in pillars
    ]
    loose = [row for row in shown if row.direction_id is None]
    if loose:
        sections.append((None, loose))
    if filters and any((filters.side, filters.direction, filters.state)):
        sections = [section for section in sections if section[1]]
    wishes = visible_intentions(reader).filter(partnership=partnership)
    if agreement is not None:
        wishes = wishes.filter(agreement=agreement)
    intentions = list(wishes.select_related("side__city", "became"))
    sides = list(partnership.sides.select_related("city"))
    load_texts(
        pillars,
        intentions,
        cities_of(sides),
        [one.side.city for one in intentions if one.side],
        [one.became for one in intentions if one.became],
        [partnership],
        [agreement] if agreement else [],
    )
    attach_sources([*pillars, *intentions])
    is_open = [row for row in commitments if row.state not in ("kept", "dropped")]  # type: ignore[attr-defined]
    owed = [(side, sum(row.next_owing == [side] for row in is_open)) for side in sides]  # type: ignore[attr-defined]
    return Blueprint(
        partnership=partnership,
        agreement=agreement,
        sections=sections,
        intentions=intentions,
        tally=tally,
        owed=owed,
        owed_by_several=sum(len(row.next_owing) > 1 for row in is_open),  # type: ignore[attr-defined]
        sides=sides,
    )


def tallies(reader: Reader, partnerships: Iterable[Partnership], *, now: datetime) -> dict[int, Tally]:
    """State counts by partnership key, one query."""
    found: dict[int, Tally] = {partnership.pk: Tally() for partnership in partnerships}
    rows = visible_commitments(reader).filter(partnership__in=list(found))
    counted = with_state(rows, now).order_by().values("partnership_id", "state")  # type: ignore[misc]
    for row in counted.annotate(number=Count("pk")):
        found[row["partnership_id"]].counts[row["state"]] = row["number"]
    return found


@dataclass(frozen=True, slots=True)
class Due:
    """Something due: a milestone, or a commitment by its own date."""

    on: date
    commitment: Commitment
    milestone: Milestone | None
    state: str
    sides: list[Side]


def due_next(
    reader: Reader,
    *,
    now: datetime,
    days: int = 30,
    partnership: Partnership | None = None,
    cities: Iterable[int] | None = None,
    limit: int = 20,
) -> list[Due]:
    """What is open and due up to so many days ahead (what is overdue first), earliest first."""
    until = now.date() + timedelta(days=days)
    rows = visible_commitments(reader).filter(next_due_on__lte=until, dropped_on__isnull=True)
    if partnership:
        rows = rows.filter(partnership=partnership)
    if cities is not None:
        rows = rows.filter(owing__city__in=list(cities)).distinct()
    found = []
    for row in load_commitments(reader, rows.order_by("next_due_on", "pk")[:limit], now=now):
        if row.state == PromiseState.KEPT:  # type: ignore[attr-defined]
            continue
        assert row.next_due_on is not None
        step = next((one for one in row.steps if one.next_due_on == row.next_due_on), None)  # type: ignore[attr-defined]
        sides = [step.side] if step and step.side else list(row.owing.all())
        state = step.state if step else row.state  # type: ignore[attr-defined]
        found.append(Due(on=row.next_due_on, commitment=row, milestone=step, state=state, sides=sides))
    return found


def awaiting_answer(reader: Reader, cities: Iterable[int], *, now: datetime) -> list[Evidence]:
    """Evidence filed by another side that awaits an answer of the given cities, oldest term first."""
    cities = set(cities)
    rows = list(
        visible_evidence(reader)
        .filter(
            base_state=EvidenceState.AWAITING,
            one_sided_from__gt=now,
            commitment__partnership__sides__city__in=cities,
        )
        .exclude(side__city__in=cities)
        .distinct()
        .select_related("side__city", "commitment__partnership", "milestone")
        .order_by("one_sided_from")
    )
    load_texts(rows, [row.commitment for row in rows], cities_of(row.side for row in rows))
    return rows


def committee_page(reader: Reader, public_id: UUID) -> Committee | None:
    """A committee with members, meetings, decisions and texts; None where there is none to see."""
    committee = (
        visible_committees(reader)
        .select_related("partnership", "agreement")
        .prefetch_related(
            "members__person__posts",
            "members__side__city",
            "meetings__decisions__side__city",
            "meetings__minutes",
            "partnership__sides__city",
        )
        .filter(public_id=public_id)
        .first()
    )
    if committee is None:
        return None
    members, meetings = list(committee.members.all()), list(committee.meetings.all())
    decisions = [decision for meeting in meetings for decision in meeting.decisions.all()]
    load_texts(
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
    attach_sources([committee, *meetings, *decisions])
    return committee


def agreement_page(reader: Reader, public_id: UUID) -> Agreement | None:
    """An agreement with parties, signatories, documents, committees and texts."""
    agreement = (
        visible_agreements(reader)
        .select_related("partnership")
        .prefetch_related(
            "parties__side__city",
            "parties__organisation",
            "signatories__side__city",
            "signatories__person",
            "documents__document__file",
            "committees",
            "partnership__sides__city",
        )
        .filter(public_id=public_id)
        .first()
    )
    if agreement is None:
        return None
    parties, signatories = list(agreement.parties.all()), list(agreement.signatories.all())
    load_texts(
        [agreement, agreement.partnership],
        cities_of(agreement.partnership.sides.all()),
        cities_of(party.side for party in parties),
        [party.organisation for party in parties if party.organisation],
        signatories,
        cities_of(signatory.side for signatory in signatories),
        [signatory.person for signatory in signatories],
        [attached.document for attached in agreement.documents.all()],
        agreement.committees.all(),
    )
    attach_sources([agreement, *signatories])
    return agreement


def partnership_by_key(reader: Reader, key: str) -> Partnership | None:
    """A partnership with its sides and texts, where the reader sees it."""
    partnership = visible_partnerships(reader).prefetch_related("sides__city").filter(key=key).first()
    if partnership is not None:
        load_texts([partnership], cities_of(partnership.sides.all()))
    return partnership
