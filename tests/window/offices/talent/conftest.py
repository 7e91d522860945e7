"""A cohort between Kaohsiung and Gdynia with three positions and four applicants, ready to be ordered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sistership.window.offices.talent.models import Application, Cohort, Position

IN_TIME = datetime(2027, 3, 1, 8, tzinfo=UTC)
ORDERING = datetime(2027, 4, 10, 8, tzinfo=UTC)
SEEDED = datetime(2027, 4, 22, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the tests refer to by name."""

    world: Any
    cohort: Cohort
    positions: dict[str, Position]
    apply: Callable[..., Application]

    def fresh(self) -> Cohort:
        """The cohort as it is now."""
        from sistership.window.offices.talent.models import Cohort

        rows = Cohort.objects.select_related("programme__partnership", "side__city")
        return rows.get(pk=self.cohort.pk)


@pytest.fixture
def exchange(world) -> Exchange:
    """The world with its exchange."""
    return build_exchange(world)


def build_exchange(world: Any) -> Exchange:
    """An open cohort whose positions in Kaohsiung want English, for students of Gdynia."""
    from sistership.window.ground import clock
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions import applications, positions, programmes

    with clock.at(IN_TIME):
        programme = programmes.add_programme(
            actor=SYSTEM,
            partnership=world.kaohsiung_gdynia,
            programme_kind="internship",
            titles={"en": "Port internships"},
            commitment=world.commitment,
        )
        cohort = programmes.add_cohort(
            actor=SYSTEM,
            programme=programme,
            side=world.side_k,
            titles={"en": "Summer 2027"},
            applications_until=date(2027, 3, 31),
            rankings_until=date(2027, 4, 20),
            first_day=date(2027, 7, 1),
            last_day=date(2027, 9, 30),
        )
        found = {
            host: positions.add_position(
                actor=SYSTEM,
                cohort=cohort,
                texts={"title": {"en": f"Intern at {host}"}},
                is_open=True,
                city=world.kaohsiung,
                host_name=host,
                host_email=f"{host.lower()}@example.org",
                places=places,
                first_day=date(2027, 7, 1),
                last_day=date(2027, 9, 30),
                weeks=8,
                languages=[["en", "B2"]],
                skills_said="welding",
            )
            for host, places in (("Harbour", 1), ("Yard", 1), ("Lab", 1))
        }
        programmes.publish(actor=SYSTEM, cohort=cohort)

    def apply(name: str, choices: list[str], **changes: Any) -> Application:
        with clock.at(IN_TIME):
            made = applications.begin(
                cohort=cohort, email=f"{name.lower()}@students.example.org", language="pl", number=f"A-{name}"
            )
            values = {
                "name": f"{name} Testowa",
                "home_city": world.gdynia,
                "institution": "Maritime University",
                "institution_email": "exchange@example.org",
                "studies": "naval architecture",
                "study_level": "bachelor",
                "languages": [["en", "C1"], ["pl", "C2"]],
                "skills_said": "welding, Python programming",
                "statement": "I built a boat.",
                "available_from": date(2027, 7, 1),
                "available_until": date(2027, 9, 15),
            }
            made = applications.write(application=made, **{**values, **changes})
            if choices:
                made = applications.choose(application=made, positions=[found[one] for one in choices])
                made = applications.send(application=made, is_agreed=True)
            return made

    return Exchange(world, cohort, found, apply)
