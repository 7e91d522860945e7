"""What a question or a lesson can belong to: the promises, steps and visits among which a form chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment, Milestone
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import Reader
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.desk.forms.choices import Choices, loaded_choices, name_of

FIELDS = ("commitment", "milestone", "visit")


def chosen(rows: Iterable[Any], public_id: str | None) -> Any:
    """The row of a choice; None for the empty one."""
    return next((one for one in rows if str(one.public_id) == public_id), None)


def id_of(record: Record | None) -> str:
    """The value of the choice of a record; empty for none."""
    return str(record.public_id) if record else ""


@dataclass(frozen=True, slots=True)
class Ties:
    """The records of a partnership that the reader sees, with texts."""

    commitments: list[Commitment]
    milestones: list[Milestone]
    visits: list[Visit]

    @classmethod
    def of(cls, reader: Reader, partnership: Partnership) -> Ties:
        """Four queries."""
        commitments = list(visible_commitments(reader).filter(partnership=partnership))
        milestones = list(Milestone.objects.filter(commitment__in=[one.pk for one in commitments]))
        visits = list(visible_visits(reader).filter(partnership=partnership))
        load_texts(commitments, milestones, visits)
        return cls(commitments, milestones, visits)

    def options(self) -> dict[str, Choices]:
        """The choices of a TiedForm; a step is named after its promise."""
        promises = {one.pk: name_of(one, "title") for one in self.commitments}
        steps = [
            (str(one.public_id), f"{promises[one.commitment_id]}: {name_of(one, 'title')}")
            for one in self.milestones
        ]
        return {
            "commitments": loaded_choices(self.commitments, "title"),
            "milestones": sorted(steps, key=lambda pair: pair[1]),
            "visits": loaded_choices(self.visits, "occasion"),
        }

    def chosen(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Field → the record that was chosen, of the fields among the values."""
        rows: dict[str, list[Any]] = {
            "commitment": self.commitments,
            "milestone": self.milestones,
            "visit": self.visits,
        }
        return {name: chosen(rows[name], values[name]) for name in FIELDS if name in values}
