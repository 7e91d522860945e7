"""`sistership match explain`: why two profiles fit, what speaks against it, what would change it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.match_profiles import FILE, read_profiles, ready_lexicon
from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES, Filled, translator

if TYPE_CHECKING:
    from sistership.matching.finding.explaining import Explanation, Passage

COMMAS = {"zh-hant": "、"}


@click.command(
    name="explain", epilog="Example: sistership match explain profiles.jsonl --of firm-7 firm-9 --language pl"
)
@click.argument("profiles", type=FILE, nargs=-1, required=True)
@click.option("--of", "pair", nargs=2, metavar="ID ID", help="The two profiles; else the only two.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the reader.",
)
@click.option("--visible", metavar="FIELD", multiple=True, help="Only from this field; may be repeated.")
@click.option(
    "--lexicon",
    type=FILE,
    multiple=True,
    help="A lexicon pack beside the shipped vocabulary; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
def command(
    profiles: tuple[Path, ...],
    pair: tuple[str, str] | None,
    language: str,
    visible: tuple[str, ...],
    lexicon: tuple[Path, ...],
    *,
    as_json: bool,
) -> None:
    """Explain how the first of two profiles and the second answer each other.

    "This side" is the first one. --visible names the fields of the second that may be read: title, offers,
    needs, sectors, stage, ticket, trl, available.
    """
    from sistership.matching.finding.explaining import VISIBLE, explain

    given = {one.id: one for one in read_profiles(profiles)[0]}
    if pair is None:
        if len(given) != 2:
            raise InputError(
                f"There are {len(given)} profiles", where="--of", allowed="the ids of two of them"
            )
        first, second = given
        pair = (first, second)
    for name in pair:
        if name not in given:
            raise InputError(f"There is no profile {name!r}", where="--of", allowed="an id from the files")
    unknown = sorted(set(visible) - VISIBLE)
    if unknown:
        raise InputError(
            f"There is no field {unknown[0]!r}", where="--visible", allowed=", ".join(sorted(VISIBLE))
        )
    found = explain(
        given[pair[0]],
        given[pair[1]],
        lexicon=ready_lexicon(lexicon),
        language=language,
        visible=visible or VISIBLE,
    )
    translate = translator(language)
    plain = as_plain(found, lambda text: text.retold(translate, comma=COMMAS.get(language, ", ")))
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(plain)))


def as_plain(found: Explanation, told: Callable[[Filled], str]) -> dict[str, Any]:
    """The explanation as plain JSON values, told in the reader's language."""
    return {
        "reasons": [
            {
                "code": one.code,
                "direction": one.direction,
                "text": told(one.text),
                "needed": one.needed,
                "offered": one.offered,
                "ours": _passage(one.ours),
                "theirs": _passage(one.theirs),
            }
            for one in found.reasons
        ],
        "against": [
            {
                "code": one.code,
                "direction": one.direction,
                "text": told(one.text),
                "change": told(one.change) if one.change else None,
            }
            for one in found.against
        ],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "field": passage.field,
        "paragraph": passage.paragraph,
        "span": [passage.start, passage.end],
        "text": passage.text,
    }


def _lines(plain: dict[str, Any]) -> list[str]:
    rows = []
    for one in plain["reasons"]:
        rows += [f"+ {one['text']}", f"    {one['ours']['text']}", f"    {one['theirs']['text']}"]
    for one in plain["against"]:
        rows.append(f"- {one['text']}")
        if one["change"]:
            rows.append(f"    {one['change']}")
    return rows or ["Nothing speaks for it, and nothing against it."]
