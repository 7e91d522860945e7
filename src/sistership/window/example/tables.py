"""Read the example's tables: TOML files beside this module, texts as language → wording."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

FACTS = ("gdynia_facts", "penang_facts")
STORY = "gdynia_story"
CITIES = "cities"
"""What is particular to each city, by its key."""
VISIONS = "visions"
LESSONS = "penang_lessons"
DESKS = "desks"
"""What the desks promise, how they route, and their past months."""
CASES = "cases"
TALENT = "talent_example"
"""Internships with a cohort, its hosts and applicants."""
MATCHDAY = "matchday_example"
MARKET = "market_profiles"
"""Invented profiles: those who take part in the day are some of them."""


@cache
def table(name: str) -> dict[str, Any]:
    """One table by its name; the same object each time, so do not change it."""
    text = files("sistership.window.example").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def partnership_keys() -> tuple[str, ...]:
    """Keys of the example partnerships."""
    return tuple(table(name)["key"] for name in FACTS)


def press_digests() -> tuple[str, ...]:
    """Digests of the articles that the facts come from."""
    return tuple(table(name)["document"]["sha256"] for name in FACTS)


def city_keys() -> frozenset[str]:
    """Keys of the cities of the example partnerships."""
    return frozenset(key for name in FACTS for key in table(name)["cities"])
