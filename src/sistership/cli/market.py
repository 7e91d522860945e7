"""`sistership market`: list profiles, take a list in, print suggestions, end what has expired."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

KINDS = ("firm", "startup", "lab", "park", "investor", "department")
STATES = ("draft", "in_review", "on_hold", "refused", "published", "expired", "withdrawn")
language_option = click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)


@click.group(epilog="Example: sistership market list --city gdynia")
def command() -> None:
    """List profiles, take a list in, print suggestions, end what has expired."""


@command.command("list", epilog="Example: sistership market list --state published --language pl")
@click.option("--city", help="Key of a city: gdynia")
@click.option("--state", type=click.Choice(STATES), help="Only profiles in this state.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@language_option
@database_options
def list_command(
    city: str | None,
    state: str | None,
    is_json: bool,
    language: str,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Print the id, state, city, kind and title of each profile; never who it is."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.market.models import Profile
    from sistership.window.offices.market.queries.lists import load_profiles

    rows = Profile.objects.exclude(state="erased").select_related("city").order_by("pk")
    if city:
        rows = rows.filter(city__key=city)
    if state:
        rows = rows.filter(state=state)
    found = [
        {
            "id": str(one.public_id),
            "state": one.state,
            "city": one.city.key,
            "kind": one.profile_kind,
            "title": one.localized("title").text(language),
            "expires_on": one.expires_on.isoformat() if one.expires_on else None,
        }
        for one in load_profiles(rows)
    ]
    if is_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(
            "No profile here. Owners write them at /market/write/; a list: sistership market import FILE"
        )
    for row in found:
        click.echo(f"{row['id']}  {row['state']:<10}  {row['city']}  {row['kind']:<10}  {row['title']}")


@command.command(
    name="import", epilog="Example: sistership market import tenants.csv --city kaohsiung --dry-run"
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--city", required=True, help="Key of the city whose officers check the profiles: kaohsiung")
@click.option(
    "--kind", type=click.Choice(KINDS), default="firm", show_default=True, help="Where no column says."
)
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Check and count everything; write nothing.")
@click.option("--write-to-owners", is_flag=True, help="Send each owner the secret link.")
@language_option
@database_options
def import_file(
    file: Path,
    city: str,
    kind: str,
    is_dry_run: bool,
    write_to_owners: bool,
    language: str,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Take the list of tenants or members in FILE (CSV, XLSX) in as profiles that are being written."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.market.actions.importing import take_list
    from sistership.window.offices.people.models import City

    found = City.objects.filter(key=city).first()
    if found is None:
        known = ", ".join(City.objects.order_by("key").values_list("key", flat=True))
        raise InputError(f"There is no city {city!r}", where="--city", allowed=known)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(file)) from error

    def tell(number: int, total: int) -> None:
        if number % 500 == 0 or number == total:
            click.echo(f"{number} of {total} rows", err=True)

    taken = take_list(
        actor=SYSTEM,
        city=found,
        content=content,
        file=file.name,
        language=language,
        profile_kind=kind,
        is_dry_run=is_dry_run,
        does_write=write_to_owners,
        on_row=tell,
    )
    would = "would be " if is_dry_run else ""
    click.echo(
        f"{len(taken.added)} profiles {would}begun, {len(taken.known)} were here already, "
        f"{len(taken.errors)} rows are wrong."
    )
    for one in taken.errors:
        click.echo(f"  row {one.row}, {one.column}: {one.what}")
    if taken.errors:
        raise SystemExit(1)


@command.command(
    epilog="Example: sistership market suggest 01890a5d-ac96-774b-bcce-b302099a8057 --language pl"
)
@click.argument("profile_id")
@click.option("--count", type=click.IntRange(1, 50), default=8, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@language_option
@database_options
def suggest(
    profile_id: str,
    count: int,
    is_json: bool,
    language: str,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Print whom the window suggests to the profile PROFILE_ID, and why."""
    open_window(data_dir=data_dir, database_url=database_url)
    from django.utils import translation

    from sistership.window.ground.messages import translated
    from sistership.window.offices.market import engine
    from sistership.window.offices.market.actions.suggesting import suggestions_for
    from sistership.window.offices.market.models import Profile

    try:
        wanted = UUID(profile_id)
    except ValueError as error:
        raise InputError(
            f"{profile_id!r} is no id of a profile",
            where="PROFILE_ID",
            next_step="Take one from: sistership market list",
        ) from error
    profile = Profile.objects.select_related("city").filter(public_id=wanted).first()
    if profile is None:
        raise InputError(
            f"There is no profile {profile_id}",
            where="PROFILE_ID",
            next_step="Take one from: sistership market list",
        )
    engine.prepare()
    with translation.override(language):
        found = [
            {
                "id": str(one.profile.public_id),
                "city": one.profile.city.key,
                "title": one.profile.localized("title").text(language),
                "score": round(one.why.score, 4),
                "for": [translated(reason.said) for reason in one.reasons if not reason.is_against],
                "against": [translated(reason.said) for reason in one.reasons if reason.is_against],
            }
            for one in suggestions_for(profile, language=language, count=count)
        ]
    if is_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(
            "Nobody is suggested: the profile says too little, or no partner city has an answer to it."
        )
    for row in found:
        click.echo(f"{row['score']:.2f}  {row['city']}  {row['title']}  {row['id']}")
        for sign, name in (("+", "for"), ("-", "against")):
            click.echo("".join(f"      {sign} {said}\n" for said in _texts(row[name])), nl=False)


def _texts(given: object) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list) else []


@command.command(epilog="Example: sistership market expire")
@database_options
def expire(data_dir: Path | None, database_url: str | None) -> None:
    """Remind owners, end profiles and requests whose last day has passed, ask what came of introductions."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.market import tasks

    click.echo(f"{tasks.keep_profiles()} profiles reminded or ended")
    click.echo(f"{tasks.lapse_interests()} requests ended without an answer")
    click.echo(f"{tasks.ask_outcomes()} introductions asked about")
