"""`sistership read`: draft what an article or agreement reports, as a table or as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError, SistershipError

if TYPE_CHECKING:
    from sistership.reading import Draft

_QUOTED_AT_MOST = 60


@click.command(
    name="read",
    epilog="Example: sistership read article.txt --accept --partnership kaohsiung-gdynia",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the draft as JSON; a list for several files.")
@click.option(
    "--published-on",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="The day of publication, where the text does not say it.",
)
@click.option("--accept", "is_accepted", is_flag=True, help="Make the records that the draft describes.")
@click.option(
    "--partnership", metavar="KEY", help="With --accept: the partnership; else found by the cities named."
)
@database_options
def command(
    files: tuple[Path, ...],
    *,
    as_json: bool,
    published_on: datetime | None,
    is_accepted: bool,
    partnership: str | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Draft records from memoranda and press articles: plain text in UTF-8, Traditional Chinese.

    The name - means standard input.
    Each field is shown with the words that say it; what was left out is listed at the end. Nothing is
    stored, unless --accept makes the records; accepting the same text twice makes nothing new.
    A file that cannot be read is named with the reason, the others are read all the same; the status is 2.
    """
    if is_accepted and as_json:
        raise click.UsageError("--accept and --json cannot be used together.")
    if partnership and not is_accepted:
        raise click.UsageError("--partnership is for --accept.")
    if is_accepted:
        open_window(data_dir=data_dir, database_url=database_url)
    drafts: list[tuple[Path, str, Draft]] = []
    failed = False
    for path in files:
        try:
            text = read_file(path)
            drafts.append((path, text, _drafted(text, published_on.date() if published_on else None)))
        except SistershipError as error:
            failed = True
            click.echo(f"sistership: {path}: {error.message}", err=True)
    if as_json:
        found = [{"file": str(path), **draft.as_json()} for path, _, draft in drafts]
        if found:
            click.echo(json.dumps(found if len(files) > 1 else found[0], ensure_ascii=False, indent=2))
    else:
        for path, text, draft in drafts:
            click.echo("\n".join(describe(path, text, draft)))
            if is_accepted:
                try:
                    lines = accept(text, partnership, published_on.date() if published_on else None)
                except SistershipError as error:
                    failed = True
                    click.echo(f"sistership: {path}: {error.message}", err=True)
                else:
                    click.echo("\n".join(lines))
    if failed:
        sys.exit(2)


def read_file(path: Path) -> str:
    """The text of a file exactly as it stands, without a byte order mark; InputError where it is no UTF-8."""
    try:
        content: bytes = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The file cannot be opened ({error.strerror})",
            next_step="Check its name and that you may read it",
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"Byte {error.start} ({content[error.start]:#04x}) is not UTF-8 text",
            allowed="plain text in UTF-8",
            next_step="Save the document as plain text in UTF-8; an old Big5 file: iconv -f big5 -t utf-8",
        ) from error


def describe(path: Path, text: str, draft: Draft) -> list[str]:
    """The draft as lines: kind, fields in the order of the text with their words, and what was left out."""
    published = draft.published_on.isoformat() if draft.published_on else "not said"
    lines = [f"{path}: {draft.kind} ({draft.source_kind}, {draft.language}, published {published})", ""]
    width = max((len(field.name) for field in draft.fields), default=0)
    for field in draft.fields:
        lines.append(f"  {field.name:<{width}}  {field.confidence:.2f}  {_in_words(field.value)}")
        lines.append(f"  {'':<{width}}        [{field.span[0]}:{field.span[1]}] “{_quote(text, field.span)}”")
    lines += ["", f"Left out ({len(draft.left_out)}):"]
    lines += [f"  [{start}:{end}] {_quote(text, (start, end))}" for start, end in draft.left_out]
    return lines


def accept(text: str, partnership_key: str | None, published_on: date | None) -> list[str]:
    """Make the records of a text, and say in lines what was made and what an officer should check."""
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people.models import Partnership
    from sistership.window.offices.visits.accept import accept_text

    partnership = None
    if partnership_key:
        partnership = Partnership.objects.filter(key=partnership_key).first()
        if partnership is None:
            keys = ", ".join(Partnership.objects.order_by("key").values_list("key", flat=True))
            raise InputError(
                f"There is no partnership {partnership_key!r}",
                where="--partnership",
                allowed=keys or "none yet",
                next_step="Leave it out to find or make the partnership by the cities named",
            )
    accepted = accept_text(actor=SYSTEM, text=text, partnership=partnership, published_on=published_on)
    if not accepted.is_new:
        return ["", "Already accepted: records cite this document. Nothing new was made."]
    assert accepted.partnership is not None
    made = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in accepted.made.items())
    notes = ["To check:", *(f"  {note}" for note in accepted.notes)] if accepted.notes else []
    return ["", f"Accepted into {accepted.partnership.key}: {made}", *notes]


def _drafted(text: str, published_on: date | None) -> Draft:
    from sistership.reading import read_text  # slow: compiles the rules

    return read_text(text, published_on=published_on)


def _quote(text: str, span: tuple[int, int]) -> str:
    words = " ".join(text[slice(*span)].split())
    return words if len(words) <= _QUOTED_AT_MOST else f"{words[: _QUOTED_AT_MOST - 1]}…"


def _in_words(value: object) -> str:
    if is_dataclass(value):
        parts = [(part.name, getattr(value, part.name)) for part in fields(value)]
        return "; ".join(f"{name}: {_in_words(said)}" for name, said in parts if said not in (None, ()))
    if isinstance(value, tuple):
        return ", ".join(_in_words(part) for part in value)
    return str(value)
