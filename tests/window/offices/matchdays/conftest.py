"""A day of Kaohsiung × Gdynia with four firms of each city, registered and with wishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sistership.window.offices.matchdays.models import Matchday, Registration

BEFORE = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
MORNING = datetime(2026, 12, 3, 0, 30, tzinfo=UTC)
"""Half past eight in Kaohsiung, on the day."""
AFTER = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)


@dataclass(slots=True)
class Day:
    """The day, and who takes part by name: k1 to k4 of Kaohsiung, g1 to g4 of Gdynia."""

    matchday: Matchday
    of: dict[str, Registration]
    world: Any

    @property
    def actor(self) -> Any:
        return self.world.officer_k.ref


@pytest.fixture
def day(world, monkeypatch) -> Day:
    """Six slots of half an hour, three tables, an interpreter; k1 speaks zh alone, g1 pl and en."""
    from sistership.window.ground import clock
    from sistership.window.offices.matchdays import engine
    from sistership.window.offices.matchdays.actions import days, registering

    monkeypatch.setitem(engine.PARAMETERS, "rounds", 2)
    monkeypatch.setitem(engine.PARAMETERS, "steps", 20_000)
    actor = world.officer_k.ref
    with clock.at(BEFORE):
        matchday = days.add_day(
            actor=actor,
            side=world.side_k,
            titles={"en": "Meet in the harbour", "zh-hant": "港口媒合日"},
            venues={"en": "Hall 3"},
            tables=3,
            most_meetings=4,
            floor=1,
        )
        days.set_slots(
            actor=actor, matchday=matchday, days=[date(2026, 12, 3)], first=time(9), last=time(12), minutes=30
        )
        days.add_interpreter(actor=actor, matchday=matchday, name="Lin", pairs=[["zh", "pl"]])
        days.move(actor=actor, matchday=matchday, event="opened")
        of = {}
        for city, letter, spoken in ((world.kaohsiung, "k", ["zh-hant"]), (world.gdynia, "g", ["pl", "en"])):
            for number in range(1, 5):
                name = f"{letter}{number}"
                of[name] = registering.register(
                    actor=None,
                    matchday=matchday,
                    name=f"Firm {name}",
                    email=f"{name}@example.org",
                    city=city,
                    languages=[*spoken, "en"] if number > 1 else spoken,
                )
    matchday.refresh_from_db()
    return Day(matchday=matchday, of=of, world=world)
