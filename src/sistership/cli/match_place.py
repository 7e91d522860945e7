"""`sistership match place`: applicants and hosts from two files, the placement and its certificate out."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.cases.tables import line
from sistership.common.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sistership.matching.placement.joint import JointPlacement
    from sistership.matching.placement.placing import Placement
    from sistership.matching.placement.tables import Given, Lists

FILE = click.Path(dir_okay=False, path_type=Path)
NOWHERE = "–"


@click.command(name="place", epilog="Example: sistership match place applicants.csv hosts.csv --seed 4711")
@click.argument("applicants", type=FILE)
@click.argument("hosts", type=FILE)
@click.option(
    "--seed", default="", help="Seed of the lottery among equals: fixed and published after the lists."
)
@click.option("--couples", type=FILE, help="File of pairs of applicants who go together.")
@click.option(
    "--balance",
    type=click.IntRange(min=0),
    metavar="N",
    help="Each city sends as many as it receives, up to N.",
)
@click.option("--kept", type=FILE, help="File of applicants who have a place from before, and keep it.")
@click.option("--why", nargs=2, metavar="APPLICANT HOST", help="Only say why APPLICANT is not at HOST.")
@click.option(
    "--check",
    "published",
    type=FILE,
    help="Place nobody: check this placement (of --json, or columns applicant, host).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the placement as JSON.")
def command(
    applicants: Path,
    hosts: Path,
    *,
    seed: str,
    couples: Path | None,
    balance: int | None,
    kept: Path | None,
    why: tuple[str, str] | None,
    published: Path | None,
    as_json: bool,
) -> None:
    """Place APPLICANTS with HOSTS: CSV (or .json) files; stable, and the best for the applicants.

    APPLICANTS has the columns id, choices (hosts, the dearest first, separated by semicolons; or choice 1,
    choice 2 …), and where they count group and city.

    HOSTS has id, places, and where they count ranking (applicants, the best first) or scores (a1=80; a2=75),
    reserves (group=places; …), at_least (opens with so many or not at all), city.

    COUPLES has first, second, choices (host + host; host + -). KEPT has applicant, host.

    Who is named in no ranking and has no score is refused; a host with neither takes everybody by lottery.
    """
    from sistership.matching.placement.checking import UnusableError
    from sistership.matching.placement.tables import read_lists, read_placed

    lists = read_lists(
        _given(applicants),
        _given(hosts),
        couples=_given(couples) if couples else None,
        kept=_given(kept) if kept else None,
    )
    is_joint = bool(lists.couples) or balance is not None or any(one.at_least for one in lists.hosts)
    if is_joint and (kept or published):
        raise click.UsageError(
            "--kept and --check are for placements without couples, least numbers and --balance."
        )
    placed = read_placed(_given(published)) if published else None
    try:
        found = _jointly(lists, seed, balance, why) if is_joint else _plainly(lists, seed, why, placed)
    except UnusableError as error:
        for told in lists.in_rows(error):
            click.echo(f"sistership: {told}", err=True)
        click.echo(f"sistership: {error.next_step}.", err=True)
        sys.exit(2)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(found)))
    if not found.get("is_stable", True) and placed is not None:
        sys.exit(1)


def _given(path: Path) -> Given:
    from sistership.matching.placement.tables import Given, table_of_bytes

    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(path)) from error
    return Given(table_of_bytes(content, file=path.name), path.name)


def _plainly(
    lists: Lists, seed: str, why: tuple[str, str] | None, placed: Mapping[str, str | None] | None
) -> dict[str, Any]:  # JSON values
    from sistership.matching.placement.placing import audit, place
    from sistership.matching.placement.reasons import why_not

    if placed is None:
        placement = place(lists.applicants, lists.hosts, seed=seed, held=lists.kept)
    else:
        placement = audit(lists.applicants, lists.hosts, placed, seed=seed, held=lists.kept)
    if why:
        return {"reason": asdict(why_not(placement, *why))}
    certificate = placement.certificate
    return {
        "placements": _placements(lists, placement, seed),
        "is_stable": certificate.is_stable,
        "statement": _statement(placement),
        "certificate": asdict(certificate),
        "blocking": [{"applicant": who, "host": host} for who, host in placement.blocking],
    }


def _jointly(
    lists: Lists, seed: str, balance: int | None, why: tuple[str, str] | None
) -> dict[str, Any]:  # JSON values

    from sistership.matching.placement.joint import place_jointly
    from sistership.matching.placement.joint_reasons import why_not_jointly

    found = place_jointly(lists.applicants, lists.hosts, seed=seed, couples=lists.couples, tolerance=balance)
    if why:
        return {"reason": asdict(why_not_jointly(found, *why))}
    return {
        "placements": _placements(lists, found, seed),
        "is_stable": found.is_stable,
        "statement": found.statement,
        "certificate": {
            "seed": seed,
            "applicants": len(found.host_of),
            "placed": sum(host is not None for host in found.host_of.values()),
            "solved_together": found.solved_together,
            "blocking": [asdict(one) for one in found.blocking],
            "fewest_possible": found.fewest_possible,
        },
    }


def _placements(
    lists: Lists, found: Placement | JointPlacement, seed: str
) -> list[dict[str, Any]]:  # JSON values
    from sistership.matching.placement.lottery import lottery_number

    choices = {one.id: one.choices for one in lists.applicants}
    return [
        {
            "applicant": name,
            "host": host,
            "choice": choices[name].index(host) + 1 if host in choices[name] else None,
            "lottery": lottery_number(seed, name),
        }
        for name, host in found.host_of.items()
    ]


def _statement(placement: Placement) -> str:
    certificate = placement.certificate
    if certificate.is_stable:
        said = "The placement is stable: blocking pairs 0"
        waived = certificate.waived_pairs
        return f"{said}; waived by who kept a place: {waived}" if waived else said
    return f"Blocking pairs: {certificate.blocking_pairs}, faults: {certificate.faults}"


def _lines(found: dict[str, Any]) -> list[str]:  # JSON values
    if "reason" in found:
        reason = found["reason"]
        facts = [
            f"{words}: {reason[name]:g}"
            for name, words in (
                ("own_rank", "choice"),
                ("placed_rank", "placed at choice"),
                ("own_score", "own score"),
                ("cutoff_score", "lowest score taken"),
            )
            if reason[name] is not None
        ]
        return [f"{reason['text']}.", *([", ".join(facts) + "."] if facts else [])]
    rows = [line(("applicant", 24), ("host", 30), ("choice", 6))]
    rows += [
        line((one["applicant"], 24), (one["host"] or NOWHERE, 30), (str(one["choice"] or ""), 6))
        for one in found["placements"]
    ]
    certificate = found["certificate"]
    rows += ["", f"Placed: {certificate['placed']} of {certificate['applicants']}."]
    rows += [f"{found['statement']}."]
    rows += [f"  {one['applicant']} and {one['host']} prefer each other" for one in found.get("blocking", ())]
    if "tied" in certificate:
        rows += [
            f"First choices: {certificate['first_choices']}. Free places before: {certificate['places']}."
            f" Kept from before: {certificate['kept']}.",
            f"Choices among equals, left to the lottery: {certificate['tied']}."
            f" Seed: {certificate['seed']!r}.",
            f"SHA-256 of the lists: {certificate['given']}",
        ]
        if certificate["tied"] and not certificate["seed"]:
            rows.append("No --seed was given: for a placement that counts, draw and publish one.")
    return rows
