"""Read visions, and cross those of a partnership's cities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from sistership.vocabulary.sdg import goal_of, names
from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment, Direction
from sistership.window.offices.agreements.queries import with_state
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.people.models import City, Partnership, Side
from sistership.window.offices.people.rules import Reader
from sistership.window.offices.visions.matrix import Matrix, cross
from sistership.window.offices.visions.models import Alignment, Axis, GoalLink, Vision

_ORDER = {code: place for place, code in enumerate(names())}


@dataclass(slots=True)
class Serves:
    """What one direction or commitment serves."""

    axes: list[Axis] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    """Codes, in the order of the goals."""
    inherited_axes: list[Axis] = field(default_factory=list)
    """Those of its direction that are not its own."""
    inherited_goals: list[str] = field(default_factory=list)

    @property
    def all_axes(self) -> list[Axis]:
        return [*self.axes, *self.inherited_axes]

    @property
    def all_goals(self) -> list[str]:
        return in_order({*self.goals, *self.inherited_goals})


@dataclass(slots=True)
class Visions:
    """The visions of a partnership's cities and what its promises do for them."""

    sides: list[Side]
    by_city: dict[int, list[Vision]]
    """Key of the city → its visions with their axes; each axis carries `goal_codes`."""
    commitments: list[Commitment]
    """Those the reader sees, each with `state` and `serves` (Serves)."""
    matrices: list[tuple[Side, Side, Matrix[Axis, Commitment]]]
    """One for each pair of sides that both have axes."""
    goals: list[tuple[int, list[Commitment]]]
    """Number of each global goal served → the promises that serve it; dropped ones are left out."""

    def axes_of(self, side: Side) -> list[Axis]:
        """All axes of the side's city."""
        return [axis for vision in self.by_city.get(side.city_id, []) for axis in vision.axes.all()]


def in_order(codes: Iterable[str]) -> list[str]:
    """Codes of goals and targets, in the order of the goals."""
    return sorted(codes, key=lambda code: _ORDER.get(code, len(_ORDER)))


def visions_of(cities: Iterable[City | int]) -> list[Vision]:
    """Visions with axes and the axes' goals, without texts: three queries."""
    axes = Axis.objects.prefetch_related("goals").select_related("vision")
    visions = list(
        Vision.objects.filter(city__in=list(cities))
        .select_related("city")
        .prefetch_related(Prefetch("axes", axes))
    )
    for vision in visions:
        for axis in vision.axes.all():
            links = list(axis.goals.all())
            axis.goal_codes = in_order(link.code for link in links)  # type: ignore[attr-defined]
            axis.has_example_goals = any(link.is_example for link in links)  # type: ignore[attr-defined]
    return visions


def texts_of(visions: Iterable[Vision]) -> list[Record]:
    """The records of visions that carry texts, for load_texts."""
    return [record for vision in visions for record in (vision, *vision.axes.all())]


@dataclass(slots=True)
class Served:
    """What directions and commitments serve, by their keys."""

    commitments: dict[int, Serves]
    directions: dict[int, Serves]


def served_by(
    commitments: Iterable[Commitment] = (),
    directions: Iterable[Direction] = (),
    *,
    axes: Iterable[Axis] | None = None,
) -> Served:
    """What each serves, among the axes given or (None) of all; two queries."""
    rows, pillars = list(commitments), list(directions)
    wanted = {pillar.pk for pillar in pillars} | {row.direction_id for row in rows if row.direction_id}
    asked = Q(commitment__in=[row.pk for row in rows]) | Q(direction__in=wanted)
    known = None if axes is None else {axis.pk: axis for axis in axes}
    axes_by: dict[tuple[str, int], list[Axis]] = defaultdict(list)
    for one in Alignment.objects.filter(asked).select_related("axis__vision"):
        if known is None or one.axis_id in known:
            axes_by[_key(one)].append(one.axis if known is None else known[one.axis_id])
    goals_by: dict[tuple[str, int], list[str]] = defaultdict(list)
    for link in GoalLink.objects.filter(asked):
        goals_by[_key(link)].append(link.code)
    served = Served(
        commitments={},
        directions={
            key: Serves(axes=_placed(axes_by["direction", key]), goals=in_order(goals_by["direction", key]))
            for key in wanted
        },
    )
    for row in rows:
        mine = ("commitment", row.pk)
        own = Serves(axes=_placed(axes_by[mine]), goals=in_order(goals_by[mine]))
        parent = served.directions.get(row.direction_id or 0, Serves())
        own.inherited_axes = [axis for axis in parent.axes if axis not in own.axes]
        own.inherited_goals = [code for code in parent.goals if code not in own.goals]
        served.commitments[row.pk] = own
    return served


def _placed(axes: Iterable[Axis]) -> list[Axis]:
    return sorted(axes, key=lambda axis: (axis.vision.city_id, axis.vision_id, axis.position))


def _key(one: Alignment | GoalLink) -> tuple[str, int]:
    return ("commitment", one.commitment_id) if one.commitment_id else ("direction", one.direction_id or 0)


def served_by_one(thing: Commitment | Direction, axes: Iterable[Axis]) -> Serves:
    """What one direction or commitment serves among the axes given."""
    if isinstance(thing, Commitment):
        return served_by([thing], axes=axes).commitments[thing.pk]
    return served_by(directions=[thing], axes=axes).directions[thing.pk]


def visions_page(reader: Reader, partnership: Partnership, *, now: datetime) -> Visions:
    """Everything that the page of two visions shows, with texts. The partnership's sides must be read.

    Seven queries.
    """
    sides = list(partnership.sides.all())
    visions = visions_of(side.city_id for side in sides)
    by_city: dict[int, list[Vision]] = defaultdict(list)
    for vision in visions:
        by_city[vision.city_id].append(vision)
    rows: QuerySet[Commitment] = visible_commitments(reader).filter(partnership=partnership)
    commitments = list(with_state(rows, now).select_related("direction"))
    axes = [axis for vision in visions for axis in vision.axes.all()]
    served = served_by(commitments, axes=axes).commitments
    for row in commitments:
        row.serves = served[row.pk]  # type: ignore[attr-defined]
    load_texts(texts_of(visions), commitments, [side.city for side in sides])
    page = Visions(sides=sides, by_city=by_city, commitments=commitments, matrices=[], goals=[])
    serves = {row: set(served[row.pk].all_axes) for row in commitments}
    goals = {axis: {goal_of(code) for code in axis.goal_codes} for axis in axes}  # type: ignore[attr-defined]
    states = [(row, str(row.state)) for row in commitments]  # type: ignore[attr-defined]
    for place, first in enumerate(sides):
        for second in sides[place + 1 :]:
            if page.axes_of(first) and page.axes_of(second):
                matrix = cross(page.axes_of(first), page.axes_of(second), states, serves=serves, goals=goals)
                page.matrices.append((first, second, matrix))
    page.goals = _by_goal(commitments)
    return page


def _by_goal(commitments: Iterable[Commitment]) -> list[tuple[int, list[Commitment]]]:
    found: dict[int, list[Commitment]] = defaultdict(list)
    for row in commitments:
        if row.state != "dropped":  # type: ignore[attr-defined]
            for number in dict.fromkeys(goal_of(code) for code in row.serves.all_goals):  # type: ignore[attr-defined]
                found[number].append(row)
    return sorted(found.items())
