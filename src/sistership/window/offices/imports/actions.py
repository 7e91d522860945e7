"""Every write of an import: take a file, remember mapping and decisions, import it once, or discard it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext, ngettext

from sistership.common.errors import InputError, RuleError, StateError
from sistership.formats.sheets import Sheet
from sistership.window.ground import clock
from sistership.window.ground.files import open_stored, store
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import StoredFile
from sistership.window.ground.texts import load_texts
from sistership.window.offices.imports import applying, columns, rules
from sistership.window.offices.imports.checking import NEW, ROW, SKIP, Check, Verdict, check_sheet
from sistership.window.offices.imports.models import (
    ColumnMapping,
    ImportRun,
    PairDecision,
    Register,
    RunState,
)
from sistership.window.offices.imports.reading import read_sheets, storable
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Account, City
from sistership.window.offices.people.rules import Reader, visible_organisations, visible_persons

ALL_ROWS, GOOD_ROWS = "all", "good"


@transaction.atomic
def start_run(
    *,
    actor: Ref,
    reader: Reader,
    register: str,
    file: str,
    content: bytes,
    options: Mapping[str, Any] | None = None,
) -> ImportRun:
    """Keep a file that is to be imported, with the mapping that such a sheet had the last time."""
    if register not in rules.registers_of(reader):
        raise RuleError(
            gettext("You may not import into this register"),
            where="register",
            next_step=gettext("Ask the administrator of this window"),
        )
    sheet = read_sheets(content, file=file, register=register)[0]
    run = ImportRun(
        register=register,
        account=reader if isinstance(reader, Account) else None,
        file=store(*storable(content, file=file)),
        file_name=file[-255:],
        sheet=sheet.name,
        options=dict(options or {}),
    )
    run.mapping = mapping_for(register, sheet)
    run.save()
    journal.record(
        action="import.started",
        actor=actor,
        subject=run.ref,
        partnership_id=None,
        data={"register": register},
    )
    return run


def mapping_for(register: str, sheet: Sheet) -> dict[str, str]:
    """As such a sheet was read the last time, else as its headers are recognised."""
    known = ColumnMapping.objects.filter(
        register=register, signature=columns.signature(sheet.columns)
    ).first()
    proposed = columns.propose(register, sheet.columns)
    if known is None:
        return proposed
    return {column: known.mapping.get(column, field) for column, field in proposed.items()}


def sheets_of(run: ImportRun) -> tuple[Sheet, ...]:
    """The sheets of the file that is kept. Raises StateError once it is not."""
    if run.file is None:
        raise StateError(
            gettext("This import has ended, and its file is not kept"),
            next_step=gettext("Send the file again"),
        )
    with open_stored(run.file) as stored:
        return read_sheets(stored.read(), file=run.file_name, register=run.register)


def sheet_of(run: ImportRun) -> Sheet:
    """The sheet of the file that is imported."""
    sheets = sheets_of(run)
    return next((sheet for sheet in sheets if sheet.name == run.sheet), sheets[0])


def check_run(run: ImportRun, reader: Reader) -> Check:
    """What each row would do now; writes nothing."""
    return check_sheet(
        run.register,
        reader,
        sheet_of(run),
        mapping=run.mapping,
        options=run.options,
        decisions=run.decisions,
    )


def _require_open(run: ImportRun) -> ImportRun:
    """The run, locked; raises StateError where it has ended."""
    locked = ImportRun.objects.select_for_update(of=("self",)).select_related("file").get(pk=run.pk)
    if locked.state != RunState.OPEN:
        raise StateError(
            gettext("This file was imported or discarded already"), next_step=gettext("Send it again")
        )
    return locked


@transaction.atomic
def set_sheet(*, run: ImportRun, sheet: str) -> ImportRun:
    """Import another sheet of the workbook."""
    locked = _require_open(run)
    chosen = next((one for one in sheets_of(locked) if one.name == sheet), None)
    if chosen is None:
        raise InputError(
            gettext("There is no sheet '%(name)s' in the file") % {"name": sheet},
            where="sheet",
            allowed=", ".join(one.name for one in sheets_of(locked)),
        )
    locked.sheet, locked.mapping, locked.decisions = sheet, mapping_for(locked.register, chosen), {}
    locked.is_mapped = False
    locked.save(update_fields=["sheet", "mapping", "decisions", "is_mapped"])
    return locked


@transaction.atomic
def set_mapping(*, run: ImportRun, mapping: Mapping[str, str], options: Mapping[str, Any]) -> ImportRun:
    """Say which field each column fills, and what holds for every row; remembered for the next such sheet."""
    locked = _require_open(run)
    sheet = sheet_of(locked)
    fields = columns.fields_of(locked.register)
    unknown = [field for field in mapping.values() if field and field != columns.NOTE and field not in fields]
    if unknown:
        raise InputError(
            gettext("'%(value)s' is no field") % {"value": unknown[0]},
            where="mapping",
            allowed=", ".join((*fields, columns.NOTE)),
        )
    clashes = columns.clashes(mapping)
    if clashes:
        field, twice = next(iter(clashes.items()))
        raise InputError(
            gettext("The columns %(columns)s would all fill “%(field)s”")
            % {"columns": ", ".join(twice), "field": fields[field].label},
            where="mapping",
            next_step=gettext("Let one of them fill it, and keep the others as notes or as other names"),
        )
    if not any(field.startswith("name") for field in mapping.values()):
        raise InputError(
            gettext("No column is read as a name"),
            where="mapping",
            next_step=gettext("Choose the column in which the names stand"),
        )
    locked.mapping = {column: mapping.get(column, "") for column in sheet.columns}
    locked.options, locked.is_mapped = dict(options), True
    locked.save(update_fields=["mapping", "options", "is_mapped"])
    ColumnMapping.objects.update_or_create(
        register=locked.register,
        signature=columns.signature(sheet.columns),
        defaults={"mapping": locked.mapping},
    )
    return locked


@transaction.atomic
def decide(*, run: ImportRun, decisions: Mapping[int, str]) -> ImportRun:
    """Say of rows whether they are new, skipped, or the record with a public id; empty takes it back."""
    locked = _require_open(run)
    for row, decision in decisions.items():
        if decision:
            locked.decisions[str(row)] = decision
        else:
            locked.decisions.pop(str(row), None)
    locked.save(update_fields=["decisions"])
    return locked


@transaction.atomic
def import_run(*, actor: Ref, reader: Reader, run: ImportRun, rows: str = ALL_ROWS) -> applying.Written:
    """Import the file: every row, or (`rows="good"`) those that are right and decided. Once only.

    Raises StateError where every row is wanted and some are wrong or undecided; then nothing is written.
    """
    locked = _require_open(run)
    check = check_run(locked, reader)
    counts = check.counts()
    open_rows = counts[Verdict.ERROR] + counts[Verdict.SUSPECT]
    if rows == ALL_ROWS and open_rows:
        raise StateError(
            ngettext(
                "%(rows)s row is wrong or not decided, so nothing was written",
                "%(rows)s rows are wrong or not decided, so nothing was written",
                open_rows,
            )
            % {"rows": open_rows},
            next_step=gettext("Decide and mend them, or import the good rows alone"),
        )
    written = applying.write(actor, check)
    _remember(locked.register, check)
    values = {name: value for name, value in asdict(written).items() if name != "records"}
    journal.record(
        action="register.imported",
        actor=actor,
        subject=locked.ref,
        partnership_id=None,
        data={"register": locked.register, **values},
    )
    locked.counts = values | {
        "wrong": counts[Verdict.ERROR],
        "undecided": counts[Verdict.SUSPECT],
        "records": [str(ref.public_id) for ref in written.records[:200]],
    }
    _end(locked, RunState.IMPORTED)
    return written


def _remember(register: str, check: Check) -> None:
    """Keep what was decided about pairs, so that it is not asked again."""
    found: dict[tuple[str, str], bool] = {}
    for one in check.rows:
        if not one.decision or one.decision == SKIP or one.is_remembered:
            continue
        for suspicion in one.suspicions:
            if suspicion.id.startswith(ROW):
                continue
            if one.decision in (NEW, suspicion.id):
                found[(one.digest, suspicion.id)] = one.decision == suspicion.id
    PairDecision.objects.bulk_create(
        [
            PairDecision(register=register, name_digest=digest, record_id=record, is_same=is_same)
            for (digest, record), is_same in found.items()
        ],
        update_conflicts=True,
        unique_fields=["register", "name_digest", "record_id"],
        update_fields=["is_same"],
    )


@transaction.atomic
def discard_run(*, actor: Ref, run: ImportRun) -> None:
    """Forget the file without importing it."""
    locked = _require_open(run)
    journal.record(action="import.discarded", actor=actor, subject=locked.ref, partnership_id=None)
    _end(locked, RunState.DISCARDED)


def _end(run: ImportRun, state: RunState) -> None:
    """Close the run, and drop its file unless something else keeps the same one."""
    stored = run.file
    run.state, run.ended_at, run.file, run.decisions = state, clock.now(), None, {}
    run.save(update_fields=["state", "ended_at", "file", "decisions", "counts"])
    if stored is not None:
        _drop(stored)


def _drop(stored: StoredFile) -> None:
    try:
        with transaction.atomic():
            stored.delete()
    except models.ProtectedError:
        return
    path = stored.storage_path
    transaction.on_commit(lambda: default_storage.delete(path))


def records_of(run: ImportRun, reader: Reader, *, most: int) -> list[Any]:
    """The first records that an import added or changed, of those that the reader sees, with their names."""
    rows: dict[str, models.QuerySet[Any]] = {
        Register.CITIES: City.objects.all(),
        Register.ORGANISATIONS: visible_organisations(reader),
        Register.CONTACTS: visible_persons(reader),
    }
    wanted = run.counts.get("records", [])[:most]
    found = list(rows[run.register].filter(public_id__in=wanted).order_by("pk"))
    load_texts(found)
    return found
