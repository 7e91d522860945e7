"""`sistership backup`: write everything into one file."""

from __future__ import annotations

from pathlib import Path

import click

from sistership.cli.django_setup import database_options, open_window


@click.command(epilog="Example: sistership backup /var/backups/window-2026-11-23.zip")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database_options
def command(file: Path, data_dir: Path | None, database_url: str | None) -> None:
    """Write a backup of all records and uploads to FILE, also while the window is open.

    FILE holds personal data, password hashes and second factors: keep it as you keep the database. It does
    not hold the secret key, so after a restoration everybody logs in again. The heads it prints are worth
    keeping elsewhere: `sistership journal verify --head` tells from one whether a journal lost its end.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.ground.backup import write_backup
    from sistership.window.ground.last_backup import note_backup
    from sistership.window.offices.journal.verify import heads

    manifest = write_backup(file, heads=heads)
    note_backup(file, manifest)
    click.echo(f"{file}: {manifest.rows} records, {len(manifest.uploads)} uploads")
    for chain, head in manifest.heads.items():
        click.echo(f"head of {chain}: {head}")
