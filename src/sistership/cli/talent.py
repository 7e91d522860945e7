"""`sistership talent`: list cohorts, place one, say why, print the balance, write what anybody may read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from sistership.cli.cases.tables import line
from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.offices.talent.models import Cohort

NOT_SHOWN = "–"
language_option = click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)


@click.group(epilog="Example: sistership talent list")
def command() -> None:
    """List, place and export cohorts of talent exchange."""


def _cohort(given: str) -> Cohort:
    """The cohort of an id, or `newest`."""
    from sistership.window.offices.talent.models import Cohort

    rows = Cohort.objects.select_related("programme__partnership", "side__city").order_by("-pk")
    found = None
    if given == "newest":
        found = rows.first()
    else:
        try:
            found = rows.filter(public_id=UUID(given)).first()
        except ValueError as error:
            raise InputError(
                f"{given!r} is no id of a cohort",
                where="COHORT",
                allowed="an id, or newest",
                next_step="Take one from: sistership talent list",
            ) from error
    if found is None:
        raise InputError(
            "There is no such cohort", where="COHORT", next_step="Take one from: sistership talent list"
        )
    return found


@command.command("list", epilog="Example: sistership talent list --language zh-hant")
@language_option
@database_options
def list_command(language: str, data_dir: Path | None, database_url: str | None) -> None:
    """Print the id, state, days, numbers of positions and applications, and title of each cohort."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.ground.texts import load_texts
    from sistership.window.offices.talent.models import Cohort
    from sistership.window.offices.talent.queries.cohorts import stage_of

    rows = list(Cohort.objects.select_related("programme").order_by("pk"))
    load_texts(rows)
    if not rows:
        click.echo("No cohort yet. Officers begin one at their desk.")
    for row in rows:
        stage = stage_of(row)
        cells = [(str(row.public_id), 36), (row.state, 9), (f"{row.first_day:%Y-%m-%d}", 10)]
        numbers = f"{stage.open_positions} positions, {stage.sent} applications, {stage.placed} placed"
        click.echo(f"{line(*cells)}  {numbers}  {row.localized('title').text(language)}")


@command.command(epilog="Example: sistership talent place newest")
@click.argument("cohort")
@click.option("--refill", is_flag=True, help="Give places that were given back to those without one.")
@database_options
def place(cohort: str, *, refill: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Place COHORT (an id, or newest) now if its seed is published; background work does it too."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.talent.actions.placing import place_cohort, refill_cohort

    found = _cohort(cohort)
    if not refill and found.state not in ("seeded", "placed"):
        click.echo(f"Not placed: the cohort is {found.state!r}. Lists close first, then a seed is published.")
        return
    run = refill_cohort(cohort=found) if refill else place_cohort(cohort=found)
    if run is None:
        click.echo("Nothing to do.")
        return
    told = run.certificate
    click.echo(f"Placed {told['placed']} of {told['applicants']}. Blocking pairs: {told['blocking_pairs']}.")
    click.echo(f"Seed: {told['seed']!r}. SHA-256 of the lists: {run.data_digest}")


@command.command(epilog="Example: sistership talent why newest A0001 H01")
@click.argument("cohort")
@click.argument("application")
@click.argument("position")
@database_options
def why(
    cohort: str, application: str, position: str, data_dir: Path | None, database_url: str | None
) -> None:
    """Say why APPLICATION of COHORT is not at POSITION, by the newest placement whose lists are kept."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.talent.engine import reasons_against
    from sistership.window.offices.talent.queries.cohorts import newest_run

    run = newest_run(_cohort(cohort))
    if run is None or run.lists is None or run.outcome is None:
        click.echo("This cohort is not placed, or its lists are erased.")
        return
    try:
        (found,) = reasons_against(
            run.lists, run.outcome, seed=run.certificate["seed"], applicant=application, hosts=[position]
        )
    except InputError as error:
        raise InputError(error.what, where="APPLICATION, POSITION", allowed=error.allowed) from error
    click.echo(f"{found.text}.")


@command.command(epilog="Example: sistership talent balance")
@database_options
def balance(data_dir: Path | None, database_url: str | None) -> None:
    """Print how many stays each city sent to each other, by year; small numbers are not shown."""
    open_window(data_dir=data_dir, database_url=database_url)
    from django.contrib.auth.models import AnonymousUser

    from sistership.window.offices.talent.balance import shown_balance
    from sistership.window.offices.talent.queries.cohorts import flows

    table = shown_balance(flows(AnonymousUser()))
    if not table.rows:
        click.echo("No stay has been agreed yet.")
        return
    years = [(str(year), 6) for year in table.years]
    click.echo(line(("from", 16), ("to", 16), *years, ("in all", 6)))
    for row in table.rows:
        counts = [NOT_SHOWN if count is None else str(count) for count in (*row.years, row.total)]
        click.echo(line((row.home, 16), (row.host, 16), *((one, 6) for one in counts)))


@command.command(epilog="Example: sistership talent export newest --output cohort.json")
@click.argument("cohort")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@database_options
def export(cohort: str, output: Path | None, data_dir: Path | None, database_url: str | None) -> None:
    """Write what anybody may read of COHORT as JSON: positions and certificates, no application."""
    open_window(data_dir=data_dir, database_url=database_url)
    from django.core.serializers.json import DjangoJSONEncoder

    from sistership.window.ground.texts import load_texts
    from sistership.window.offices.talent.exchange import cohort_json, run_json
    from sistership.window.offices.talent.models import PlacementRun, Position

    found = _cohort(cohort)
    rows = Position.objects.filter(cohort=found, state="open").select_related("city").order_by("number")
    positions = list(rows.prefetch_related("home_cities"))
    load_texts([found], positions)
    runs = list(PlacementRun.objects.filter(cohort=found).select_related("cohort"))
    document = cohort_json(found, positions, runs) | {"certificates": [run_json(one) for one in runs]}
    text = json.dumps(document, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    if output is None:
        click.echo(text)
        return
    output.write_text(text + "\n", encoding="utf-8")
    click.echo(f"{len(positions)} positions written to {output}")
