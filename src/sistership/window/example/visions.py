"""Write the visions of the example's cities: axes as reported, and what is invented about them."""

from __future__ import annotations

from sistership.window.example.facts import Row, Told
from sistership.window.ground.models import Document
from sistership.window.ground.records import Record
from sistership.window.ground.sources import cite
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.models import City
from sistership.window.offices.visions import actions as visions
from sistership.window.offices.visions.models import Axis


def load_visions(table: Row, told: Told) -> None:
    """Write every vision of a city that is there, and what serves its axes in the partnership told."""
    document = Document.objects.get(sha256=table["document"])
    axes: dict[str, Axis] = {}

    def cite_span(record: Record, row: Row) -> None:
        if "span" in row:
            cite(record, document, span=tuple(row["span"]))

    for row in table["vision"]:
        is_example = row.get("is_example", False)
        vision = visions.add_vision(
            actor=SYSTEM,
            city=City.objects.get(key=row["city"]),
            titles=row["title"],
            until_year=row.get("until_year"),
            is_example=is_example,
        )
        cite_span(vision, row)
        for one in row["axis"]:
            axis = visions.add_axis(
                actor=SYSTEM,
                vision=vision,
                names=one["name"],
                code=one.get("code", ""),
                is_example=is_example,
            )
            visions.set_goals(actor=SYSTEM, servant=axis, goals=one["goals"], is_example=True)
            cite_span(axis, one)
            axes[one["key"]] = axis
    for row in table["serves"]:
        direction = told.directions[row["direction"]]
        served = [axes[key] for key in row["axes"]]
        for side in told.sides.values():
            own = [axis for axis in served if axis.vision.city_id == side.city_id]
            visions.align(actor=SYSTEM, servant=direction, city=side.city, axes=own, is_example=True)
        visions.set_goals(actor=SYSTEM, servant=direction, goals=row["goals"], is_example=True)
