"""`sistership read`: draft what an article or agreement reports, as a table or as JSON."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.cli.read_eval import evaluation_options, run
from sistership.common.errors import InputError, SistershipError

if TYPE_CHECKING:
    from sistership.formats.documents import DocumentText
    from sistership.reading import Draft, Field
    from sistership.reading.second import Ask, SecondReading

_QUOTED_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Read:
    """One file, its text, and what was found in it; ``second`` where the second reader was asked."""

    path: Path
    document: DocumentText
    draft: Draft
    second: SecondReading | None = None


@click.command(
    name="read",
    epilog="Example: sistership read article.txt --accept --partnership kaohsiung-gdynia",
)
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
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
@click.option(
    "--second", "is_second", is_flag=True, help="Also ask the language model at SISTERSHIP_READER_URL."
)
@evaluation_options
@database_options
def command(
    files: tuple[Path, ...],
    *,
    eval_folder: Path | None,
    is_verbose: bool,
    as_json: bool,
    published_on: datetime | None,
    is_accepted: bool,
    partnership: str | None,
    is_second: bool,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Draft records from memoranda and press articles: plain text, HTML, PDF or DOCX.

    The name - means standard input. What a file is, is told by its content.
    Each field is shown with the words that say it; what was left out is listed at the end. Nothing is
    stored, unless --accept makes the records; accepting the same text twice makes nothing new.
    A file that cannot be read is named with the reason, the others are read all the same; the status is 2.
    """
    if eval_folder is not None:
        if files or is_accepted:
            raise click.UsageError("--eval takes a folder of its own: give no FILE and no --accept.")
        sys.exit(0 if run(eval_folder, as_json=as_json, is_verbose=is_verbose) else 2)
    if not files:
        raise click.UsageError("Give at least one FILE, or --eval DIR.")
    if is_accepted and as_json:
        raise click.UsageError("--accept and --json cannot be used together.")
    if partnership and not is_accepted:
        raise click.UsageError("--partnership is for --accept.")
    if is_accepted and is_second:
        raise click.UsageError("--accept and --second cannot be used together: accept at the desk.")
    if is_accepted:
        open_window(data_dir=data_dir, database_url=database_url)
    day = published_on.date() if published_on else None
    ask = second_reader() if is_second else None
    drafts: list[Read] = []
    failed = False
    for path in files:
        try:
            drafts.append(_drafted(path, read_file(path), day, ask))
        except SistershipError as error:
            failed = True
            click.echo(f"sistership: {path}: {error.message}", err=True)
    if as_json:
        found = [draft_as_json(read) for read in drafts]
        if found:
            click.echo(json.dumps(found if len(files) > 1 else found[0], ensure_ascii=False, indent=2))
    else:
        for read in drafts:
            click.echo("\n".join(describe(read)))
            if is_accepted:
                try:
                    lines = accept(read.document.text, partnership, day or read.draft.published_on)
                except SistershipError as error:
                    failed = True
                    click.echo(f"sistership: {read.path}: {error.message}", err=True)
                else:
                    click.echo("\n".join(lines))
    if failed:
        sys.exit(2)


def read_file(path: Path) -> DocumentText:
    """The text of a file; InputError where it cannot be opened or read."""
    from sistership.formats.documents import LARGEST_BYTES, read_document

    try:
        if str(path) == "-":
            content: bytes = sys.stdin.buffer.read(LARGEST_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"The file cannot be opened ({error.strerror})",
            next_step="Check its name and that you may read it",
        ) from error
    try:
        return read_document(content, file=path.name)
    except InputError as error:  # the caller names the file
        raise InputError(error.what, allowed=error.allowed, next_step=error.next_step) from error


def second_reader() -> Ask:
    """The language model that the environment names; UsageError where it names none."""
    from sistership.outside.language_model import LanguageModel  # slow: loads httpx

    url = os.environ.get("SISTERSHIP_READER_URL", "")
    if not url:
        raise click.UsageError("--second needs a language model: set SISTERSHIP_READER_URL (see reading.md).")
    timeout_s = os.environ.get("SISTERSHIP_READER_TIMEOUT_S", "30")
    try:
        return LanguageModel(
            url=url,
            model=os.environ.get("SISTERSHIP_READER_MODEL", ""),
            key=os.environ.get("SISTERSHIP_READER_KEY", ""),
            timeout_s=float(timeout_s),
        )
    except ValueError as error:
        raise click.UsageError(
            f"SISTERSHIP_READER_TIMEOUT_S is {timeout_s!r}: write a number of seconds, such as 30."
        ) from error
    except InputError as error:
        raise click.UsageError(error.message) from error


def draft_as_json(read: Read) -> dict[str, Any]:
    """The draft with what was read; the text that spans count in, where the file itself is not that text."""
    document = read.document
    found: dict[str, Any] = {"file": str(read.path), "media_type": document.media_type}
    found |= read.draft.as_json()
    if (document.media_type, document.encoding) != ("text/plain", "UTF-8"):
        found["text"] = document.text
    if document.notes:
        found["notes"] = list(document.notes)
    if read.second:
        dropped = [
            {"name": kind.name, "reason": kind.reason, "count": kind.count} for kind in read.second.dropped
        ]
        found["second_reader"] = {
            "failure": read.second.failure,
            "agreed": read.second.agreed,
            "added": read.second.added,
            "differing": read.second.differing,
            "dropped": dropped,
        }
    return found


def describe(read: Read) -> list[str]:
    """The draft as lines: kind, fields in the order of the text with their words, and what was left out."""
    draft, text = read.draft, read.document.text
    published = draft.published_on.isoformat() if draft.published_on else "not said"
    lines = [f"{read.path}: {draft.kind} ({draft.source_kind}, {draft.language}, published {published})"]
    lines += [f"Note: {note}." for note in read.document.notes]
    lines += [*_second_in_words(read.second), ""]
    width = max((len(field.name) for field in draft.fields), default=0)
    for field in draft.fields:
        lines += _field_lines(field, field.name, width, text)
        for other in field.alternatives:
            lines += _field_lines(other, "  or", width, text)
    lines += ["", f"Left out ({len(draft.left_out)}):"]
    lines += [f"  [{start}:{end}] {_quote(text, (start, end))}" for start, end in draft.left_out]
    return lines


def _field_lines(field: Field, name: str, width: int, text: str) -> list[str]:
    by = " (second reader)" if field.reader == "model" else ""
    return [
        f"  {name:<{width}}  {field.confidence:.2f}  {_in_words(field.value)}{by}",
        f"  {'':<{width}}        [{field.span[0]}:{field.span[1]}] “{_quote(text, field.span)}”",
    ]


def _second_in_words(second: SecondReading | None) -> list[str]:
    """What came of the second reader; what was dropped, with the reason."""
    if second is None:
        return []
    if second.failure:
        return [f"Second reader: {second.failure} The draft is that of the rules alone."]
    from sistership.reading.second import REASONS

    lines = [
        f"Second reader: {second.agreed} fields agree, {second.added} are new,"
        f" {second.differing} differ, {sum(kind.count for kind in second.dropped)} were dropped."
    ]
    lines += [f"  dropped {kind.count} × {kind.name}: {REASONS[kind.reason]}" for kind in second.dropped]
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


def _drafted(path: Path, document: DocumentText, day: date | None, ask: Ask | None) -> Read:
    """The draft of a document; a day of publication that it declares counts where its text prints none."""
    from sistership.reading import read_text  # slow: compiles the rules
    from sistership.reading.second import read_with_second

    draft = read_text(document.text, published_on=day)
    if draft.published_on is None and document.published_on:
        day = document.published_on
        draft = read_text(document.text, published_on=day)
    if ask is None:
        return Read(path, document, draft)
    second = read_with_second(document.text, ask=ask, published_on=day)
    return Read(path, document, second.draft, second)


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
