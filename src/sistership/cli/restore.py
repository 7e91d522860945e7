"""`sistership restore`: a backup into an empty window, on any database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sistership.cli.django_setup import database_options, setup
from sistership.cli.migrate import bring_up_to_date
from sistership.common.errors import IntegrityError

if TYPE_CHECKING:
    from sistership.window.ground.backup_format import Manifest


@click.command(epilog="Example: sistership restore window-2026-11-23.zip --data-dir /srv/window")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database_options
def command(file: Path, data_dir: Path | None, database_url: str | None) -> None:
    """Restore FILE into an empty window: before its first `sistership up`, or in an empty database.

    Nothing is written unless the whole file is there, unchanged, and its journal verifies.
    """
    setup(data_dir=data_dir, database_url=database_url)
    from sistership.window.ground.restore import restore_backup

    bring_up_to_date()
    manifest = restore_backup(file, check=require_whole_journal)
    click.echo(f"{manifest.rows} records and {len(manifest.uploads)} uploads restored; the journal verifies.")
    click.echo("Everybody logs in again: the secret key is not part of a backup.")


def require_whole_journal(manifest: Manifest) -> None:
    """Raise IntegrityError when a chain does not verify or does not end as the backup says."""
    from sistership.window.offices.journal.verify import verify

    reports = verify()
    problems = [problem for report in reports for problem in report.problems]
    if {report.name: report.head for report in reports} != manifest.heads:
        problems.append("The journal does not end in the heads that the backup names")
    if problems:
        raise IntegrityError(
            f"The journal in this backup does not verify: {problems[0]}", next_step="Use another copy"
        )
