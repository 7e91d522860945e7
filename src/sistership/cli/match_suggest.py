"""`sistership match suggest`: for each profile of a file, whom to suggest from an index."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.match_profiles import FILE, read_profiles, ready_lexicon
from sistership.common.errors import InputError

if TYPE_CHECKING:
    from sistership.matching.finding.index import Index
    from sistership.matching.finding.suggesting import Suggestions


@click.command(
    name="suggest",
    epilog="Example: sistership match suggest profiles.jsonl --index profiles.index --only firm-7",
)
@click.argument("profiles", type=FILE, nargs=-1, required=True)
@click.option(
    "--index", "index_file", type=FILE, help="As `match index` made it; else PROFILES to each other."
)
@click.option("--only", metavar="ID", multiple=True, help="Only for this profile; may be repeated.")
@click.option("--count", type=click.IntRange(1, 200), default=10, show_default=True, help="Length of a list.")
@click.option("--veto", metavar="ID", multiple=True, help="Never suggest this one; may be repeated.")
@click.option("--language", metavar="CODE", multiple=True, help="Only profiles in this language.")
@click.option("--own-city", is_flag=True, help="Also suggest profiles of the same city.")
@click.option(
    "--lexicon",
    type=FILE,
    multiple=True,
    help="A lexicon pack beside the shipped vocabulary; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the lists as JSON.")
def command(
    profiles: tuple[Path, ...],
    index_file: Path | None,
    only: tuple[str, ...],
    count: int,
    veto: tuple[str, ...],
    language: tuple[str, ...],
    lexicon: tuple[Path, ...],
    *,
    own_city: bool,
    as_json: bool,
) -> None:
    """Suggest profiles of the index, or of PROFILES themselves, to each of PROFILES (JSON lines), best first.

    Suggested are profiles of other cities, of kinds that have something to give each other; of one
    organisation one; a fifth of the places is kept for profiles that were hardly ever suggested.
    """
    from sistership.matching.finding.gates import gates_for
    from sistership.matching.finding.making import features_of
    from sistership.matching.finding.memory import MemoryIndex
    from sistership.matching.finding.suggesting import suggest
    from sistership.matching.index_sqlite import SqliteIndex
    from sistership.matching.profile_json import normal_language

    given, _ = read_profiles(profiles)
    asked = [one for one in given if not only or one.id in only]
    missing = sorted(set(only) - {one.id for one in asked})
    if missing:
        raise InputError(
            f"There is no profile {missing[0]!r}", where="--only", allowed="an id from the files"
        )
    if index_file is not None and not index_file.exists():
        raise InputError(
            "There is no such index", where=str(index_file), next_step="Make it with: sistership match index"
        )
    words = ready_lexicon(lexicon)
    lists: dict[str, Suggestions] = {}
    with ExitStack() as opened:
        index: Index
        if index_file is None:
            index = MemoryIndex()
            index.add(features_of(one, words) for one in given)
        else:
            index = opened.enter_context(SqliteIndex(index_file))
        for one in asked:
            gates = gates_for(
                one,
                vetoed=veto,
                languages=[normal_language(code) for code in language],
                is_own_city_open=own_city,
            )
            lists[one.id] = suggest(features_of(one, words), index, gates=gates, count=count)
    if as_json:
        plain = {name: asdict(found) for name, found in lists.items()}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    for name, found in lists.items():
        click.echo("\n".join(_lines(name, found)))


def _lines(name: str, found: Suggestions) -> list[str]:
    rows = [name, f"  {'score':>6}{'finds':>8}{'gives':>8}  profile"]
    rows += [
        f"  {one.score:>6.3f}{_number(one.forward):>8}{_number(one.backward):>8}  {one.id}"
        + ("  (newcomer)" if one.is_newcomer else "")
        for one in found.matches
    ]
    if not found.matches:
        rows.append("  Nothing in the index answers it.")
    return [*rows, f"  Compared: {found.scored}.", ""]


def _number(value: Any) -> str:
    return "–" if value is None else f"{value:.3f}"
