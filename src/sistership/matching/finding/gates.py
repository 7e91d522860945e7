"""Gates: who may be suggested to whom at all, before anything is scored.

1. Nobody is suggested to itself, nor to one of its own organisation, nor across a veto of either side.
2. Kinds that have nothing to give each other never meet (NEVER_MEET). A kind that is not known may meet all.
3. A profile is suggested to another city than its own, unless the caller lifts that.
4. A profile that names the cities where it looks is suggested to those alone, and is shown those alone.
5. Languages and days are gates only where the caller asks for them; else they are reasons for or against.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

NEVER_MEET = frozenset(
    frozenset(pair)
    for pair in (
        ("applicant",),
        ("host",),
        ("investor",),
        ("applicant", "investor"),
        ("host", "investor"),
        ("founder", "applicant"),
    )
)


class Facts(Protocol):
    """What gates read of a candidate."""

    @property
    def id(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def cities(self) -> tuple[str, ...]: ...
    @property
    def available(self) -> tuple[date, date] | None: ...


@dataclass(frozen=True, slots=True)
class Gates:
    """Conditions on a candidate. An index obeys the first five; `lets_pass` is the whole rule."""

    without_ids: frozenset[str] = frozenset()
    """The profile itself, and vetoes of either side."""
    without_kinds: frozenset[str] = frozenset()
    without_cities: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    """Empty: any."""
    languages: frozenset[str] = frozenset()
    """Empty: any."""
    seen_from: str = ""
    """The profile's own city, which the candidate's own wishes must allow."""
    organisation: str = ""
    """The profile's own organisation."""
    available: tuple[date, date] | None = None
    """Days that must meet the candidate's, where it names any."""

    def lets_pass(self, facts: Facts) -> bool:
        """Whether the candidate may be suggested."""
        return (
            facts.id not in self.without_ids
            and facts.kind not in self.without_kinds
            and facts.city not in self.without_cities
            and (not self.cities or facts.city in self.cities)
            and (not self.languages or facts.lang in self.languages)
            and (not facts.cities or not self.seen_from or self.seen_from in facts.cities)
            and (not self.organisation or facts.organisation != self.organisation)
            and (
                self.available is None or facts.available is None or do_meet(self.available, facts.available)
            )
        )


def gates_for(
    profile: Facts,
    *,
    vetoed: Iterable[str] = (),
    languages: Iterable[str] = (),
    is_own_city_open: bool = False,
    must_meet_in_time: bool = False,
) -> Gates:
    """The gates of a profile as the rules above draw them."""
    return Gates(
        without_ids=frozenset(vetoed) | {profile.id},
        without_kinds=kinds_never_met(profile.kind),
        without_cities=frozenset() if is_own_city_open or not profile.city else frozenset({profile.city}),
        cities=frozenset(profile.cities),
        languages=frozenset(languages),
        seen_from=profile.city,
        organisation=profile.organisation,
        available=profile.available if must_meet_in_time else None,
    )


def kinds_never_met(kind: str) -> frozenset[str]:
    """The kinds that a kind is never suggested to."""
    return frozenset(
        other for pair in NEVER_MEET if kind in pair for other in (pair - {kind} if len(pair) == 2 else pair)
    )


def do_meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two spans of days share one."""
    return one[0] <= other[1] and other[0] <= one[1]
