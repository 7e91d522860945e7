"""All partnerships at a glance: one card for each, and what is due next, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sistership.report import state_bar
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Agreement, Commitment, Milestone
from sistership.window.offices.agreements.queries import Tally, with_state
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_intentions,
)
from sistership.window.offices.agreements.states import PromiseState, state_at
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader, visible_partnerships
from sistership.window.offices.visits.models import PointKind, Visit
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.public.names import SideName, partnership_name, side_names
from sistership.window.pages.public.words import STATE_WORDS
from sistership.window.pages.templatetags.window import listed

WORST_FIRST = (PromiseState.LATE, PromiseState.AT_RISK, PromiseState.ON_TRACK, PromiseState.KEPT)


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing due of a commitment: one of its milestones, or the commitment itself."""

    on: date
    state: str
    commitment: Commitment
    milestone: Milestone | None
    sides: list[Side]
    partnership: str
    """Name of the partnership."""

    @property
    def owing(self) -> list[SideName]:
        return side_names(self.sides)

    @property
    def is_example(self) -> bool:
        return self.milestone.is_example if self.milestone else self.commitment.is_example


@dataclass(slots=True)
class Card:
    """What one partnership shows on the home page."""

    partnership: Partnership
    sides: list[Side]
    tally: Tally = field(default_factory=Tally)
    agreements: list[Agreement] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    intentions: int = 0
    promoted: int = 0
    """Intentions that became commitments."""
    next_step: Step | None = None

    @property
    def name(self) -> str:
        return partnership_name(self.sides)

    @property
    def directions(self) -> int:
        return sum(agreement.direction_count for agreement in self.agreements)  # type: ignore[attr-defined]

    @property
    def topics(self) -> int:
        return sum(visit.topic_count for visit in self.visits)  # type: ignore[attr-defined]

    @property
    def bar(self) -> SafeString:
        return draw_tally(self.tally)


@dataclass(frozen=True, slots=True)
class Overview:
    """The home page's content."""

    cards: list[Card]
    due: list[Step]
    """Open and due in the coming days or overdue, worst state first, then earliest."""


def draw_tally(tally: Tally) -> SafeString:
    """The bar of states, with the counts in words as its title."""
    counts = {state.value: tally.counts[state.value] for state in PromiseState}
    words = [
        _("%(state)s: %(count)d") % {"state": STATE_WORDS[state], "count": count}
        for state, count in counts.items()
        if count
    ]
    return mark_safe(state_bar(counts, label=listed(words) or _("No commitments yet")))  # noqa: S308


def _cards(reader: Reader) -> dict[int, Card]:
    cards: dict[int, Card] = {}
    sides = Side.objects.filter(partnership__in=visible_partnerships(reader))
    for side in sides.select_related("city", "partnership").order_by("partnership_id", "position"):
        card = cards.setdefault(side.partnership_id, Card(partnership=side.partnership, sides=[]))
        card.sides.append(side)
    return cards


def _add_records(reader: Reader, cards: dict[int, Card]) -> None:
    agreements = visible_agreements(reader).annotate(direction_count=Count("directions"))
    for agreement in agreements.order_by("-signed_on", "-pk"):
        cards[agreement.partnership_id].agreements.append(agreement)
    topics = Count("points", filter=Q(points__point_kind=PointKind.TOPIC))
    for visit in visible_visits(reader).annotate(topic_count=topics).order_by("-on", "-pk"):
        cards[visit.partnership_id].visits.append(visit)
    for partnership_id, became in visible_intentions(reader).values_list("partnership_id", "became_id"):
        cards[partnership_id].intentions += 1
        cards[partnership_id].promoted += became is not None


def _steps(
    commitments: list[Commitment], milestones: list[Milestone], cards: dict[int, Card], now: datetime
) -> list[Step]:
    """One step for each open commitment with a date, earliest first. Owing sides must be prefetched."""
    steps = []
    for commitment in commitments:
        card = cards[commitment.partnership_id]
        known = {side.pk: side for side in card.sides}
        mine = [
            one
            for one in milestones
            if one.commitment_id == commitment.pk and one.next_due_on == commitment.next_due_on
        ]
        milestone = mine[0] if mine else None
        assert commitment.next_due_on is not None
        state = (
            state_at(
                now,
                kept_from=milestone.kept_from,
                late_from=milestone.late_from,
                at_risk_from=milestone.at_risk_from,
            ).value
            if milestone
            else commitment.state  # type: ignore[attr-defined]
        )
        owing = [milestone.side_id] if milestone and milestone.side_id else []
        steps.append(
            Step(
                on=commitment.next_due_on,
                state=state,
                commitment=commitment,
                milestone=milestone,
                sides=[known[key] for key in owing or sorted(side.pk for side in commitment.owing.all())],
                partnership=card.name,
            )
        )
    return sorted(steps, key=lambda step: (step.on, step.commitment.pk))


def overview(reader: Reader, *, now: datetime, days: int = 30) -> Overview:
    """Every partnership the reader sees, and what is due up to so many days ahead."""
    cards = _cards(reader)
    _add_records(reader, cards)
    rows = list(with_state(visible_commitments(reader).prefetch_related("owing"), now))
    for row in rows:
        cards[row.partnership_id].tally.counts[row.state] += 1  # type: ignore[attr-defined]
    is_open = [row for row in rows if row.next_due_on and row.state not in ("kept", "dropped")]  # type: ignore[attr-defined]
    milestones = list(Milestone.objects.filter(commitment__in=[row.pk for row in is_open]))
    load_texts(
        [side.city for card in cards.values() for side in card.sides],
        [card.agreements[0] for card in cards.values() if card.agreements],
        [card.visits[0] for card in cards.values() if card.visits],
        is_open,
        milestones,
    )
    steps = _steps(is_open, milestones, cards, now)
    for step in reversed(steps):
        cards[step.commitment.partnership_id].next_step = step
    until = now.date() + timedelta(days=days)
    order = {state.value: rank for rank, state in enumerate(WORST_FIRST)}
    due = [step for step in steps if step.on <= until]
    return Overview(
        cards=sorted(cards.values(), key=lambda card: (not card.agreements, card.partnership.key)),
        due=sorted(due, key=lambda step: (order[step.state], step.on)),
    )
