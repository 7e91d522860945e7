"""`sistership journal`: verify the chains, or print what they end in."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from uuid import UUID

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.cli.export_city import check_copy
from sistership.common.errors import InputError

NO_HEAD = (
    "Without a head kept outside, a journal whose end was cut off looks whole: keep one from"
    " `sistership journal head`, a backup or a letter, and give it with --head."
)


@click.group(epilog="Example: sistership journal verify")
def command() -> None:
    """Verify the journal, or print its heads."""


@command.command(epilog="Example: sistership journal verify --partnership kaohsiung-gdynia")
@click.option("--head", help="Hash kept outside the window; it must stand in one of the chains.")
@click.option("--partnership", help="Key of one partnership  [default: all chains]")
@click.option("--copy", type=click.Path(path_type=Path), help="Verify the journal in a city's copy instead.")
@database_options
def verify(
    head: str | None,
    partnership: str | None,
    copy: Path | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Check every entry, every payload and every link; the status is 1 when something is wrong."""
    if head is not None and not re.fullmatch(r"[0-9a-f]{64}", head):
        raise InputError(f"{head!r} is no head", where="--head", allowed="64 digits 0-9 and a-f")
    if copy is not None:
        check_copy(copy, head=head)
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.journal.verify import verify as verify_chains

    reports = verify_chains(head=head, partnership_id=_partnership_id(partnership))
    problems = [problem for report in reports for problem in report.problems]
    for report in reports:
        erased = f", {report.erased} of them erased" if report.erased else ""
        state = f"{len(report.problems)} problems" if report.problems else "whole"
        click.echo(f"{report.name}: {report.length} entries{erased}, {state}")
    if head is None:
        click.echo(NO_HEAD)
    elif not any(report.is_head_found for report in reports):
        problems.append(f"The head {head} stands in none of these chains: entries were cut off or replaced")
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1 if problems else 0)


@command.command(epilog="Example: sistership journal head > heads.txt")
@database_options
def head(data_dir: Path | None, database_url: str | None) -> None:
    """Print the hash in which each chain ends; keep it outside the window."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.journal.verify import heads

    for chain, last in heads().items():
        click.echo(f"{last}  {chain}")


def _partnership_id(key: str | None) -> UUID | None:
    if key is None:
        return None
    from sistership.window.offices.people.models import Partnership

    partnership = Partnership.objects.filter(key=key).first()
    if partnership is None:
        known = Partnership.objects.order_by("key").values_list("key", flat=True)
        raise InputError(
            f"There is no partnership {key!r}", where="--partnership", allowed=", ".join(known) or "none yet"
        )
    return partnership.public_id
