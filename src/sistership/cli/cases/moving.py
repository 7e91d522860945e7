"""`sistership cases export`, `import`: cases out as a table or JSON, letters and an earlier register in."""

from __future__ import annotations

import json
import mailbox
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sistership.cli.cases.group import (
    AS,
    account_named,
    account_option,
    command,
    partnership_named,
    side_named,
)
from sistership.cli.django_setup import database_options, open_window
from sistership.cli.output import write_output
from sistership.common.errors import InputError

if TYPE_CHECKING:
    from sistership.formats.tables import Table

TABLES = (".csv", ".json")
STATES = {
    "taken": "filed",
    "kept": "kept, with nothing to do",
    "aside": "wait for somebody",
    "refused": "could not be read",
}


@command.command(epilog=f"Example: sistership cases export {AS} --format csv > cases.csv")
@account_option
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="json", show_default=True)
@click.option("--enquirer", metavar="EMAIL", help="All that is held for this enquirer alone, as JSON")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File  [default: standard output]"
)
@database_options
def export(
    email: str,
    *,
    form: str,
    enquirer: str | None,
    output: Path | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Write the cases that the account sees: one row each, or as JSON with all words and what happened.

    Internal notes of the other city are in neither. What is held for one enquirer is what that person may
    ask for: without any internal note.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from django.core.serializers.json import DjangoJSONEncoder

    from sistership.formats.tables import write_csv
    from sistership.window.offices.cases.erasure import export_case
    from sistership.window.offices.cases.exchange import cases_json, cases_table
    from sistership.window.offices.cases.rules import visible_cases

    account = account_named(email)
    rows = visible_cases(account).order_by("pk")
    if enquirer:
        found = [export_case(case) for case in rows.filter(enquirer_email=enquirer.strip().lower())]
        if not found:
            raise InputError(f"No case of {enquirer!r} that {account.email} sees", where="--enquirer")
    elif form == "csv":
        write_output(write_csv(cases_table(account, rows)), output)
        return
    else:
        found = cases_json(account, rows)
    content = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1) + "\n"
    write_output(content.encode(), output)


def _letters(path: Path) -> Iterator[tuple[bytes, int]]:
    """(content, size) of each letter of a maildir or mbox; of one that is too large its beginning."""
    from sistership.outside.mailbox import BEGINNING_BYTES, LARGEST_BYTES

    if path.is_dir() and not (path / "new").is_dir():
        raise InputError(
            "This folder is no maildir", where=str(path), allowed="a folder with new, cur and tmp"
        )
    box = mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path, create=False)
    if path.is_file() and path.stat().st_size and not len(box):
        raise InputError(
            "This file holds no letters", where=str(path), allowed="an mbox, a maildir, .csv or .json"
        )
    try:
        for key in sorted(box.keys()):
            with box.get_file(key) as file:
                content = file.read(LARGEST_BYTES + 1)
                size = len(content)
                if size > LARGEST_BYTES:
                    while part := file.read(BEGINNING_BYTES):
                        size += len(part)
                    content = content[:BEGINNING_BYTES]
            yield content, size
    except OSError as error:
        raise InputError(f"The letters cannot be read ({error.strerror})", where=str(path)) from error
    finally:
        box.close()


def _take_letters(path: Path, *, is_dry_run: bool) -> None:
    from sistership.formats.mail import read_letter
    from sistership.window.ground import clock
    from sistership.window.offices.notices.collecting import digest_of, keep
    from sistership.window.offices.notices.models import IncomingMessage

    counts: Counter[str] = Counter()
    for content, size in _letters(path):
        is_whole = len(content) == size
        try:
            digest = digest_of(read_letter(content, now=clock.now()))
        except InputError:
            digest = ""
        if digest and IncomingMessage.objects.filter(digest=digest).exists():
            counts["known"] += 1
        elif is_dry_run:
            counts["refused" if not digest or not is_whole else "new"] += 1
        else:
            counts[keep(content, is_whole=is_whole, size_bytes=size).state] += 1
    click.echo(f"{counts.total()} letters read, {counts['known']} were here already.")
    if is_dry_run:
        click.echo(f"{counts['new']} would be taken in, {counts['refused']} cannot be read.")
    for state, said in () if is_dry_run else STATES.items():
        if counts[state]:
            click.echo(f"{counts[state]} {said}.")


def _table(file: Path) -> Table:
    from sistership.formats.tables import read_csv, read_json

    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(file)) from error
    return (read_csv if file.suffix.lower() == ".csv" else read_json)(content, file=file.name)


@command.command(
    name="import",
    epilog=f"Example: sistership cases import old.csv {AS} --partnership kaohsiung-gdynia --side kaohsiung"
    " --dry-run",
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@account_option
@click.option("--partnership", help="Key of the partnership, for a register")
@click.option("--side", help="Key of the city that received the cases of a register")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Check and count everything; write nothing.")
@database_options
def import_path(
    path: Path,
    *,
    email: str,
    partnership: str | None,
    side: str | None,
    is_dry_run: bool,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Take PATH in: a maildir or mbox of letters, or an earlier register (.csv, .json).

    Letters go the way of those that are mailed to the window, with its confirmations; each is taken once.
    The cases of a register are all taken or none; nobody is written to, and a row whose number is here
    already is left as it is. Its columns are those of `sistership cases export --format csv`.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.tables import TableError
    from sistership.window.offices.cases.actions.old_cases import take_over
    from sistership.window.offices.people.rules import require

    account = account_named(email)
    if path.suffix.lower() not in TABLES:
        require(account, "people.use_desk")
        _take_letters(path, is_dry_run=is_dry_run)
        return
    if not partnership or not side:
        raise InputError(
            "It is not said who received these cases",
            where="--partnership" if not partnership else "--side",
            next_step="Give the key of the partnership and of the city",
        )
    received_by = side_named(partnership_named(account, partnership), side)
    require(account, "case.receive", received_by)
    try:
        taken = take_over(
            actor=account.ref, side=received_by, table=_table(path), file=path.name, is_dry_run=is_dry_run
        )
    except TableError as error:
        for problem in error.problems:
            click.echo(f"{error.file}: {problem.message}", err=True)
        click.echo(f"sistership: {len(error.problems)} problems. Nothing was written.", err=True)
        sys.exit(2)
    would = "would be " if is_dry_run else ""
    click.echo(f"{taken.added} cases {would}added, {taken.known} were here already.")
