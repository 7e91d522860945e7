"""Read the action blueprint of an agreement, or of everything that a partnership promised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import prefetch_related_objects

from sistership.window.ground import clock
from sistership.window.ground.sources import attach_sources
from sistership.window.offices.agreements.models import Agreement, Commitment, Direction, Intention
from sistership.window.offices.agreements.queries.commitments import (
    cited_in,
    cities_of,
    named_in,
    read_commitments,
)
from sistership.window.offices.agreements.queries.counts import Tally
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_intentions,
)
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import Reader


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


def narrow(view: Blueprint, filters: Filters) -> Blueprint:
    """The blueprint with the commitments that match alone; tally and debts still count all."""
    if not any((filters.side, filters.direction, filters.state)):
        return view
    matching = [
        (direction, [row for row in rows if _matches(row, filters)]) for direction, rows in view.sections
    ]
    return replace(view, sections=[(direction, rows) for direction, rows in matching if rows])


def blueprint(
    reader: Reader,
    *,
    partnership: Partnership,
    agreement: Agreement | None = None,
    now: datetime | None = None,
) -> Blueprint:
    """The blueprint of one agreement, or of a whole partnership.

    Eight queries, however much it holds, and one more where the partnership's sides are not read yet.
    """
    prefetch_related_objects([partnership], sides_with_cities())
    sides = list(partnership.sides.all())
    rows = visible_commitments(reader).filter(partnership=partnership)
    directions = Direction.objects.filter(agreement__in=visible_agreements(reader))
    wishes = visible_intentions(reader).filter(partnership=partnership)
    if agreement is not None:
        rows = rows.filter(agreement=agreement)
        directions = directions.filter(agreement=agreement)
        wishes = wishes.filter(agreement=agreement)
    else:
        directions = directions.filter(agreement__partnership=partnership)
    commitments = read_commitments(reader, rows, now=now or clock.now(), partnership=partnership)
    pillars = list(directions.select_related("agreement"))
    intentions = list(wishes.select_related("side__city", "became"))
    attach_sources(
        [*cited_in(commitments), *pillars, *intentions],
        named_in(commitments),
        pillars,
        intentions,
        cities_of(sides),
        cities_of(one.side for one in intentions if one.side),
        [one.became for one in intentions if one.became],
        [partnership],
        [agreement] if agreement else [],
    )
    sections: list[tuple[Direction | None, list[Commitment]]] = [
        (pillar, [row for row in commitments if row.direction_id == pillar.pk]) for pillar in pillars
    ]
    loose = [row for row in commitments if row.direction_id is None]
    if loose:
        sections.append((None, loose))
    is_open = [row for row in commitments if row.state not in ("kept", "dropped")]  # type: ignore[attr-defined]
    return Blueprint(
        partnership=partnership,
        agreement=agreement,
        sections=sections,
        intentions=intentions,
        tally=Tally(Counter(row.state for row in commitments)),  # type: ignore[attr-defined]
        owed=[(side, sum(row.next_owing == [side] for row in is_open)) for side in sides],  # type: ignore[attr-defined]
        owed_by_several=sum(len(row.next_owing) > 1 for row in is_open),  # type: ignore[attr-defined]
        sides=sides,
    )
