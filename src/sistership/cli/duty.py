"""`sistership duty`: the privacy register, breaches and requests of persons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.offices.people.models import City


def _city(key: str) -> City:
    from sistership.window.offices.people.models import City

    city = City.objects.filter(key=key).first()
    if city is None:
        known = ", ".join(City.objects.order_by("key").values_list("key", flat=True))
        raise InputError(f"There is no city {key!r}", where="KEY", allowed=known or "none is there yet")
    return city


def _print_json(found: Any) -> None:
    import json

    from django.core.serializers.json import DjangoJSONEncoder

    click.echo(json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))


@click.group(epilog="Example: sistership duty breaches")
def command() -> None:
    """Privacy register, breaches and requests of persons."""


@command.group(epilog="Example: sistership duty register start gdynia")
def register() -> None:
    """Fill in or write out a city's privacy register."""


@register.command("start", epilog="Example: sistership duty register start gdynia")
@click.argument("key")
@database_options
def start(key: str, data_dir: Path | None, database_url: str | None) -> None:
    """Fill in what this window does with personal data, where the register of the city KEY lacks it."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.duty.actions import start_register
    from sistership.window.offices.journal.actions import SYSTEM

    added = start_register(actor=SYSTEM, city=_city(key))
    click.echo(f"{added} rows added. Check each with counsel: Administration, Privacy register")


@register.command(
    "export", epilog="Example: sistership duty register export gdynia --language pl > gdynia.csv"
)
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="All languages, contact and transfers, as JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@database_options
def export(key: str, as_json: bool, language: str, data_dir: Path | None, database_url: str | None) -> None:
    """Write the register of the city KEY as CSV in one language, or as JSON."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.tables import write_csv
    from sistership.window.offices.duty.exchange import register_json, register_table
    from sistership.window.offices.duty.queries import register_of
    from sistership.window.offices.people.models import Partnership

    city = _city(key)
    found = register_of(city, Partnership.objects.filter(cities=city))
    if as_json:
        _print_json(register_json(found))
    else:
        sys.stdout.buffer.write(write_csv(register_table(found, language=language)))


@command.command(epilog="Example: sistership duty breaches --json")
@click.option("--json", "as_json", is_flag=True, help="With every clock, as JSON.")
@database_options
def breaches(as_json: bool, data_dir: Path | None, database_url: str | None) -> None:
    """List breaches, the newest first, with who must be told next."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.ground import clock
    from sistership.window.ground.texts import load_texts
    from sistership.window.offices.duty.models import Breach
    from sistership.window.offices.duty.queries import clocks_of

    rows = list(Breach.objects.prefetch_related("cities"))
    load_texts(rows)
    now = clock.now()
    found = [
        {
            "breach": row.public_id,
            "title": row.localized("title").text("en"),
            "noticed_at": row.noticed_at,
            "closed_at": row.closed_at,
            "next_due_at": row.next_due_at,
            "clocks": [
                {
                    "city": one.city,
                    "duty": one.duty.code,
                    "article": one.duty.article,
                    "due_at": one.due_at,
                    "state": one.state(now).value,
                }
                for one in clocks_of(row)
            ],
        }
        for row in rows
    ]
    if as_json:
        _print_json(found)
        return
    for row in rows:
        due = f"next by {row.next_due_at:%Y-%m-%d %H:%M} UTC" if row.next_due_at else "nobody left to be told"
        state = "closed" if row.closed_at else due
        click.echo(
            f"{row.public_id}  {row.noticed_at:%Y-%m-%d}  {state}  {row.localized('title').text('en')}"
        )
    if not rows:
        click.echo("No breach is recorded")


@command.command(epilog="Example: sistership duty requests --all")
@click.option("--all", "with_answered", is_flag=True, help="Those answered too.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@database_options
def requests(with_answered: bool, as_json: bool, data_dir: Path | None, database_url: str | None) -> None:
    """List requests of persons about their data, the first due first; names are not printed."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.duty.models import PersonRequest

    rows = PersonRequest.objects.select_related("city").order_by("due_on", "pk")
    if not with_answered:
        rows = rows.filter(done_on__isnull=True)
    if as_json:
        names = ("public_id", "request_kind", "received_on", "due_on", "done_on", "outcome")
        _print_json([{"city": row.city.key} | {name: getattr(row, name) for name in names} for row in rows])
        return
    for row in rows:
        state = f"{row.outcome} {row.done_on}" if row.done_on else f"due {row.due_on}"
        click.echo(
            f"{row.public_id}  {row.city.key}  {row.request_kind}  received {row.received_on}  {state}"
        )
    if not rows:
        click.echo("No request waits")
