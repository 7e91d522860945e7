"""Take positions or applications from a table: every row is checked; if one is wrong, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, SistershipError
from sistership.formats.sheets import Sheet
from sistership.formats.tables import RowProblem, TableError
from sistership.window.ground.ids import Ref
from sistership.window.offices.people.models import City
from sistership.window.offices.talent.actions import applications, positions
from sistership.window.offices.talent.cells import levels_of, parts_of, reserves_of
from sistership.window.offices.talent.models import Cohort, Position

Cells = Mapping[str, str]
POSITIONS = (
    "number",
    "title",
    "work",
    "host",
    "host_email",
    "host_language",
    "supervisor",
    "city",
    "places",
    "at_least",
    "reserves",
    "home_cities",
    "first_day",
    "last_day",
    "weeks",
    "languages",
    "study_level",
    "skills",
    "stipend",
    "currency",
    "stipend_payer",
    "insurance",
    "insurance_payer",
    "ects",
)
APPLICATIONS = (
    "number",
    "email",
    "language",
    "name",
    "telephone",
    "home_city",
    "institution",
    "institution_email",
    "study_level",
    "studies",
    "languages",
    "skills",
    "statement",
    "available_from",
    "available_until",
    "choices",
    "agreed",
)
NEEDED = {
    "positions": ("title", "host", "city", "places", "first_day", "last_day", "weeks"),
    "applications": ("email", "home_city"),
}
COLUMNS = {"positions": POSITIONS, "applications": APPLICATIONS}


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows a table added."""

    added: int
    is_dry_run: bool


@transaction.atomic
def import_sheet(
    *,
    actor: Ref,
    cohort: Cohort,
    kind: str,
    sheet: Sheet,
    file: str,
    is_dry_run: bool = False,
    is_example: bool = False,
) -> Taken:
    """Add every row; raises TableError that names all that is wrong, and then writes nothing.

    Imported positions are open at once. An application is handed in where `agreed` is yes and nothing is
    missing; else its applicant gets the link and hands it in.
    """
    _require_columns(kind, sheet, file)
    cities = {one.key: one for one in City.objects.filter(sides__partnership=cohort.programme.partnership_id)}
    take: Callable[[Cells], object] = (
        (lambda cells: _position(actor, cohort, cells, cities, is_example=is_example))
        if kind == "positions"
        else (lambda cells: _application(actor, cohort, cells, cities, is_example=is_example))
    )
    problems: list[RowProblem] = []
    added = 0
    for row in sheet.rows:
        cells = {name: cell or "" for name, cell in zip(sheet.columns, row.cells, strict=True)}
        if not any(cells.values()):
            continue
        try:
            with transaction.atomic():
                take(cells)
            added += 1
        except SistershipError as error:
            where = error.where if error.where in COLUMNS[kind] else ""
            problems.append(RowProblem(row=row.number, field=where, what=error.what, allowed=error.allowed))
    if problems:
        raise TableError(file, problems)
    if is_dry_run:
        transaction.set_rollback(True)
    return Taken(added, is_dry_run)


def _require_columns(kind: str, sheet: Sheet, file: str) -> None:
    missing = [name for name in NEEDED[kind] if name not in sheet.columns]
    unknown = [name for name in sheet.columns if name not in COLUMNS[kind]]
    if missing or unknown:
        raise InputError(
            _("The table lacks the column %(name)s") % {"name": missing[0]}
            if missing
            else _("The table has an unknown column: %(name)s") % {"name": unknown[0]},
            where=f"{file}, row {sheet.header_row}",
            allowed=", ".join(COLUMNS[kind]),
        )


def _city(cells: Cells, where: str, cities: Mapping[str, City]) -> City:
    key = cells.get(where, "")
    if key not in cities:
        raise InputError(
            _("'%(city)s' is no city of this partnership") % {"city": key},
            where=where,
            allowed=", ".join(sorted(cities)),
        )
    return cities[key]


def _day(cells: Cells, where: str) -> date | None:
    return applications.parsed_day(cells.get(where, ""), where=where)


def _needed_day(cells: Cells, where: str) -> date:
    found = _day(cells, where)
    if found is None:
        raise InputError(_("A day is missing"), where=where, allowed="2027-06-30")
    return found


def _whole(cells: Cells, where: str, *, otherwise: int = 0) -> int:
    said = cells.get(where, "")
    if not said:
        return otherwise
    if not said.isdecimal():
        raise InputError(
            _("'%(number)s' is no whole number") % {"number": said}, where=where, allowed="1, 2, 3 …"
        )
    return int(said)


def _amount(cells: Cells, where: str) -> Decimal | None:
    said = cells.get(where, "")
    try:
        found = Decimal(said) if said else None
    except InvalidOperation as error:
        raise InputError(
            _("'%(number)s' is no number") % {"number": said}, where=where, allowed="12000, 7.5"
        ) from error
    if found is not None and not (found.is_finite() and 0 <= found < 10**10):
        raise InputError(_("'%(number)s' is no number") % {"number": said}, where=where, allowed="12000, 7.5")
    return found


def _position(
    actor: Ref, cohort: Cohort, cells: Cells, cities: Mapping[str, City], *, is_example: bool
) -> Position:
    language = cohort.side.city.language
    said = {"host_language": cells.get("host_language") or language}
    return positions.add_position(
        actor=actor,
        cohort=cohort,
        number=cells.get("number", "").upper(),
        texts={
            "title": {said["host_language"]: cells.get("title", "")},
            "work": {said["host_language"]: cells.get("work", "")},
            "insurance": {said["host_language"]: cells.get("insurance", "")},
        },
        home_cities=[
            _city({"home_cities": key}, "home_cities", cities)
            for key in parts_of(cells.get("home_cities", ""))
        ],
        is_open=True,
        is_example=is_example,
        city=_city(cells, "city", cities),
        host_name=cells.get("host", ""),
        host_email=cells.get("host_email", ""),
        supervisor=cells.get("supervisor", ""),
        places=_whole(cells, "places"),
        at_least=_whole(cells, "at_least"),
        reserves=reserves_of(cells.get("reserves", "")),
        first_day=_needed_day(cells, "first_day"),
        last_day=_needed_day(cells, "last_day"),
        weeks=_whole(cells, "weeks"),
        languages=levels_of(cells.get("languages", "")),
        study_level=cells.get("study_level", ""),
        skills_said=cells.get("skills", ""),
        stipend=_amount(cells, "stipend"),
        stipend_currency=cells.get("currency", "").upper(),
        stipend_payer=cells.get("stipend_payer", ""),
        insurance_payer=cells.get("insurance_payer", ""),
        ects=_amount(cells, "ects"),
        **said,
    )


def _application(
    actor: Ref, cohort: Cohort, cells: Cells, cities: Mapping[str, City], *, is_example: bool
) -> None:
    email = applications.checked_email(cells.get("email", ""))
    if cohort.applications.filter(email=email).exists():
        raise InputError(_("There is an application with this address already"), where="email")
    number = cells.get("number", "").upper()
    if number and cohort.applications.filter(number=number).exists():
        raise InputError(_("Application %(number)s is there already") % {"number": number}, where="number")
    home = _city(cells, "home_city", cities)
    application = applications.begin(
        cohort=cohort,
        email=email,
        language=cells.get("language") or home.language,
        actor=actor,
        number=number,
        is_example=is_example,
    )
    application = applications.write(
        application=application,
        actor=actor,
        home_city=home,
        languages=levels_of(cells.get("languages", "")),
        skills_said=cells.get("skills", ""),
        available_from=_day(cells, "available_from"),
        available_until=_day(cells, "available_until"),
        **{
            name: cells.get(name, "")
            for name in (
                "name",
                "telephone",
                "institution",
                "institution_email",
                "study_level",
                "studies",
                "statement",
            )
        },
    )
    wanted = parts_of(cells.get("choices", ""))
    if wanted:
        known = {
            one.number: one for one in cohort.positions.select_related("city").prefetch_related("home_cities")
        }
        unknown = [one for one in wanted if one.upper() not in known]
        if unknown:
            raise InputError(
                _("There is no position %(number)s") % {"number": unknown[0]},
                where="choices",
                allowed=", ".join(known),
            )
        applications.choose(
            application=application, positions=[known[one.upper()] for one in wanted], actor=actor
        )
    if cells.get("agreed", "").lower() in (
        "yes",
        "1",
        "true",
        "是",
        "tak",
        "ya",
    ) and not applications.missing_of(application):
        applications.send(application=application, is_agreed=True, actor=actor)
