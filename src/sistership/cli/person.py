"""`sistership person`: export what the window holds about a person, or erase it."""

from __future__ import annotations

from pathlib import Path

import click

from sistership.cli.django_setup import database_options, open_window


@click.group(epilog="Example: sistership person export jan@example.org > jan.json")
def command() -> None:
    """Export or erase a person."""


@command.command("export", epilog="Example: sistership person export jan@example.org > jan.json")
@click.argument("person", metavar="ID|EMAIL")
@database_options
def export_command(person: str, data_dir: Path | None, database_url: str | None) -> None:
    """Print as JSON what every office holds about a person or an account."""
    open_window(data_dir=data_dir, database_url=database_url)
    import json

    from django.core.serializers.json import DjangoJSONEncoder

    from sistership.window.offices.people.erasure import export_person, find_subjects

    found = [export_person(subject) for subject in find_subjects(person)]
    click.echo(json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))


@command.command("erase", epilog="Example: sistership person erase jan@example.org --yes")
@click.argument("person", metavar="ID|EMAIL")
@click.option("--yes", is_flag=True, help="Erase without asking.")
@database_options
def erase_command(person: str, yes: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Erase a person or an account for good, also from the journal, whose chains stay whole.

    Words that somebody wrote about the person inside another text (a summary, a document) are not found
    by this command: search for the name and edit them by hand. Backups made before still hold the person.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from django.db import transaction

    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people.erasure import erase_person, find_subjects

    subjects = find_subjects(person)
    for subject in subjects:
        click.echo(f"{subject.kind} {subject.public_id}")
    if not yes:
        click.confirm("Erase for good what the window holds about them?", abort=True)
    with transaction.atomic():
        rows = sum(erase_person(actor=SYSTEM, subject=subject) for subject in subjects)
    click.echo(f"Erased: {rows} rows. Check the chains with: sistership journal verify")
