"""`sistership city`: list cities, show one, write it to a file, take a file in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.cli.output import write_output
from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.formats.city_packs import CityPack
    from sistership.window.offices.people.models import City

SECTIONS = {
    "local_days": "local days",
    "terms": "terms",
    "official_levels": "official levels",
    "law_links": "links to law",
}


def _city(key: str) -> City:
    from sistership.window.offices.people.models import City

    city = City.objects.filter(key=key).first()
    if city is None:
        known = ", ".join(City.objects.order_by("key").values_list("key", flat=True))
        raise InputError(f"There is no city {key!r}", where="KEY", allowed=known or "none is there yet")
    return city


@click.group(epilog="Example: sistership city export gdynia --output gdynia.json")
def command() -> None:
    """List, show, export or import cities."""


@command.command("list", epilog="Example: sistership city list --language zh-hant")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@database_options
def list_command(language: str, data_dir: Path | None, database_url: str | None) -> None:
    """Print the key, country, time zone and name of each city."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.ground.texts import load_texts
    from sistership.window.offices.people.models import City

    cities = list(City.objects.order_by("key"))
    load_texts(cities)
    if not cities:
        click.echo("No city yet. Open /setup/ in the window, or run: sistership city import FILE")
    widths = [max((len(getattr(city, name)) for city in cities), default=0) for name in ("key", "timezone")]
    for city in cities:
        name = city.localized("name").text(language)
        click.echo(f"{city.key:<{widths[0]}}  {city.country}  {city.timezone:<{widths[1]}}  {name}")


@command.command(epilog="Example: sistership city show gdynia --language pl")
@click.argument("key")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@database_options
def show(key: str, language: str, data_dir: Path | None, database_url: str | None) -> None:
    """Print what is particular to the city KEY."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.people.packs import pack_of

    for line in _lines(pack_of(_city(key)), language):
        click.echo(line)


def _lines(pack: CityPack, language: str) -> list[str]:
    def best(texts: Any) -> str:
        return texts.get(language) or next(iter(texts.values()), "-")

    part = f" ({pack.subdivision})" if pack.subdivision else ""
    lines = [
        f"{pack.key}: {best(pack.names)}",
        f"  country     {pack.country}{part}",
        f"  time zone   {pack.timezone}",
        f"  position    {pack.longitude}, {pack.latitude} (longitude, latitude)",
        f"  desk        {pack.language}",
        f"  publishes   {', '.join(pack.published_languages or (pack.language,))}",
    ]
    lines += [f"  also called {', '.join(pack.aliases)}"] if pack.aliases else []
    lines += [f"  open        {best(pack.desk_hours)}"] if pack.desk_hours else []
    lines += [f"  {day:<11} {hours}" for day, hours in pack.office_hours.items()]
    days = [
        "  ".join(
            filter(None, (f"    {day.on}  {'works' if day.is_working else 'closed'}", day.hours, day.note))
        )
        for day in pack.local_days
    ]
    terms = [f"    {one.concept} [{one.language}]  {one.term}" for one in pack.terms]
    levels = [
        f"    {level.topic} {level.position}  {best(level.names)}{_measures(level.thresholds)}"
        for level in pack.official_levels
    ]
    laws = [f"    {link.topic}  {best(link.titles)}  {link.url}" for link in pack.law_links]
    for title, rows in zip(SECTIONS.values(), (days, terms, levels, laws), strict=True):
        if rows:
            lines += [f"  {title}", *rows]
    return lines


def _measures(thresholds: Any) -> str:
    said = [
        f"{one.at_least:g} {one.unit}" + (f" in {one.period_h:g} h" if one.period_h else "")
        for one in thresholds
    ]
    return f"  ({' or '.join(said)})" if said else ""


@command.command(epilog="Example: sistership city export gdynia --output gdynia.json")
@click.argument("key")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File  [default: standard output]"
)
@database_options
def export(key: str, output: Path | None, data_dir: Path | None, database_url: str | None) -> None:
    """Write the city KEY as a city pack: one file that another window can take in."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.city_packs import write_city_pack
    from sistership.window.offices.people.packs import pack_of

    content = write_city_pack(pack_of(_city(key)))
    write_output(content, output)


@command.command(name="import", epilog="Example: sistership city import gdynia.json --dry-run")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Check and count everything; write nothing.")
@database_options
def import_file(file: Path, is_dry_run: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Take in the city pack FILE (.json or .toml): a new city, or the city of that key made equal to it.

    What a city has and the file does not name is removed; look first with --dry-run.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.formats.city_packs import PackError, read_city_pack
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people import actions as people

    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(file)) from error
    try:
        pack = read_city_pack(content, file=file.name)
    except PackError as error:
        for problem in error.problems:
            click.echo(f"{error.file}: {problem.message}", err=True)
        click.echo(f"sistership: {len(error.problems)} problems. Nothing was written.", err=True)
        sys.exit(2)
    change = people.import_city(actor=SYSTEM, pack=pack, is_dry_run=is_dry_run)
    would = "would be " if is_dry_run else ""
    if not change:
        click.echo(f"{pack.key} is as the file says already; nothing was changed.")
        return
    click.echo(f"{pack.key} {would}{'added' if change.is_new else 'changed'}")
    for name in change.facts:
        click.echo(f"  {name} {would}changed")
    for name, title in SECTIONS.items():
        if section := change.sections[name]:
            click.echo(
                f"  {title}: {len(section.added)} {would}added, {len(section.changed)} {would}changed,"
                f" {len(section.removed)} {would}removed"
            )
