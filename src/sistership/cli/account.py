"""`sistership account`: create an account, grant and revoke roles, issue a token for a program."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from sistership.cli.django_setup import database_options, open_window

if TYPE_CHECKING:
    from sistership.window.offices.people.models import Account, City

ROLES = ("officer", "lead", "councillor", "administrator")
role_option = click.option("--role", type=click.Choice(ROLES), required=True, help="What the account may do.")
city_option = click.option("--city", help="Key of the city, for every role but administrator: gdynia")


def _account(email: str) -> Account:
    from sistership.common.errors import InputError
    from sistership.window.offices.people.models import Account

    account = Account.objects.filter(email=email.lower()).first()
    if account is None:
        raise InputError(f"There is no account {email}", next_step="Create it: sistership account add")
    return account


def _city(key: str | None) -> City | None:
    from sistership.common.errors import InputError
    from sistership.window.offices.people.models import City

    if key is None:
        return None
    city = City.objects.filter(key=key).first()
    if city is None:
        known = ", ".join(City.objects.order_by("key").values_list("key", flat=True))
        raise InputError(f"There is no city {key!r}", where="--city", allowed=known or "none yet")
    return city


@click.group(epilog="Example: sistership account add jan@example.org --role officer --city gdynia")
def command() -> None:
    """Create an account, grant a role, issue an API token."""


@command.command(epilog="Example: sistership account add jan@example.org --role officer --city gdynia")
@click.argument("email")
@role_option
@city_option
@click.option("--name", default="", help="How the account is called on pages.")
@click.option("--language", default="", help="Language of letters: zh-hant, en, pl or ms")
@click.option(
    "--password-file",
    type=click.File("r"),
    help="Read the password from the first line of a file (- for standard input) instead of asking.",
)
@database_options
def add(
    email: str,
    role: str,
    city: str | None,
    name: str,
    language: str,
    password_file: IO[str] | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Create an account that can log in, with one role."""
    open_window(data_dir=data_dir, database_url=database_url)
    from django.db import transaction

    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people import actions as people

    if password_file is not None:
        password = password_file.readline().rstrip("\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with transaction.atomic():
        account = people.add_account(
            actor=SYSTEM, email=email, password=None, display_name=name, language=language
        )
        people.set_password(actor=SYSTEM, account=account, password=password)
        people.grant_role(actor=SYSTEM, account=account, role=role, city=_city(city))
    click.echo(f"{account.email} can log in.")


@command.command(epilog="Example: sistership account grant jan@example.org --role lead --city gdynia")
@click.argument("email")
@role_option
@city_option
@database_options
def grant(email: str, role: str, city: str | None, data_dir: Path | None, database_url: str | None) -> None:
    """Give an account a further role."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people import actions as people

    account = _account(email)
    people.grant_role(actor=SYSTEM, account=account, role=role, city=_city(city))
    click.echo(f"{account.email} is {role}{f' in {city}' if city else ''}.")


@command.command(epilog="Example: sistership account revoke jan@example.org --role lead --city gdynia")
@click.argument("email")
@role_option
@city_option
@database_options
def revoke(email: str, role: str, city: str | None, data_dir: Path | None, database_url: str | None) -> None:
    """Take a role away; the last administrator keeps it."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.common.errors import InputError
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people import actions as people

    account = _account(email)
    found = account.grants.filter(role=role, city=_city(city)).first()
    if found is None:
        held = ", ".join(
            f"{one.role} in {one.city.key}" if one.city else one.role
            for one in account.grants.select_related("city")
        )
        raise InputError(
            f"{account.email} is not {role}{f' in {city}' if city else ''}", allowed=held or "no role at all"
        )
    people.revoke_role(actor=SYSTEM, grant=found)
    click.echo(f"{account.email} is no longer {role}{f' in {city}' if city else ''}.")


@command.command(epilog="Example: sistership account token jan@example.org --name 'Year report' --days 90")
@click.argument("email")
@click.option("--name", required=True, help="By which you know the token again.")
@click.option("--scopes", default="read", show_default=True, help="read, write, or read,write")
@click.option("--days", default=90, show_default=True, help="How long it works.")
@database_options
def token(
    email: str, name: str, scopes: str, days: int, data_dir: Path | None, database_url: str | None
) -> None:
    """Issue a token for a program and print it; it is shown this once and stored nowhere."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.people import actions as people

    wanted = [scope.strip() for scope in scopes.split(",") if scope.strip()]
    _, secret = people.issue_api_token(account=_account(email), name=name, scopes=wanted, days=days)
    click.echo(secret)
