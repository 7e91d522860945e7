"""Texts to a translation bureau as a table, and their translations back.

The columns `id`, `source_revision` and `target_language` say which text at which revision a row is about; the
bureau fills in `target`. A row whose source changed since is named, or left out where that is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.text import LANGUAGES, joined
from sistership.formats.tables import FIRST_ROW, RowProblem, Table, TableError
from sistership.window.ground.ids import Ref
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.translations.actions import write_translation
from sistership.window.offices.translations.checks import problems_of
from sistership.window.offices.translations.glossary import Glossary, glossary_of
from sistership.window.offices.translations.queries import CURRENT, OPEN, Unit, read_units, units
from sistership.window.offices.translations.rules import EVERYTHING

COLUMNS = ("id", "source_language", "source_revision", "source", "target_language", "state", "target")
NEEDED = ("id", "source_revision", "target_language", "target")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did with the rows."""

    written: int
    unchanged: int
    empty: int
    stale: int


def _units(partnership: Partnership, language: str, *, is_all: bool) -> list[Unit]:
    states = (*OPEN, CURRENT) if is_all else OPEN
    return read_units(units(EVERYTHING.narrowed(partnership), language, states=states), language)


def export_table(partnership: Partnership, language: str, *, is_all: bool) -> Table:
    """The texts of the partnership that want a translation; with `is_all`, every one."""
    return Table(
        columns=COLUMNS,
        rows=tuple(
            (
                unit.key,
                unit.source_language,
                str(unit.source_revision),
                unit.source,
                language,
                unit.state,
                unit.target or None,
            )
            for unit in _units(partnership, language, is_all=is_all)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    unit: Unit
    text: str


def import_table(
    *,
    actor: Ref,
    partnership: Partnership,
    table: Table,
    file: str,
    skips_stale: bool = False,
    reason: str = "",
    is_dry_run: bool = False,
) -> Taken:
    """Write the translations of a table, all or none; raises TableError with every problem."""
    lacking = [name for name in NEEDED if name not in table.columns]
    if lacking:
        problem = RowProblem(1, lacking[0], gettext("The column is missing"), joined(*COLUMNS))
        raise TableError(file, [problem])
    rows, empty, stale = _checked(partnership, table, file, skips_stale=skips_stale, reason=reason)
    written = 0
    with transaction.atomic():
        for row in rows:
            written += write_translation(
                actor=actor,
                owner=row.unit.owner,
                partnership=partnership,
                field=row.unit.field,
                language=row.unit.language,
                text=row.text,
                source_revision=row.unit.source_revision,
                reason=reason,
            )
        if is_dry_run:
            transaction.set_rollback(True)
    return Taken(written=written, unchanged=len(rows) - written, empty=empty, stale=stale)


def _checked(
    partnership: Partnership, table: Table, file: str, *, skips_stale: bool, reason: str
) -> tuple[list[_Row], int, int]:
    """The rows to write, how many are empty and how many left out; raises TableError."""
    known: dict[str, dict[str, Unit]] = {}
    glossary = glossary_of([partnership.pk])[partnership.pk]
    found: list[_Row] = []
    problems: list[RowProblem] = []
    empty = stale = 0
    seen: set[tuple[str, str]] = set()
    for number, cells in enumerate(table.rows, FIRST_ROW):
        given = dict(zip(table.columns, cells, strict=True))
        text, language, key = given["target"] or "", given["target_language"] or "", given["id"] or ""
        if not text.strip():
            empty += 1
            continue
        if language not in LANGUAGES:
            problems.append(
                RowProblem(
                    number,
                    "target_language",
                    gettext("'%(given)s' is no language") % {"given": language},
                    joined(*LANGUAGES),
                )
            )
            continue
        if language not in known:
            known[language] = {unit.key: unit for unit in _units(partnership, language, is_all=True)}
        unit = known[language].get(key)
        if unit is None:
            what = gettext("'%(given)s' is no text of %(partnership)s")
            told = what % {"given": key, "partnership": partnership.key}
            problems.append(RowProblem(number, "id", told))
        elif (key, language) in seen:
            told = gettext("'%(given)s' stands in the table twice") % {"given": key}
            problems.append(RowProblem(number, "id", told))
        elif given["source_revision"] != str(unit.source_revision):
            stale += 1
            if not skips_stale:
                problems.append(
                    RowProblem(
                        number,
                        "source_revision",
                        gettext("The source changed since; it reads '%(source)s'") % {"source": unit.source},
                    )
                )
        else:
            seen.add((key, language))
            if not reason:
                problems += _warnings(number, unit, text, glossary)
            found.append(_Row(number, unit, text.strip()))
    if problems:
        raise TableError(file, problems)
    return found, empty, stale


def _warnings(number: int, unit: Unit, text: str, glossary: Glossary) -> list[RowProblem]:
    """What the translation seems to have lost, unless it stands in the window like that already."""
    if text.strip() == unit.target:
        return []
    languages = (unit.source_language, unit.language)
    terms = glossary.between(*languages)
    return [
        RowProblem(number, "target", one.message)
        for one in problems_of(unit.source, text, languages=languages, terms=terms)
    ]
