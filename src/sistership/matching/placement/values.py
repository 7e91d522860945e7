"""What a placement starts from: applicants with their lists, hosts with their places, couples.

Who may apply where is decided before; a list names only hosts where its applicant is eligible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sistership.common.canonical import canonical_json, digest


@dataclass(frozen=True, slots=True)
class Applicant:
    """One applicant. Names no person: the id is whatever the organiser published."""

    id: str
    choices: tuple[str, ...] = ()
    """Ids of hosts, the dearest first. A host that is not named is not wanted, even for want of another."""
    group: str = ""
    """The one group whose reserved places this applicant may take; empty for none."""
    city: str = ""
    """Home city, for the balance between cities."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """At least so many of a host's places go to a group while members of it ask for them; else to anybody."""

    group: str
    places: int


@dataclass(frozen=True, slots=True)
class Host:
    """One host with its places, and how it orders those who ask.

    ``ranking`` (the best first) or ``scores`` (the higher the better), not both; an applicant whom they leave
    out is refused. With neither, everybody is taken and the lottery alone decides.
    """

    id: str
    places: int
    ranking: tuple[str, ...] | None = None
    scores: Mapping[str, float] | None = None
    reserves: tuple[Reserve, ...] = ()
    at_least: int = 0
    """It opens with at least so many or not at all; only a joint placement heeds this."""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Couple:
    """Two applicants who go together; their own lists are empty."""

    first: str
    second: str
    choices: tuple[tuple[str | None, str | None], ...] = field(default=())
    """Pairs (host of the first, host of the second), the dearest first; None: that one goes nowhere."""


def digest_of(applicants: Sequence[Applicant], hosts: Sequence[Host], held: Mapping[str, str]) -> str:
    """SHA-256 over everything that the placement depends on besides the seed."""
    plain = {
        "applicants": [[one.id, one.choices, one.group] for one in applicants],
        "hosts": [
            [
                one.id,
                one.places,
                one.ranking,
                None if one.scores is None else {name: float(score) for name, score in one.scores.items()},
                [[reserve.group, reserve.places] for reserve in one.reserves],
            ]
            for one in hosts
        ],
        "held": dict(held),
    }
    return digest(canonical_json(plain))
