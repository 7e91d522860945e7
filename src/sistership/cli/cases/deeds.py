"""`sistership cases new`, `take`, `write`, …: what an officer does with cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sistership.cli.cases.group import (
    AS,
    account_named,
    account_option,
    case_named,
    command,
    language_of,
    language_option,
    partnership_named,
    side_named,
    tell,
    text_option,
    words_of,
)
from sistership.cli.cases.reading import SERVICES
from sistership.cli.django_setup import database_options, open_window
from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGES

if TYPE_CHECKING:
    from sistership.window.offices.cases.models import Case, Handover
    from sistership.window.offices.people.models import Account

NUMBER = "KAO-GDY-2026-00001"
OTHER = "KAO-GDY-2026-00002"
OUTCOMES = ("served", "partly", "referred", "not_possible", "withdrawn", "silent", "recommendation", "spam")


def _acting(email: str, number: str, permission: str) -> tuple[Account, Case]:
    """The account, and a case with which it may do this."""
    from sistership.window.offices.people.rules import require

    account = account_named(email)
    case = case_named(account, number)
    require(account, permission, case)
    return account, case


@command.command(
    epilog=f"Example: sistership cases new {AS} --partnership kaohsiung-gdynia --side kaohsiung --service"
    " landing --written-in pl --telephone 5550100 --text 'Szukamy biura'"
)
@account_option
@click.option("--partnership", required=True, help="Key of the partnership")
@click.option("--side", required=True, help="Key of the city that is asked")
@click.option("--service", type=click.Choice(SERVICES), required=True)
@click.option("--written-in", type=click.Choice(LANGUAGES), required=True, help="The enquirer's language")
@text_option("What they ask")
@click.option("--subject", default="", help="[default: the first line]")
@click.option("--name", default="", help="Who asks")
@click.option("--enquirer", default="", metavar="EMAIL", help="Their e-mail address")
@click.option("--telephone", default="", help="Their number")
@click.option("--organisation", default="", help="For whom they ask")
@click.option("--from-city", default="", help="Where they are")
@click.option("--not-to-the-other", is_flag=True, help="They did not agree that the other city reads it.")
@database_options
def new(
    email: str,
    *,
    partnership: str,
    side: str,
    service: str,
    written_in: str,
    text: str,
    subject: str,
    name: str,
    enquirer: str,
    telephone: str,
    organisation: str,
    from_city: str,
    not_to_the_other: bool,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Open a case for somebody on the telephone or at the counter."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.cases.actions.receiving import Came, Enquiry, checked_address, receive
    from sistership.window.offices.people.rules import require

    account = account_named(email)
    asked = side_named(partnership_named(account, partnership), side)
    require(account, "case.receive", asked)
    checked_address(enquirer)
    enquiry = Enquiry(
        service=service,
        text=words_of(text),
        language=written_in,
        subject=subject,
        name=name,
        email=enquirer,
        telephone=telephone,
        organisation=organisation,
        city=from_city,
        may_be_handed_over=not not_to_the_other,
    )
    tell(receive(actor=account.ref, side=asked, enquiry=enquiry, came=Came(channel="phone")))


@command.command(epilog=f"Example: sistership cases take {NUMBER} {AS}")
@click.argument("number")
@account_option
@database_options
def take(number: str, *, email: str, data_dir: Path | None, database_url: str | None) -> None:
    """Take the case NUMBER, which the account's city owes."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.cases.actions import work

    account, case = _acting(email, number, "case.work")
    tell(work.take(actor=account.ref, case=case, account=account))


@command.command(
    epilog=f"Example: sistership cases write {NUMBER} {AS} --kind answered --language en --text 'Room 12'"
)
@click.argument("number")
@account_option
@click.option(
    "--kind",
    type=click.Choice(["replied", "asked", "answered"]),
    required=True,
    help="A word on the way, a question, or the answer.",
)
@text_option("Words to the enquirer")
@language_option
@database_options
def write(
    number: str,
    *,
    email: str,
    kind: str,
    text: str,
    language: str | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Write to the enquirer of the case NUMBER, who gets a letter where there is an address."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.cases.actions import work

    account, case = _acting(email, number, "case.work")
    words = work.Words(text=words_of(text), language=language_of(account, language))
    done: work.Kind = "asked" if kind == "asked" else "answered" if kind == "answered" else "replied"
    tell(
        work.write(actor=account.ref, case=case, kind=done, words=words, author=account.get_full_name()).case
    )


@command.command(epilog=f"Example: sistership cases note {NUMBER} {AS} --text 'Ask the park first'")
@click.argument("number")
@account_option
@text_option("Words that the enquirer does not read")
@click.option("--shared", "is_shared", is_flag=True, help="The other cities that read the case read it.")
@language_option
@database_options
def note(
    number: str,
    *,
    email: str,
    text: str,
    is_shared: bool,
    language: str | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Note something on the case NUMBER, for one's own side or for all cities that read it."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.cases.actions import work
    from sistership.window.offices.cases.rules import own_sides

    account, case = _acting(email, number, "case.note")
    reading = case.sides.values("pk")
    side = own_sides(account).filter(pk__in=reading).order_by("position")[0]
    work.note(
        actor=account.ref,
        case=case,
        side=side,
        text=words_of(text),
        language=language_of(account, language),
        author=account.get_full_name(),
        is_shared=is_shared,
    )
    tell(case)


@command.command(
    epilog=f"Example: sistership cases offer {NUMBER} {AS} --to gdynia --text 'It is about Gdynia'"
)
@click.argument("number")
@account_option
@click.option("--to", "to_side", required=True, metavar="CITY", help="Key of the other city")
@text_option("Why")
@language_option
@database_options
def offer(
    number: str,
    *,
    email: str,
    to_side: str,
    text: str,
    language: str | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Offer the case NUMBER to another city of the partnership."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.cases.actions import handover

    account, case = _acting(email, number, "case.work")
    made = handover.offer(
        actor=account.ref,
        case=case,
        to_side=side_named(case.partnership, to_side, where="--to"),
        reason=words_of(text),
        language=language_of(account, language),
    )
    click.echo(f"{case.number}: offered to {to_side}, which answers by {made.expires_at:%Y-%m-%d %H:%M} UTC")


def _offered(email: str, number: str) -> tuple[Account, Handover]:
    """The account, and the open offer that it may answer."""
    account, case = _acting(email, number, "case.answer_offer")
    found = case.handovers.filter(state="offered").select_related("case", "from_side", "to_side").first()
    if found is None:
        raise StateError(f"{case.number} is not offered to anybody now")
    return account, found


@command.command(epilog=f"Example: sistership cases accept {OTHER} --as officer.gdynia@sistership.example")
@click.argument("number")
@account_option
@text_option("A word to the other city", is_required=False)
@language_option
@database_options
def accept(
    number: str,
    *,
    email: str,
    text: str,
    language: str | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Take the case NUMBER that the account's city is offered; from now on that city owes everything."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.cases.actions import handover

    account, found = _offered(email, number)
    done = handover.accept(
        actor=account.ref, handover=found, answer=words_of(text), language=language_of(account, language)
    )
    tell(done.case)


@command.command(
    epilog=f"Example: sistership cases decline {OTHER} --as officer.gdynia@sistership.example --language en"
    " --text 'Not ours'"
)
@click.argument("number")
@account_option
@text_option("Why")
@language_option
@database_options
def decline(
    number: str,
    *,
    email: str,
    text: str,
    language: str | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Do not take the case NUMBER that the account's city is offered; it stays where it is."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.cases.actions import handover

    account, found = _offered(email, number)
    handover.decline(
        actor=account.ref, handover=found, answer=words_of(text), language=language_of(account, language)
    )
    click.echo(f"{number.upper()}: declined; {account.email} reads it no longer")


@command.command(
    epilog=f"Example: sistership cases close {NUMBER} {AS} --outcome served --language en"
    " --text 'A room was found'"
)
@click.argument("number")
@account_option
@click.option("--outcome", type=click.Choice(OUTCOMES), required=True)
@text_option("What came of it", is_required=False)
@click.option("--commitment", help="Public id of the commitment that it served")
@language_option
@database_options
def close(
    number: str,
    *,
    email: str,
    outcome: str,
    text: str,
    commitment: str | None,
    language: str | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Close the case NUMBER with what came of it."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.agreements.rules import visible_commitments
    from sistership.window.offices.cases.actions import work

    account, case = _acting(email, number, "case.work")
    served = None
    if commitment:
        rows = visible_commitments(account).filter(partnership=case.partnership)
        served = next((row for row in rows if str(row.public_id) == commitment.lower()), None)
        if served is None:
            raise InputError(
                f"{commitment} is no commitment of {case.partnership.key}",
                where="--commitment",
                next_step=f"Take one from: sistership blueprint export {case.partnership.key}",
            )
    said = words_of(text)
    texts = {language_of(account, language): said} if said else {}
    tell(work.close(actor=account.ref, case=case, outcome=work.Outcome(outcome, texts, served)))


@command.command(epilog=f"Example: sistership cases reopen {NUMBER} {AS} --text 'They wrote again'")
@click.argument("number")
@account_option
@text_option("Why")
@language_option
@database_options
def reopen(
    number: str,
    *,
    email: str,
    text: str,
    language: str | None,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Open the answered or closed case NUMBER again; its clocks begin anew."""
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.cases.actions import work

    account, case = _acting(email, number, "case.work")
    spoken = language_of(account, language)
    tell(work.reopen(actor=account.ref, case=case, reason=words_of(text), language=spoken))
