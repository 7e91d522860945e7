"""The one place of talent exchange that asks an engine: placing, reasons, the lottery, concepts.

Digests and the lottery work without the extra `matching`; what needs it imports it when it is asked, and says
so where it is absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sistership.common.canonical import canonical_json, digest
from sistership.matching.placement import Applicant, Host, Reserve, digest_of, lottery_number
from sistership.window.ground.parts import missing_libraries, require_matching

if TYPE_CHECKING:
    from sistership.matching.placement.joint import JointPlacement
    from sistership.matching.placement.placing import Placement
    from sistership.matching.placement.reasons import Reason

__all__ = [
    "ENGINE",
    "Reasoned",
    "Run",
    "concepts_said",
    "lists_digest",
    "lottery_of",
    "reasons_against",
    "require",
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


def require() -> None:
    """Raise MissingPartError where nobody can be placed on this machine."""
    require_matching(_("Places are given by libraries that are not installed here (%(name)s)"))


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
    """Place those without a place; `held` of the lists keep theirs. Raises InputError for unusable lists,
    MissingPartError where the libraries are not installed."""
    require()
    from sistership.matching.placement.placing import Placement  # slow, optional

    found = _placed(lists, seed)
    if isinstance(found, Placement):
        certificate: dict[str, Any] = asdict(found.certificate) | {"is_stable": found.certificate.is_stable}
    else:
        certificate = {
            "seed": seed,
            "given": lists_digest(lists),
            "applicants": len(lists["applicants"]),
            "placed": len(lists["held"]) + sum(host is not None for host in found.host_of.values()),
            "blocking_pairs": len(found.blocking),
            "fewest_possible": found.fewest_possible,
            "solved_together": found.solved_together,
            "is_stable": found.is_stable,
            "statement": found.statement.partition("\n")[0],
        }
    return Run(
        outcome={**found.host_of, **lists["held"]},
        certificate=certificate,
        code_digest=code_digest(),
        parameters_digest=digest(canonical_json({"seed": seed})),
        data_digest=lists_digest(lists),
    )


def _placed(lists: Lists, seed: str) -> Placement | JointPlacement:
    """Nobody who keeps a place is unseated; a group that nobody is in opens with its least number or not."""
    from sistership.matching.placement.joint import place_jointly  # slow, optional
    from sistership.matching.placement.placing import place  # slow, optional

    if _is_joint(lists):
        return place_jointly(_applicants(lists, without=lists["held"]), _free_hosts(lists), seed=seed)
    return place(_applicants(lists), _hosts(lists), seed=seed, held=lists["held"])


def _is_joint(lists: Lists) -> bool:
    open_groups = set(lists["held"].values())
    return any(one["at_least"] and one["id"] not in open_groups for one in lists["hosts"])


def _free_hosts(lists: Lists) -> list[Host]:
    """The hosts with the places that nobody keeps; a group that somebody is in has opened."""
    held = lists["held"]
    group = {one["id"]: one["group"] for one in lists["applicants"]}
    there = Counter(held.values())
    kept = Counter((host, group[name]) for name, host in held.items())
    found = []
    for host in _hosts(lists):
        free = left = max(0, host.places - there[host.id])
        reserves = []
        for one in host.reserves:
            reserved = min(left, max(0, one.places - kept[host.id, one.group]))
            left -= reserved
            reserves.append(Reserve(one.group, reserved))
        found.append(
            replace(
                host,
                places=free,
                at_least=0 if there[host.id] else host.at_least,
                reserves=tuple(one for one in reserves if one.places),
                ranking=host.ranking and tuple(name for name in host.ranking if name not in held),
                scores=host.scores and {k: v for k, v in host.scores.items() if k not in held},
            )
        )
    return found


def reasons_against(
    lists: Lists,
    outcome: Mapping[str, str | None],
    *,
    seed: str,
    applicant: str,
    hosts: Sequence[str],
) -> list[Reasoned]:
    """Why the applicant is not at each host, by the lists and the kept outcome of a run.

    A joint placement is not solved again: its reasons follow from the outcome. Raises InputError for an
    application or a position that took no part, MissingPartError where the libraries are not installed.
    """
    require()
    from sistership.matching.placement.joint import JointPlacement  # slow, optional
    from sistership.matching.placement.joint_reasons import why_not_jointly
    from sistership.matching.placement.placing import place
    from sistership.matching.placement.reasons import why_not

    why: Callable[[str], Reason]
    if _is_joint(lists) and applicant not in lists["held"]:
        people, free = _applicants(lists, without=lists["held"]), _free_hosts(lists)
        own = {one.id: outcome[one.id] for one in people}
        joint = JointPlacement(seed, own, (), 0, 0, tuple(people), tuple(free), ())
        why = partial(why_not_jointly, joint, applicant)
    else:
        placement = place(_applicants(lists), _hosts(lists), seed=seed, held=lists["held"])
        why = partial(why_not, placement, applicant)
    least = {one["id"]: one["at_least"] for one in lists["hosts"]}
    return [
        Reasoned(
            reason.kind,
            reason.text,
            {name: value for name, value in asdict(reason).items() if name not in ("kind", "text")}
            | {"at_least": least[host]},
        )
        for host, reason in ((host, why(host)) for host in hosts)
    ]


def concepts_said(words: str) -> list[str]:
    """Ids of the concepts that the words mention, in any of the languages, in alphabetical order.

    None where the extra `matching` is not installed: concepts help a host to order, and exclude nobody.
    """
    if missing_libraries():
        return []
    from sistership.matching.text import Lexicon, understand  # slow, optional

    found = understand(words, lexicon=Lexicon.shipped())
    return sorted({one.concept for one in found.mentions})


def lottery_of(seed: str, numbers: Iterable[str]) -> list[tuple[str, str]]:
    """(number of an application, its lottery number), the first to be taken first."""
    return sorted(((one, lottery_number(seed, one)) for one in numbers), key=lambda pair: pair[1])
