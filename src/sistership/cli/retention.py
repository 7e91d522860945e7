"""`sistership retention`: let go of what was kept long enough."""

from __future__ import annotations

from pathlib import Path

import click

from sistership.cli.django_setup import database_options, open_window

MOST_SHOWN = 20


@click.command(epilog="Example: sistership retention --dry-run")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Count everything; let go of nothing.")
@database_options
def command(is_dry_run: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Let go of letters, links, sessions and files that were kept long enough, as the window does nightly.

    Accounts, persons and drafts are named only: a person decides about them. The days are set by
    SISTERSHIP_RETENTION_DAYS; docs/guide/operating.md lists them.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.duty.actions import run_retention
    from sistership.window.offices.journal.actions import SYSTEM

    found = run_retention(actor=SYSTEM, is_dry_run=is_dry_run)
    done = "would go" if is_dry_run else "let go"
    for one in found:
        if one.to_decide is None:
            click.echo(f"{one.count:>6} {done:<8}  {one.name}: {one.what} ({_days(one.days)})")
    for one in found:
        if one.to_decide is None:
            continue
        click.echo(f"{one.count:>6} to decide  {one.name}: {one.what} ({_days(one.days)})")
        for public_id in one.to_decide[:MOST_SHOWN]:
            click.echo(f"{'':>17}{public_id}")
        if one.count > MOST_SHOWN:
            click.echo(f"{'':>17}and {one.count - MOST_SHOWN} more")
    if any(one.to_decide for one in found):
        click.echo("Accounts and persons: sistership person export ID, then sistership person erase ID")


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
