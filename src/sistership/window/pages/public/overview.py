"""All partnerships at a glance: one card for each, and what is due next, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sistership.report import state_bar
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Agreement, Commitment, Direction, Milestone
from sistership.window.offices.agreements.queries import Tally, tallies, with_state
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_intentions,
)
from sistership.window.offices.agreements.states import PromiseState, state_at
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader, visible_partnerships
from sistership.window.offices.visits.models import Point, PointKind, Visit
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
    agreement: Agreement | None = None
    """The one signed last."""
    directions: int = 0
    """Of all its agreements."""
    visit: Visit | None = None
    """The last one."""
    visits: int = 0
    topics: int = 0
    """Raised at all its visits."""
    intentions: int = 0
    promoted: int = 0
    """Intentions that became commitments."""
    next_step: Step | None = None

    @property
    def name(self) -> str:
        return partnership_name(self.sides)

    @property
    def bar(self) -> SafeString:
        return draw_tally(self.tally)


@dataclass(frozen=True, slots=True)
class Overview:
    """The home page's content."""

    cards: list[Card]
    """Of every partnership that the reader sees, those with promises first, then signed ones; whole where
    they are shown."""
    due: list[Step]
    """Open and due in the coming days or overdue, worst state first, then earliest; the first so many."""
    due_count: int
    """How many there are."""


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


def _latest(rows: QuerySet[Any], *order: Any) -> QuerySet[Any]:
    """The first row of each partnership in this order."""
    place = Window(RowNumber(), partition_by=[F("partnership_id")], order_by=[*order, F("pk").desc()])
    first: QuerySet[Any] = rows.annotate(place=place).filter(place=1)
    return first


def _in_all(expression: Any) -> Window:
    """The expression over all rows of the partnership."""
    return Window(expression, partition_by=[F("partnership_id")])


def _number_of(rows: QuerySet[Any], path: str) -> Coalesce:
    """How many of these rows belong to the outer row."""
    mine = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)


def _add_records(reader: Reader, cards: dict[int, Card], now: datetime) -> None:
    for pk, tally in tallies(reader, [card.partnership for card in cards.values()], now=now).items():
        cards[pk].tally = tally
    agreements = visible_agreements(reader).annotate(number=_number_of(Direction.objects.all(), "agreement"))
    agreements = agreements.annotate(directions_in_all=_in_all(Sum("number")))
    for agreement in _latest(agreements, F("signed_on").desc(nulls_last=True)):
        card = cards[agreement.partnership_id]
        card.agreement, card.directions = agreement, agreement.directions_in_all
    topics = _number_of(Point.objects.filter(point_kind=PointKind.TOPIC), "visit")
    visits = visible_visits(reader).annotate(number=topics)
    visits = visits.annotate(in_all=_in_all(Count("pk")), topics_in_all=_in_all(Sum("number")))
    for visit in _latest(visits, F("on").desc()):
        card = cards[visit.partnership_id]
        card.visit, card.visits, card.topics = visit, visit.in_all, visit.topics_in_all
    wishes = visible_intentions(reader).order_by().values("partnership_id")
    for row in wishes.annotate(number=Count("pk"), promoted=Count("became")):
        card = cards[row["partnership_id"]]
        card.intentions, card.promoted = row["number"], row["promoted"]


def _steps(
    commitments: Iterable[Any], milestones: Iterable[Milestone], cards: dict[int, Card], now: datetime
) -> list[Step]:
    """The next step of each open commitment with a date; milestones are those due on that date.

    Owing sides must be prefetched.
    """
    first: dict[int, Milestone] = {}
    for one in milestones:
        first.setdefault(one.commitment_id, one)
    steps = []
    for commitment in commitments:
        card = cards[commitment.partnership_id]
        sides = {side.pk: side for side in card.sides}
        milestone = first.get(commitment.pk)
        state = commitment.state
        if milestone:
            state = state_at(
                now,
                kept_from=milestone.kept_from,
                late_from=milestone.late_from,
                at_risk_from=milestone.at_risk_from,
            ).value
        owing = [milestone.side_id] if milestone and milestone.side_id else []
        steps.append(
            Step(
                on=commitment.next_due_on,
                state=state,
                commitment=commitment,
                milestone=milestone,
                sides=[sides[key] for key in owing or sorted(side.pk for side in commitment.owing.all())],
                partnership=card.name,
            )
        )
    return steps


def _rank(card: Card) -> tuple[bool, bool, str]:
    return not card.tally.total, not card.agreement, card.partnership.key


def _open(reader: Reader, now: datetime) -> QuerySet[Any]:
    """Commitments that wait for a step with a date."""
    rows: QuerySet[Any] = with_state(visible_commitments(reader), now).filter(next_due_on__isnull=False)
    return rows.exclude(state__in=(PromiseState.KEPT.value, PromiseState.DROPPED.value))


def _pressing(rows: QuerySet[Any]) -> QuerySet[Any]:
    rank = Case(*(When(state=state.value, then=Value(place)) for place, state in enumerate(WORST_FIRST)))
    ordered: QuerySet[Any] = rows.annotate(in_all=Window(Count("pk"))).order_by(rank, "next_due_on", "pk")
    return ordered


def overview(
    reader: Reader,
    *,
    now: datetime,
    days: int = 30,
    most_due: int = 20,
    shown: Callable[[Sequence[Card]], Iterable[Card]] = tuple,
) -> Overview:
    """Every partnership the reader sees, and what is due up to so many days ahead.

    `shown` picks, of the cards in their order, those that are drawn: only these get a next step and texts.
    """
    cards = _cards(reader)
    _add_records(reader, cards, now)
    ordered = sorted(cards.values(), key=_rank)
    drawn = list(shown(ordered))
    rows = _open(reader, now)
    is_due = rows.filter(next_due_on__lte=now.date() + timedelta(days=days))
    due: list[Any] = list(_pressing(is_due)[:most_due])
    mine = rows.filter(partnership__in=[card.partnership.pk for card in drawn])
    following = list(_latest(mine, F("next_due_on").asc(), F("pk").asc()))
    found = [*due, *following]
    prefetch_related_objects(found, "owing")
    steps = Milestone.objects.filter(commitment__in={row.pk for row in found})
    milestones = list(steps.filter(next_due_on=F("commitment__next_due_on")))
    load_texts(
        [side.city for card in cards.values() for side in card.sides],
        [card.agreement for card in drawn if card.agreement],
        [card.visit for card in drawn if card.visit],
        found,
        milestones,
    )
    for step in _steps(following, milestones, cards, now):
        cards[step.commitment.partnership_id].next_step = step
    order = {state.value: rank for rank, state in enumerate(WORST_FIRST)}
    return Overview(
        cards=ordered,
        due=sorted(_steps(due, milestones, cards, now), key=lambda step: (order[step.state], step.on)),
        due_count=due[0].in_all if due else 0,
    )
