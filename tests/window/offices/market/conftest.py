"""Firms of Kaohsiung, Gdynia and Penang around the small world, published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sistership.window.offices.market.models import Profile

GOOD = {"advantages": 4, "clarity": 4, "cooperation": 3, "guidelines": 4}
PARTY = {"contact_name": "Ktoś", "contact_telephone": "+48 58 000 00 00"}


@dataclass(frozen=True, slots=True)
class Market:
    """Three published profiles and one that is being written."""

    ferries: Profile
    """Kaohsiung: builds electric ferries, needs batteries."""
    batteries: Profile
    """Gdynia: makes marine batteries, looks for ferries."""
    yards: Profile
    """Penang: a yard that needs ferries too."""
    draft: Profile
    world: Any


def begun(actor: Any, city: Any, language: str, name: str, **answers: Any) -> Profile:
    """A profile with the answers that every test needs."""
    from sistership.window.offices.market.actions import writing

    given = {
        "profile_kind": "firm",
        "organisation_name": f"{name.title()} Works",
        "contact_email": f"{name}@example.org",
        **PARTY,
        **answers,
    }
    return writing.begin(actor=actor, city=city, language=language, answers=given)


def published(world: Any, city: Any, language: str, name: str, **answers: Any) -> Profile:
    """The same, checked and published by an officer."""
    from sistership.window.offices.market.actions import checking, writing
    from sistership.window.offices.market.actions.steps import OWNER

    profile = begun(OWNER, city, language, name, **answers)
    version = writing.hand_in(actor=OWNER, profile=profile)
    checking.check(actor=world.officer_k.ref, profile=profile, version_number=version.number, points=GOOD)
    profile.refresh_from_db()
    return profile


@pytest.fixture
def market(db: None) -> Market:
    """The world with its market, made once for a run of tests."""
    from tests.snapshot import once

    return once(build_market)


def build_market() -> Market:
    """Make it; every record goes through an action."""
    from tests.world import build_world

    from sistership.window.offices.market.actions.steps import OWNER

    world = build_world()
    world.profile.delete()  # the tests count their own

    return Market(
        ferries=published(
            world,
            world.kaohsiung,
            "zh-hant",
            "ferries",
            title="電動渡輪製造商",
            offers="我們製造電動渡輪與港口接駁船。",
            needs="尋找船用電池與充電系統的供應商。",
            stage="growth",
        ),
        batteries=published(
            world,
            world.gdynia,
            "pl",
            "batteries",
            title="Producent baterii morskich",
            offers="Produkujemy baterie okrętowe i systemy ładowania dla promów.",
            needs="Szukamy stoczni budujących promy elektryczne.",
            stage="growth",
        ),
        yards=published(
            world,
            world.penang,
            "ms",
            "yards",
            title="Limbungan kapal",
            offers="Kami membaiki kapal dan feri.",
            needs="Kami memerlukan feri elektrik.",
        ),
        draft=begun(OWNER, world.gdynia, "pl", "draft", title="Szkic", offers="Dźwigi portowe.", needs=""),
        world=world,
    )
