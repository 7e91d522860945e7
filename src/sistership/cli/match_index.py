"""`sistership match index`: keep profiles in an index on disk."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sistership.cli.match_profiles import FILE, read_profiles, ready_lexicon, with_progress


@click.command(name="index", epilog="Example: sistership match index profiles.jsonl --index profiles.index")
@click.argument("profiles", type=FILE, nargs=-1, required=True)
@click.option(
    "--index",
    "index_file",
    type=FILE,
    help="The index; else beside the first file, as FILE.index. Made where there is none.",
)
@click.option("--remove", is_flag=True, help="Take the profiles out instead.")
@click.option(
    "--lexicon",
    type=FILE,
    multiple=True,
    help="A lexicon pack beside the shipped vocabulary; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(
    profiles: tuple[Path, ...],
    index_file: Path | None,
    lexicon: tuple[Path, ...],
    *,
    remove: bool,
    as_json: bool,
) -> None:
    """Read PROFILES (JSON lines: id, lang, city, kind, title, offers, needs …) into an index.

    A profile whose id the index has takes its place. Lines that cannot be used are told and left out.
    """
    from sistership.matching.finding.making import features_of
    from sistership.matching.index_sqlite import SqliteIndex

    index_file = index_file or profiles[0].with_suffix(".index")
    given, left_out = read_profiles(profiles)
    with SqliteIndex(index_file) as index:
        if remove:
            index.remove(one.id for one in given)
        else:
            words = ready_lexicon(lexicon)
            index.add(
                features_of(one, words) for one in with_progress(given, whole=len(given), what="Profiles")
            )
        counts = {"read": len(given), "lines_left_out": left_out, "in_the_index": index.size()}
    if as_json:
        click.echo(json.dumps(counts))
        return
    done = "Removed" if remove else "Indexed"
    click.echo(f"{done}: {counts['read']}. In {index_file} now: {counts['in_the_index']}.")
