"""Experts of three cities around the small world, and a question of Penang to Kaohsiung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sistership.window.offices.lessons.models import Question
    from sistership.window.offices.people.models import Account, Side


@dataclass(frozen=True, slots=True)
class Experts:
    """One expert of each city, and the two sides of Kaohsiung × Penang."""

    k: Account
    p: Account
    g: Account
    side_k: Side
    side_p: Side
    world: Any


@pytest.fixture
def experts(world) -> Experts:
    """The world with experts."""
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people import actions as people
    from sistership.window.offices.people.models import Role

    def expert(name: str, city: Any, language: str) -> Account:
        account = people.add_account(
            actor=SYSTEM, email=f"expert-{name}@example.org", password="x" * 20, language=language
        )
        people.grant_role(actor=SYSTEM, account=account, role=Role.EXPERT, city=city)
        return account

    sides = {side.city.key: side for side in world.kaohsiung_penang.sides.select_related("city")}
    return Experts(
        k=expert("k", world.kaohsiung, "zh-hant"),
        p=expert("p", world.penang, "ms"),
        g=expert("g", world.gdynia, "pl"),
        side_k=sides["kaohsiung"],
        side_p=sides["penang"],
        world=world,
    )


@pytest.fixture
def asked(experts) -> Question:
    """Penang asks Kaohsiung, between the two alone."""
    from sistership.window.offices.lessons.actions import questions

    return questions.ask(
        actor=experts.p.ref,
        partnership=experts.world.kaohsiung_penang,
        side=experts.side_p,
        titles={"en": "How wide must a street be?", "ms": "Berapa lebar jalan?"},
        contexts={"en": "Old streets of George Town are narrow."},
        topic="light-rail",
        stage="planning",
    )
