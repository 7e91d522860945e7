"""`sistership match eval`: how good the suggestions are against graded labels."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.match_profiles import FILE, read_profiles, ready_lexicon, with_progress
from sistership.common.errors import InputError

if TYPE_CHECKING:
    from sistership.matching.finding.evaluation import Evaluation, Judged
    from sistership.matching.profile import Profile

Labels = dict[str, dict[str, float]]


@click.command(
    name="eval",
    epilog="Example: sistership match eval profiles.jsonl --queries queries.jsonl --qrels qrels.tsv --json",
)
@click.argument("profiles", type=FILE)
@click.option("--queries", type=FILE, required=True, help="Profiles for which others are looked for.")
@click.option("--qrels", type=FILE, required=True, help="TSV: query_id, candidate_id, grade.")
@click.option(
    "--lexicon",
    type=FILE,
    multiple=True,
    help="A lexicon pack beside the shipped vocabulary; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the measures as JSON.")
def command(profiles: Path, queries: Path, qrels: Path, lexicon: tuple[Path, ...], *, as_json: bool) -> None:
    """Rank PROFILES (JSON lines) for each query, and judge the rankings by the labels.

    A candidate counts where it is in another city than the query's. Relevant is a grade of at least 1.
    ndcg@10 has the gain 2^grade - 1; ndcg@10-linear the gain grade. A pair of languages (query's-candidate's)
    is judged on the candidates in that language alone. Queries without a relevant candidate are not judged.
    """
    from sistership.matching.finding.evaluation import Party, evaluate
    from sistership.matching.finding.gates import gates_for
    from sistership.matching.finding.making import features_of
    from sistership.matching.finding.memory import MemoryIndex
    from sistership.matching.finding.suggesting import ranked

    candidates, left_out = read_profiles([profiles])
    asked, asked_left_out = read_profiles([queries])
    labels, unknown = read_labels(qrels, {one.id for one in asked}, {one.id for one in candidates})
    words = ready_lexicon(lexicon)
    index = MemoryIndex()
    parties: dict[str, Party] = {}
    for one in with_progress(candidates, whole=len(candidates), what="Profiles"):
        features = features_of(one, words)
        index.add([features])
        parties[one.id] = Party(one.id, features.lang, one.city)
    rankings, parties_asked = {}, []
    for one in with_progress(asked, whole=len(asked), what="Queries"):
        features = features_of(one, words)
        parties_asked.append(Party(one.id, features.lang, one.city))
        rankings[one.id] = [match.id for match in ranked(features, index, gates=gates_for(one))]
    found = evaluate(rankings, labels, parties_asked, parties)
    if not found.overall.queries:
        raise InputError(
            "No query has a relevant candidate in another city",
            where=str(qrels),
            allowed="query_id, candidate_id, grade, with ids that stand in the files and grades from 1",
        )
    plain = as_plain(found, candidates, asked, left_out + asked_left_out, unknown)
    click.echo(json.dumps(plain, indent=2) if as_json else "\n".join(lines_of(plain)))


def read_labels(path: Path, queries: set[str], candidates: set[str]) -> tuple[Labels, int]:
    """Query → candidate → grade, and how many labels name an id that is in no file.

    A heading is passed over, and the four columns of TREC (query, 0, candidate, grade) are read too.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The labels cannot be read ({error})", where=str(path)) from error
    labels: Labels = defaultdict(dict)
    unknown = 0
    for number, line in enumerate(lines, 1):
        cells = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or line.startswith("#"):
            continue
        query, candidate, grade = _label(cells, where=f"{path.name}, line {number}", is_first=number == 1)
        if grade is None:
            continue
        if query in queries and candidate in candidates:
            labels[query][candidate] = grade
        else:
            unknown += 1
    if unknown:
        click.echo(f"sistership: Labels that name an id which stands in no file: {unknown}.", err=True)
    return dict(labels), unknown


def _label(cells: list[str], *, where: str, is_first: bool) -> tuple[str, str, float | None]:
    cells = [cell.strip() for cell in cells]
    if len(cells) == 4:
        cells = [cells[0], cells[2], cells[3]]
    try:
        query, candidate, grade = cells
        value = float(grade)
    except ValueError:
        if is_first:
            return "", "", None
        raise InputError(
            "The label cannot be used", where=where, allowed="query_id, candidate_id, grade, apart by tabs"
        ) from None
    if not 0 <= value <= 100:
        raise InputError(f"The grade {grade} cannot be used", where=where, allowed="0 to 100")
    return query, candidate, value


def as_plain(
    found: Evaluation, candidates: list[Profile], asked: list[Profile], left_out: int, unknown: int
) -> dict[str, Any]:
    """The measures as plain JSON values."""
    return {
        "profiles": len(candidates),
        "queries": len(asked),
        "lines_left_out": left_out,
        "labels_unknown": unknown,
        "overall": _plain(found.overall),
        "pairs": {pair: _plain(judged) for pair, judged in found.pairs.items()},
    }


def lines_of(plain: Mapping[str, Any]) -> list[str]:
    """The same as a table."""
    names = [name for name in plain["overall"] if name != "queries"]
    rows = [f"{'languages':<18}{'queries':>8}" + "".join(f"{name:>16}" for name in names)]
    for title, judged in {"overall": plain["overall"], **plain["pairs"]}.items():
        numbers = "".join(f"{judged[name]:>16.3f}" for name in names)
        rows.append(f"{title:<18}{judged['queries']:>8}{numbers}")
    return [*rows, "", f"Profiles: {plain['profiles']}. Queries: {plain['queries']}."]


def _plain(judged: Judged) -> dict[str, float | int]:
    return {"queries": judged.queries, **{name: round(value, 4) for name, value in judged.means.items()}}
