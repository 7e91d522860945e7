"""`sistership cases list`, `show`: what an account sees."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from sistership.cli.cases.group import (
    AS,
    account_named,
    account_option,
    case_named,
    command,
    json_option,
    language_of,
    language_option,
    print_json,
)
from sistership.cli.cases.tables import line
from sistership.cli.django_setup import database_options, open_window

if TYPE_CHECKING:
    from sistership.window.offices.cases.models import Case, CaseMessage
    from sistership.window.offices.people.models import Account

TABS = ("mine", "desk", "risk", "late", "offered", "partner", "enquirer", "unread", "answered", "all")
SERVICES = ("landing", "partner", "validation", "talent", "resource", "visit", "grievance", "other")
SHOWN = (
    "number",
    "public_id",
    "service",
    "subject",
    "language",
    "state",
    "priority",
    "received_at",
    "due_clock",
    "due_at",
    "outcome_due_at",
    "answered_at",
    "closed_at",
)


def _zone(account: Account) -> ZoneInfo:
    from sistership.window.offices.people.rules import grants_of

    return ZoneInfo(grants_of(account).timezone or "UTC")


def _said(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def _json(case: Case) -> dict[str, object]:
    return {
        **{name: getattr(case, name) for name in SHOWN},
        "side": case.side.city.key,
        "officer": case.officer.get_full_name() if case.officer else None,
    }


@command.command("list", epilog=f"Example: sistership cases list {AS} --tab desk --service landing")
@account_option
@click.option("--tab", type=click.Choice(TABS), default="all", show_default=True, help="A list of the desk.")
@click.option("--service", type=click.Choice(SERVICES), default=None, help="[default: all]")
@click.option("--words", default="", help="Part of the number, subject or organisation")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@json_option
@database_options
def list_cases(
    email: str,
    *,
    tab: str,
    service: str | None,
    words: str,
    limit: int,
    as_json: bool,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Print cases, those that are due first at the top; ! marks what is late, in the city's time."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.ground import clock
    from sistership.window.offices.cases.queries.lists import Chosen, desk_of, listed
    from sistership.window.offices.cases.rules import own_sides

    account, now = account_named(email), clock.now()
    desk = desk_of(account, own_sides(account).select_related("city"), now=now)
    rows = listed(desk, Chosen(tab=tab, service=service or "", words=words)).select_related("side__city")
    found = list(rows[: limit + 1])
    if as_json:
        print_json([_json(case) for case in found[:limit]])
        return
    zone = _zone(account)
    for case in found[:limit]:
        late = "!" if case.due_at and case.due_at <= now else ""
        click.echo(
            line(
                (case.number, 19), (case.state, 11), (_said(case.due_at, zone) + late, 17), (case.subject, 27)
            )
        )
    if not found:
        click.echo("No case in this list")
    if len(found) > limit:
        click.echo(f"There are more: add --limit {limit * 2}, or narrow the list.")


@command.command(epilog=f"Example: sistership cases show KAO-GDY-2026-00001 {AS}")
@click.argument("number")
@account_option
@language_option
@json_option
@database_options
def show(
    number: str,
    *,
    email: str,
    language: str | None,
    as_json: bool,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Print the case NUMBER with its words, as the account may read them."""
    open_window(data_dir=data_dir, database_url=database_url)
    from django.utils import translation

    from sistership.window.ground.texts import load_texts
    from sistership.window.offices.cases.exchange import cases_json
    from sistership.window.offices.cases.queries.one import words_of
    from sistership.window.offices.cases.rule_words import why_here
    from sistership.window.offices.cases.rules import visible_cases

    account = account_named(email)
    case = case_named(account, number)
    if as_json:
        (found,) = cases_json(account, visible_cases(account).filter(pk=case.pk))
        print_json(_json(case) | found)
        return
    zone, spoken = _zone(account), language_of(account, language)
    click.echo(f"{case.number}  {case.state}  {case.side.city.key}  {case.service}")
    click.echo(case.subject)
    said = (case.enquirer_name, case.enquirer_organisation, case.enquirer_email, case.enquirer_telephone)
    click.echo("From: " + ", ".join(one for one in said if one))
    click.echo(f"Officer: {case.officer.get_full_name() if case.officer else '-'}")
    if case.due_at:
        click.echo(f"Due: {_said(case.due_at, zone)} ({case.due_clock})")
    if case.offered_to:
        click.echo(f"Offered to: {case.offered_to.city.key}")
    load_texts([case.desk] if case.desk else [])
    with translation.override(spoken):
        click.echo(f"{why_here(case)}.")
    for message in words_of(account, case, spoken):
        _print_words(message, zone)


def _print_words(message: CaseMessage, zone: ZoneInfo) -> None:
    click.echo(f"\n{_said(message.at, zone)}  {message.direction:<6}  {message.author}".rstrip())
    for one in message.text.splitlines():
        click.echo(f"  {one}".rstrip())
    translated = message.translated  # type: ignore[attr-defined]  # of words_of
    if translated and translated != message.text:
        click.echo("  (machine draft)" if message.is_draft else "  (translation)")  # type: ignore[attr-defined]
        for one in translated.splitlines():
            click.echo(f"  {one}".rstrip())
    for file in message.files.all():
        click.echo(f"  [{file.name}]" + (f" refused: {file.refused}" if file.refused else ""))
