"""`sistership lessons`: list lessons, show one, write them to a file, take a file in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.offices.lessons.models import Lesson

language_option = click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)


@click.group(epilog="Example: sistership lessons list --language zh-hant")
def command() -> None:
    """List, show, export or import lessons."""


def _rows(partnership: str | None = None, *, published_only: bool = False) -> list[Lesson]:
    from sistership.window.offices.lessons.models import Lesson

    rows = Lesson.objects.select_related("partnership", "side__city").order_by("pk")
    if partnership:
        rows = rows.filter(partnership__key=partnership)
    return list(rows.filter(state="published") if published_only else rows)


@command.command("list", epilog="Example: sistership lessons list --partnership kaohsiung-penang")
@click.option("--partnership", help="Key of a partnership: kaohsiung-penang")
@language_option
@database_options
def list_command(
    partnership: str | None, language: str, data_dir: Path | None, database_url: str | None
) -> None:
    """Print the id, state, city, topic and title of each lesson, drafts too."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.ground.texts import load_texts

    rows = _rows(partnership)
    load_texts(rows)
    if not rows:
        click.echo("No lesson yet. Experts write them at their desk, or run: sistership lessons import FILE")
    for row in rows:
        title = row.localized("title").text(language)
        click.echo(f"{row.public_id}  {row.state:<10}  {row.side.city.key}  {row.topic}  {title}")


@command.command(epilog="Example: sistership lessons show 01890a5d-ac96-774b-bcce-b302099a8057 --language ms")
@click.argument("lesson_id")
@language_option
@database_options
def show(lesson_id: str, language: str, data_dir: Path | None, database_url: str | None) -> None:
    """Print the lesson LESSON_ID as Markdown, with its figures and their sources."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.lessons.exchange import lesson_markdown

    try:
        wanted = UUID(lesson_id)
    except ValueError as error:
        raise InputError(
            f"{lesson_id!r} is no id of a lesson",
            where="LESSON_ID",
            next_step="Take one from: sistership lessons list",
        ) from error
    found = next((row for row in _rows() if row.public_id == wanted), None)
    if found is None:
        raise InputError(
            f"There is no lesson {lesson_id}",
            where="LESSON_ID",
            next_step="Take one from: sistership lessons list",
        )
    click.echo(lesson_markdown(found, language), nl=False)


@command.command(epilog="Example: sistership lessons export --output lessons.json")
@click.option("--partnership", help="Key of a partnership: kaohsiung-penang")
@click.option("--drafts", "with_drafts", is_flag=True, help="Also what is not published.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File  [default: standard output]"
)
@database_options
def export(
    partnership: str | None,
    with_drafts: bool,
    output: Path | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Write lessons as JSON that another window can take in."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.lessons.exchange import lessons_json

    rows = _rows(partnership, published_only=not with_drafts)
    content = json.dumps(lessons_json(rows), ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_text(content, "utf-8")
    except OSError as error:
        raise InputError(f"The file cannot be written ({error.strerror})", where=str(output)) from error
    click.echo(f"{len(rows)} lessons written to {output}")


@command.command(name="import", epilog="Example: sistership lessons import lessons.json --dry-run")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Check and count everything; write nothing.")
@database_options
def import_file(file: Path, is_dry_run: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Take in the lessons of FILE as drafts: the cities of this window review them before readers see them.

    A lesson whose id is here already is left as it is.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.lessons.exchange import read_lessons, take_lessons

    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(file)) from error
    taken = take_lessons(actor=SYSTEM, values=read_lessons(content, file=file.name), is_dry_run=is_dry_run)
    would = "would be " if is_dry_run else ""
    click.echo(f"{len(taken.added)} lessons {would}added as drafts, {len(taken.known)} were here already.")
    for title in taken.added:
        click.echo(f"  {title}")
