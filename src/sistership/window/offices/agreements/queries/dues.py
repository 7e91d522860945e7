"""Read the days on which something is due: steps, commitments, and answers to evidence, for calendars."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q

from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment, Evidence, Milestone
from sistership.window.offices.agreements.queries.commitments import cities_of
from sistership.window.offices.agreements.rules import visible_commitments, visible_evidence
from sistership.window.offices.agreements.states import EvidenceState
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which sides owe something."""

    on: date
    commitment: Commitment
    sides: list[Side]
    step: Milestone | None = None
    evidence: Evidence | None = None
    """Evidence that the sides have to answer by that day."""
    is_done: bool = False

    @property
    def promise(self) -> Commitment | Milestone:
        """What was changed when the day was changed."""
        return self.step or self.commitment


def dues(
    reader: Reader, partnerships: Iterable[Partnership], *, owing: Collection[int], now: datetime
) -> list[Due]:
    """What the sides with the keys `owing` owe in the partnerships, with the texts of all that is named.

    Dropped and reached ones are among them, so that a calendar learns of it. Partnerships must come with
    their sides and cities.
    """
    known = {partnership.pk: partnership for partnership in partnerships}
    rows = list(
        visible_commitments(reader)
        .filter(partnership__in=list(known))
        .filter(Q(owing__in=list(owing)) | Q(milestones__side__in=list(owing)))
        .distinct()
        .prefetch_related("owing", Prefetch("milestones", Milestone.objects.order_by("position", "pk")))
    )
    found: list[Due] = []
    for row in rows:
        row.partnership = known[row.partnership_id]
        found += _of(row, owing, now)
    asked = _to_answer(reader, known, owing, now)
    load_texts(
        rows,
        [one.step for one in found if one.step],
        [one.evidence for one in asked if one.evidence],
        [one.commitment for one in asked],
        [city for partnership in known.values() for city in cities_of(partnership.sides.all())],
    )
    return sorted([*found, *asked], key=lambda due: (due.on, due.commitment.pk))


def _of(row: Commitment, owing: Collection[int], now: datetime) -> list[Due]:
    sides = {side.pk: side for side in row.partnership.sides.all()}
    own = [sides[side.pk] for side in row.owing.all() if side.pk in owing]
    found = []
    for step in row.milestones.all():
        whose = own if step.side_id is None else [sides[step.side_id]] if step.side_id in owing else []
        if step.due_on and whose:
            is_done = step.kept_from is not None and step.kept_from <= now
            found.append(Due(on=step.due_on, commitment=row, sides=whose, step=step, is_done=is_done))
    whole = row.due_on or (row.next_due_on if row.rhythm else None)
    if whole and own:
        is_done = row.kept_from is not None and row.kept_from <= now
        found.append(Due(on=whole, commitment=row, sides=own, is_done=is_done))
    return found


def _to_answer(
    reader: Reader, known: dict[int, Partnership], owing: Collection[int], now: datetime
) -> list[Due]:
    """The last days on which evidence of another side can be answered, in the zone of who answers."""
    rows = visible_evidence(reader).filter(
        base_state=EvidenceState.AWAITING,
        one_sided_from__gt=now,
        commitment__partnership__in=list(known),
        commitment__dropped_on__isnull=True,
    )
    found = []
    for one in rows.select_related("commitment"):
        one.commitment.partnership = known[one.commitment.partnership_id]
        sides = one.commitment.partnership.sides.all()
        whose = [side for side in sides if side.pk in owing and side.pk != one.side_id]
        if whose and one.one_sided_from:
            last = whose[0].city.calendar().day_of(one.one_sided_from - timedelta(seconds=1))
            found.append(Due(on=last, commitment=one.commitment, sides=whose, evidence=one))
    return found
