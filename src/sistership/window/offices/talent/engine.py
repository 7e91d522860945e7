"""The one place of talent exchange that asks an engine: placing, reasons, orders suggested, balances."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sistership.common.canonical import canonical_json, digest
from sistership.matching.placement import (
    Applicant,
    Host,
    Placement,
    Reserve,
    lottery_number,
    place,
    why_not,
)
from sistership.matching.placement.joint import JointPlacement, place_jointly
from sistership.matching.placement.placing import digest_of
from sistership.matching.text import Lexicon, understand

__all__ = [
    "ENGINE",
    "Reasoned",
    "Run",
    "concepts_said",
    "lists_digest",
    "lottery_of",
    "reason_against",
    "run_placement",
]
ENGINE = "sistership.matching.placement"

Lists = Mapping[str, Any]
"""`applicants` and `hosts` as `place` takes them, in JSON values; see `queries/lists.py`."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to, in plain values."""

    outcome: Mapping[str, str | None]
    """Applicant → host or None."""
    certificate: Mapping[str, Any]
    code_digest: str
    parameters_digest: str
    data_digest: str


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Why somebody is not at a host."""

    kind: str
    text: str
    facts: Mapping[str, Any]


@cache
def code_digest() -> str:
    """SHA-256 over the engine's source files, in the order of names."""
    here = files(ENGINE)
    sources = sorted((one.name, one.read_text("utf-8")) for one in here.iterdir() if one.name.endswith(".py"))
    return digest(canonical_json(sources))


def _applicants(lists: Lists, without: Collection[str] = ()) -> list[Applicant]:
    return [
        Applicant(one["id"], tuple(one["choices"]), one["group"], one["city"])
        for one in lists["applicants"]
        if one["id"] not in without
    ]


def _hosts(lists: Lists) -> list[Host]:
    return [
        Host(
            one["id"],
            one["places"],
            ranking=None if one["ranking"] is None else tuple(one["ranking"]),
            scores=one["scores"],
            reserves=tuple(Reserve(group, places) for group, places in one["reserves"]),
            at_least=one["at_least"],
            city=one["city"],
        )
        for one in lists["hosts"]
    ]


def lists_digest(lists: Lists) -> str:
    """SHA-256 of the lists, as the certificate of a first round repeats it."""
    return digest_of(_applicants(lists), _hosts(lists), lists["held"])


def run_placement(lists: Lists, *, seed: str) -> Run:
    """Place those without a place; `held` of the lists keep theirs. Raises InputError for unusable lists."""
    found = _placed(lists, seed)
    if isinstance(found, Placement):
        certificate: dict[str, Any] = asdict(found.certificate) | {"is_stable": found.certificate.is_stable}
    else:
        certificate = {
            "seed": seed,
            "given": lists_digest(lists),
            "applicants": len(found.host_of),
            "placed": sum(host is not None for host in found.host_of.values()),
            "blocking_pairs": len(found.blocking),
            "fewest_possible": found.fewest_possible,
            "solved_together": found.solved_together,
            "is_stable": found.is_stable,
            "statement": found.statement.partition("\n")[0],
        }
    return Run(
        outcome=dict(found.host_of),
        certificate=certificate,
        code_digest=code_digest(),
        parameters_digest=digest(canonical_json({"seed": seed})),
        data_digest=lists_digest(lists),
    )


def _placed(lists: Lists, seed: str) -> Placement | JointPlacement:
    """With places kept nobody is unseated, and the least numbers of hosts no longer count."""
    applicants, hosts = _applicants(lists), _hosts(lists)
    if not lists["held"] and any(one.at_least for one in hosts):
        return place_jointly(applicants, hosts, seed=seed)
    return place(applicants, hosts, seed=seed, held=lists["held"])


def reason_against(lists: Lists, *, seed: str, applicant: str, host: str) -> Reasoned | None:
    """Why the applicant is not at the host; None after a joint placement, whose reasons are its statement."""
    found = _placed(lists, seed)
    if not isinstance(found, Placement):
        return None
    reason = why_not(found, applicant, host)
    facts = {name: value for name, value in asdict(reason).items() if name not in ("kind", "text")}
    return Reasoned(reason.kind, reason.text, facts)


def concepts_said(words: str) -> list[str]:
    """Ids of the concepts that the words mention, in any of the languages, in alphabetical order."""
    found = understand(words, lexicon=Lexicon.shipped())
    return sorted({one.concept for one in found.mentions})


def lottery_of(seed: str, numbers: Iterable[str]) -> list[tuple[str, str]]:
    """(number of an application, its lottery number), the first to be taken first."""
    return sorted(((one, lottery_number(seed, one)) for one in numbers), key=lambda pair: pair[1])
