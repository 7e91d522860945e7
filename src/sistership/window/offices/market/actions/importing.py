"""Take a list of tenants or members in as profiles that are being written; wrong rows are left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.formats.sheets import Sheet, SheetRow, read_csv_sheet
from sistership.formats.workbooks import read_workbook
from sistership.vocabulary.concepts import concepts
from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.market.actions import living, writing
from sistership.window.offices.market.list_columns import CHOICES, HEADINGS, LISTS, answers_by_column
from sistership.window.offices.market.models import Profile
from sistership.window.offices.people.models import City

MOST_ROWS = 5_000
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row, and where."""

    row: int
    """As the spreadsheet shows it."""
    column: str
    what: str


@dataclass(slots=True)
class Taken:
    """What came of a list."""

    added: list[str] = field(default_factory=list)
    """Organisations of the profiles that were begun."""
    known: list[str] = field(default_factory=list)
    """Organisations that a list brought before."""
    errors: list[RowError] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    written_to: int = 0


class _DryRunError(Exception):
    """Undo what a dry run did."""


def read_list(content: bytes, *, file: str) -> Sheet:
    """The first sheet of a CSV or XLSX file; raises InputError that says what is wrong."""
    if content.startswith(_ZIP):
        return read_workbook(content, file=file)[0]
    return read_csv_sheet(content, file=file)


def take_list(
    *,
    actor: Ref,
    city: City,
    content: bytes,
    file: str,
    language: str,
    profile_kind: str,
    is_dry_run: bool,
    does_write: bool = False,
    on_row: Callable[[int, int], None] | None = None,
) -> Taken:
    """Begin a profile for each row that is right; with `does_write` each owner gets the secret link.

    Nothing is published: the owner, or an officer, completes the profile and hands it in. The same list a
    second time begins nothing twice. Raises InputError for a file without a column of organisations.
    """
    sheet = read_list(content, file=file)
    places = answers_by_column(sheet.columns)
    if "organisation_name" not in places.values():
        raise InputError(
            _("The list has no column with the names of organisations"),
            where=file,
            allowed=", ".join(HEADINGS["organisation_name"][:6]),
        )
    if len(sheet.rows) > MOST_ROWS:
        raise InputError(
            _("The list has %(count)d rows") % {"count": len(sheet.rows)},
            where=file,
            allowed=_("up to %(most)s") % {"most": MOST_ROWS},
        )
    taken = Taken(unknown_columns=[one for place, one in enumerate(sheet.columns) if place not in places])
    usual = {"language": language, "profile_kind": profile_kind}
    try:
        with transaction.atomic():
            for number, row in enumerate(sheet.rows, 1):
                _take_row(actor, city, sheet, row, places, usual, taken, does_write=does_write)
                if on_row:
                    on_row(number, len(sheet.rows))
            if is_dry_run:
                raise _DryRunError
            journal.record(
                action="market.list_taken",
                actor=actor,
                subject=city.ref,
                partnership_id=None,
                data={"made": len(taken.added), "file": file[:200]},
            )
    except _DryRunError:
        taken.written_to = 0
    return taken


def _take_row(
    actor: Ref,
    city: City,
    sheet: Sheet,
    row: SheetRow,
    places: dict[int, str],
    usual: dict[str, str],
    taken: Taken,
    *,
    does_write: bool,
) -> None:
    given = {name: row.cells[place] for place, name in places.items() if row.cells[place]}
    if not given:
        return
    columns = {name: sheet.columns[place] for place, name in places.items()}
    try:
        answers = {**usual, **{name: _value(name, text) for name, text in given.items()}}
        name = str(answers.get("organisation_name", ""))
        if not name:
            raise InputError(_("The name of the organisation is missing"), where="organisation_name")
        key = str(answers.pop("imported_as", "")) or name.casefold()
        if Profile.objects.filter(city=city, imported_as=key[:120]).exists():
            taken.known.append(name)
            return
        with transaction.atomic():
            profile = writing.begin(
                actor=actor,
                city=city,
                language=str(answers.pop("language")),
                answers=answers,
                imported_as=key,
            )
        taken.added.append(name)
        if does_write and profile.contact_email:
            living.send_link(actor=actor, profile=profile)
            taken.written_to += 1
    except InputError as error:
        what = (
            ". ".join(
                part for part in (error.what, _("Allowed: %(values)s") % {"values": error.allowed}) if part
            )
            if error.allowed
            else error.what
        )
        taken.errors.append(RowError(row.number, columns.get(error.where, error.where), what))


def _value(name: str, text: Any) -> Any:
    """A cell as the answer takes it: keys, or names in any language, of choices and sectors."""
    said = str(text).strip()
    if name in CHOICES:
        named = {str(label).casefold(): key for key, label in CHOICES[name]}
        return named.get(said.casefold(), said.casefold())
    if name in LISTS:
        parts = [part.strip() for part in said.replace("；", ";").replace("、", ";").split(";")]
        return [_sector(part) if name == "sectors" else part.casefold() for part in parts if part]
    return said


def _sector(said: str) -> str:
    wanted = said.casefold()
    for key, concept in concepts().items():
        if wanted == key or wanted in (one.casefold() for one in concept.names.values()):
            return key
    return said
