"""`sistership search`: what a reader finds by words, at a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.ground.search.searchable import Searchable


@click.command(epilog="Example: sistership search 輕軌 --language en")
@click.argument("words", nargs=-1, required=True)
@click.option("--as", "email", help="E-mail address of the account that searches  [default: the public]")
@click.option("--kind", help="Kind of record, such as commitment  [default: all]")
@click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True, help="Of each kind.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@database_options
def command(
    words: tuple[str, ...],
    email: str | None,
    kind: str | None,
    limit: int,
    language: str,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Print the records that hold all WORDS, in any language: only what the reader may see."""
    open_window(data_dir=data_dir, database_url=database_url)
    from django.utils import translation

    from sistership.window.ground.search.searching import search

    with translation.override(language):
        results = search(
            _reader(email), " ".join(words), kinds=[kind] if kind else (), limit=limit, language=language
        )
        for concept in results.query.concepts:
            names = ", ".join(concept.names[code] for code in LANGUAGES if code != language)
            click.echo(f"Also searched for {concept.name(language)}: {names}")
        if not results.query.clauses:
            raise InputError("There is no word or number in this", where="WORDS")
        for group in results.groups:
            click.echo(f"{group.searchable.label}")
            for hit in group.hits:
                click.echo(f"  {hit.record.public_id}  {_title(group.searchable, hit.record, language)}")
                if hit.excerpt:
                    click.echo("    " + "".join(part.text for part in hit.excerpt))
            if group.has_more:
                click.echo(f"  There are more: add --kind {group.kind} and a higher --limit.")
        if not results.groups:
            click.echo("Nothing was found.")


def _title(searchable: Searchable, record: Any, language: str) -> str:
    return searchable.title_of(record, language).text or str(getattr(record, "key", ""))


def _reader(email: str | None) -> Any:
    from django.contrib.auth.models import AnonymousUser

    from sistership.window.offices.people.models import Account

    if email is None:
        return AnonymousUser()
    account = Account.objects.filter(email=email.lower(), is_active=True).first()
    if account is None:
        raise InputError(
            f"There is no open account {email!r}",
            where="--as",
            next_step="Leave --as out to search as the public",
        )
    return account
