"""`sistership rebuild`: compute every derived state again."""

from __future__ import annotations

from pathlib import Path

import click

from sistership.cli.django_setup import database_options, open_window


@click.command(epilog="Example: sistership rebuild")
@database_options
def command(data_dir: Path | None, database_url: str | None) -> None:
    """Recompute every derived state from its events, and say how many rows differed.

    Every action keeps these states up to date; after a changed calendar or a repaired database this
    computes them anew.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from django.db import transaction

    from sistership.window.ground.registry import registry
    from sistership.window.ground.search.entries import rebuild as rebuild_search

    for office, rebuild in registry.rebuilders.items():
        with transaction.atomic():
            changed = rebuild()
        click.echo(f"{office}: {changed} rows differed" if changed else f"{office}: nothing differed")
    changed = rebuild_search()
    click.echo(f"search: {changed} entries differed" if changed else "search: nothing differed")
