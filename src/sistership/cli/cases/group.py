"""The group of commands, and what all of them begin with: who acts, which case, in which language."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.offices.cases.models import Case
    from sistership.window.offices.people.models import Account, Partnership, Side

Command = TypeVar("Command", bound=Callable[..., Any])
AS = "--as officer.kaohsiung@sistership.example"
"""In examples."""


@click.group(epilog=f"Example: sistership cases list {AS} --tab late")
def command() -> None:
    """List, answer, hand over, import and export cases.

    Each command acts for an account, and does what that account may do on the pages.
    """


account_option = click.option(
    "--as", "email", required=True, metavar="EMAIL", help="E-mail address of the account that acts"
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), help="Of the words  [default: the account's]"
)


def text_option(help_text: str, *, is_required: bool = True) -> Callable[[Command], Command]:
    """`--text WORDS`, or `--text -` for those of standard input."""
    return click.option(
        "--text", required=is_required, default=None if is_required else "", help=f"{help_text}; - reads them"
    )


def words_of(text: str) -> str:
    """The words, or those of standard input for `-`."""
    return sys.stdin.read() if text == "-" else text


def account_named(email: str) -> Account:
    """The open account of an address."""
    from sistership.window.offices.people.models import Account

    account = Account.objects.filter(email=email.lower(), is_active=True).first()
    if account is None:
        raise InputError(f"There is no open account {email!r}", where="--as")
    return account


def case_named(account: Account, number: str) -> Case:
    """The case of a number that the account sees."""
    from sistership.window.offices.cases.rules import visible_cases

    rows = visible_cases(account).select_related("partnership", "side__city", "offered_to__city", "officer")
    case = rows.filter(number=number.strip().upper()).first()
    if case is None:
        raise InputError(
            f"There is no case {number} that {account.email} may see",
            where="NUMBER",
            next_step=f"Take one from: sistership cases list --as {account.email}",
        )
    return case


def partnership_named(account: Account, key: str) -> Partnership:
    """The partnership of a key that the account sees."""
    from sistership.window.offices.people.rules import visible_partnerships

    rows = visible_partnerships(account)
    found = rows.filter(key=key).first()
    if found is None:
        keys = ", ".join(rows.order_by("key").values_list("key", flat=True))
        raise InputError(
            f"There is no partnership {key!r}", where="--partnership", allowed=keys or "none yet"
        )
    return found


def side_named(partnership: Partnership, key: str, *, where: str = "--side") -> Side:
    """The side of a city in the partnership."""
    sides = {side.city.key: side for side in partnership.sides.select_related("city", "partnership")}
    if key not in sides:
        raise InputError(f"{key!r} is not a city of this partnership", where=where, allowed=", ".join(sides))
    return sides[key]


def language_of(account: Account, language: str | None) -> str:
    """What was asked for, else the account's own language."""
    return language or account.language or "en"


def print_json(found: Any) -> None:
    """A value of JSON, of instants and of ids."""
    from django.core.serializers.json import DjangoJSONEncoder

    click.echo(json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))


def tell(case: Case) -> None:
    """One line on how a case stands after a deed."""
    due = f", due {case.due_at:%Y-%m-%d %H:%M} UTC" if case.due_at else ""
    click.echo(f"{case.number}: {case.state}, owed by {case.side.city.key}{due}")
