"""`sistership matchdays`: list days, have a plan made, print the report, write EVENT.json or the plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.offices.matchdays.models import DayPlan, Matchday

language_option = click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
output_option = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File  [default: standard output]"
)


@click.group(epilog="Example: sistership matchdays list --language zh-hant")
def command() -> None:
    """List matchmaking days, plan them, report and export them."""


def _day(given: str) -> Matchday:
    from sistership.window.offices.matchdays.models import Matchday

    unknown = {"where": "DAY", "next_step": "Take one from: sistership matchdays list"}
    try:
        wanted = UUID(given)
    except ValueError as error:
        raise InputError(f"{given!r} is no id of a matchmaking day", **unknown) from error
    rows = Matchday.objects.select_related("side__city", "side__partnership", "city")
    found = rows.filter(public_id=wanted).first()
    if found is None:
        raise InputError(f"There is no matchmaking day {given}", **unknown)
    return found


def _write(content: str, output: Path | None) -> None:
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_text(content, "utf-8")
    except OSError as error:
        raise InputError(f"The file cannot be written ({error.strerror})", where=str(output)) from error
    click.echo(f"Written to {output}")


@command.command("list", epilog="Example: sistership matchdays list")
@language_option
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@database_options
def list_command(language: str, as_json: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Print the id, day, city, state and title of each matchmaking day, drafts too."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.matchdays.models import Matchday
    from sistership.window.offices.matchdays.queries.days import load_day_texts, with_times

    rows = list(with_times(Matchday.objects.all()))
    load_day_texts(rows)
    values = [
        {
            "id": str(row.public_id),
            "first_at": row.first_at.isoformat() if row.first_at else None,  # type: ignore[attr-defined]
            "city": row.city.key,
            "state": row.state,
            "registered": row.expected,  # type: ignore[attr-defined]
            "title": row.localized("title").text(language),
        }
        for row in rows
    ]
    if as_json:
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    if not values:
        click.echo("No matchmaking day yet. Officers add them at their desk.")
    for one in values:
        on = (one["first_at"] or "undated")[:10]
        where = f"{one['city']:<12}  {one['state']:<10}  {one['registered']:>4}"
        click.echo(f"{one['id']}  {on}  {where}  {one['title']}")


@command.command(epilog="Example: sistership matchdays plan 01890a5d-ac96-774b-bcce-b302099a8057")
@click.argument("day")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True)
@database_options
def plan(day: str, seed: int, data_dir: Path | None, database_url: str | None) -> None:
    """Make a plan of DAY now, as a draft that an officer looks at and publishes."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.matchdays import engine, tasks
    from sistership.window.offices.matchdays.actions import planning

    matchday = _day(day)
    engine.require()
    asked = planning.ask_for_plan(actor=SYSTEM, matchday=matchday, seed=seed)
    tasks.make_plan(str(asked.public_id))
    asked.refresh_from_db()
    _say(asked)


def _say(asked: DayPlan) -> None:
    if asked.state != "draft":
        raise StateError(
            asked.failure or f"The plan is {asked.state}: the background worker has taken it up as well",
            next_step="Look at the day at the desk",
        )
    share = "" if asked.share is None else f", {min(asked.share, 1):.1%} of the best that could be"
    click.echo(f"Plan {asked.number}: {asked.meetings.count()} meetings{share}. An officer publishes it.")


@command.command(epilog="Example: sistership matchdays report 01890a5d-ac96-774b-bcce-b302099a8057")
@click.argument("day")
@output_option
@database_options
def report(day: str, output: Path | None, data_dir: Path | None, database_url: str | None) -> None:
    """Write the report of DAY as CSV: counts, measures beside what is usual, cities."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.tables import write_csv
    from sistership.window.offices.matchdays.exchange import report_table
    from sistership.window.offices.matchdays.queries.report import report_of

    written = write_csv(report_table(report_of(_day(day))))
    _write(written.decode("utf-8-sig") if isinstance(written, bytes) else written, output)


@command.command(epilog="Example: sistership matchdays export 01890a5d-ac96-774b-bcce-b302099a8057")
@click.argument("day")
@click.option("--what", type=click.Choice(("event", "plan")), default="event", show_default=True)
@output_option
@database_options
def export(day: str, what: str, output: Path | None, data_dir: Path | None, database_url: str | None) -> None:
    """Write DAY as EVENT.json for `sistership match schedule`, or its published plan.

    Whom a participant refuses is in neither.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.matchdays import engine
    from sistership.window.offices.matchdays.actions.planning import published_plan
    from sistership.window.offices.matchdays.exchange import meetings_json
    from sistership.window.offices.matchdays.queries.days import meetings_of
    from sistership.window.offices.matchdays.queries.work import current_document

    matchday = _day(day)
    standing = published_plan(matchday)
    if what == "event":
        value: object = current_document(matchday, standing, engine.fits_of(matchday))
    elif standing is None:
        raise StateError("No plan of this day is published", next_step="Publish one at the desk")
    else:
        value = {"meetings": meetings_json(meetings_of(standing))}
    _write(json.dumps(value, ensure_ascii=False, indent=1) + "\n", output)
