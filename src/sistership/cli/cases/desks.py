"""`sistership cases route`, `promises`: what a desk's rules would do, what desks promised and achieved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sistership.cli.cases.group import (
    AS,
    account_named,
    account_option,
    command,
    json_option,
    language_of,
    language_option,
    partnership_named,
    print_json,
    side_named,
)
from sistership.cli.cases.tables import line
from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError

if TYPE_CHECKING:
    from sistership.window.offices.cases.models import RuleSet
    from sistership.window.offices.people.models import Account, Side


def _rule_set(account: Account, side: Side, name: str | None) -> RuleSet:
    from sistership.window.offices.cases.rules import visible_rule_sets

    rows = visible_rule_sets(account).filter(side=side)
    found = rows.filter(name=name).first() if name else rows.filter(state="on").first()
    if found is None:
        names = ", ".join(f"{one.name} ({one.state})" for one in rows)
        raise InputError(
            f"There is no rule set {name!r}" if name else "No rules are in use",
            where="--rules",
            allowed=names or "none is written yet",
        )
    return found


@command.command(
    epilog=f"Example: sistership cases route {AS} --partnership kaohsiung-gdynia --side kaohsiung --try"
)
@account_option
@click.option("--partnership", required=True, help="Key of the partnership")
@click.option("--side", required=True, help="Key of the account's city")
@click.option("--rules", "name", help="Name of a rule set  [default: the one in use]")
@click.option("--try", "is_tried", is_flag=True, help="Say what they would have done with past cases.")
@click.option("--cases", "count", type=click.IntRange(1, 5000), default=200, show_default=True)
@language_option
@json_option
@database_options
def route(
    email: str,
    *,
    partnership: str,
    side: str,
    name: str | None,
    is_tried: bool,
    count: int,
    language: str | None,
    as_json: bool,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Print the routing rules of a side, and with --try what each would have done; nothing is changed.

    Rules are written and switched on at the desk: Routing.
    """
    open_window(data_dir=data_dir, database_url=database_url)
    from django.utils import translation

    from sistership.window.offices.cases.queries.trials import rules_of, try_on_past
    from sistership.window.offices.cases.rule_words import rule_sentence
    from sistership.window.offices.people.rules import require

    account = account_named(email)
    routed = side_named(partnership_named(account, partnership), side)
    require(account, "desk.route", routed)
    rule_set = _rule_set(account, routed, name)
    rules = rules_of(rule_set)
    trial = try_on_past(rule_set, count=count) if is_tried else None
    caught = {one.rule.pk: one for one in trial.rules} if trial else {}
    found: dict[str, Any] = {"rule_set": rule_set.name, "state": rule_set.state, "rules": []}
    with translation.override(language_of(account, language)):
        for rule in rules:
            row: dict[str, Any] = {"position": rule.position, "sentence": rule_sentence(rule)}
            if trial:
                shadow = caught[rule.pk].shadowed_by
                row |= {"caught": caught[rule.pk].caught, "never_after": shadow and shadow.position}
            found["rules"].append(row)
    if trial:
        names = ("other_desk", "other_officer", "other_priority", "uncaught")
        found |= {"cases": len(trial.cases), **{one: getattr(trial, one) for one in names}}
    if as_json:
        print_json(found)
    else:
        _print(found)


def _print(found: dict[str, Any]) -> None:
    click.echo(f"{found['rule_set']} ({found['state']})")
    for row in found["rules"]:
        click.echo(f"{row['position']:>3}. {row['sentence']}")
        if "caught" in row:
            after = f"; rule {row['never_after']} leaves it none" if row["never_after"] else ""
            click.echo(f"     cases: {row['caught']}{after}")
    if "cases" in found:
        click.echo(
            f"Of {found['cases']} past cases: {found['other_desk']} at another desk,"
            f" {found['other_officer']} with another officer,"
            f" {found['other_priority']} with another priority, {found['uncaught']} caught by no rule."
        )


@command.command(epilog="Example: sistership cases promises kaohsiung-gdynia --json")
@click.argument("partnership")
@json_option
@database_options
def promises(partnership: str, *, as_json: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Print what the desks of PARTNERSHIP promised and achieved in twelve months: what is public of it."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.ground import clock
    from sistership.window.offices.cases.published import promises_json
    from sistership.window.offices.cases.queries.promises import published_promises
    from sistership.window.offices.people.models import Partnership

    found = Partnership.objects.filter(key=partnership).first()
    if found is None:
        keys = ", ".join(Partnership.objects.order_by("key").values_list("key", flat=True))
        raise InputError(
            f"There is no partnership {partnership!r}", where="PARTNERSHIP", allowed=keys or "none yet"
        )
    sides = list(found.sides.select_related("city"))
    rows = promises_json(published_promises(sides, now=clock.now()))
    if as_json:
        print_json(rows)
        return
    for row in rows:
        hours = f"{row['median_working_h']:g} h" if row["median_working_h"] is not None else ""
        cells = (
            (row["city"], 14),
            (row["clock"], 12),
            (row["month"] or "all", 7),
            (row["service"] or "all", 10),
            (f"{row['kept']} of {row['number']}", 12),
            (hours, 10),
        )
        click.echo(line(*cells))
    if not rows:
        click.echo("Too few people asked for anything to be shown")
