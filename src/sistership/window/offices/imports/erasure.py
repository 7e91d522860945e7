"""What imports hold about a person: notes kept from a sheet, files not yet imported, decisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sistership.common.errors import SistershipError
from sistership.window.ground.ids import Ref
from sistership.window.offices.imports import actions
from sistership.window.offices.imports.models import (
    ImportNote,
    ImportRun,
    PairDecision,
    Register,
    RunState,
)
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.erasure import accounts_of, addresses_of


def export_imports(subject_id: UUID) -> dict[str, Any]:
    """Notes about the person, and the files that the account has sent."""
    notes = ImportNote.objects.filter(owner_id=subject_id).order_by("pk")
    runs = ImportRun.objects.filter(account__in=accounts_of(subject_id)).order_by("pk")
    return {
        "notes": [{"label": note.label, "text": note.text} for note in notes],
        "imports": [
            {"register": run.register, "file": run.file_name, "state": run.state, "at": run.created_at}
            for run in runs
        ],
    }


def erase_imports(subject_id: UUID) -> int:
    """Drop notes, decisions, and files of contacts not yet imported in which an address of theirs stands."""
    notes, _ = ImportNote.objects.filter(owner_id=subject_id).delete()
    pairs, _ = PairDecision.objects.filter(record_id=subject_id).delete()
    addresses = addresses_of(subject_id)
    dropped = 0
    open_runs = ImportRun.objects.filter(state=RunState.OPEN, register=Register.CONTACTS).select_related(
        "file"
    )
    for run in open_runs if addresses else ():
        if _mentions(run, addresses):
            actions.discard_run(actor=SYSTEM, run=run)
            dropped += 1
    return notes + pairs + dropped


def _mentions(run: ImportRun, addresses: set[str]) -> bool:
    try:
        sheets = actions.sheets_of(run)
    except SistershipError:
        return False
    cells = (cell for sheet in sheets for row in sheet.rows for cell in row.cells if cell)
    return any(address in cell.lower() for cell in cells for address in addresses)


def move_decisions(old: Ref, new: Ref) -> int:
    """Let what was decided about a merged record hold for the one that stays."""
    moved = 0
    for pair in PairDecision.objects.filter(record_id=old.public_id):
        has_one = PairDecision.objects.filter(
            register=pair.register, name_digest=pair.name_digest, record_id=new.public_id
        ).exists()
        if has_one:
            pair.delete()
        else:
            pair.record_id = new.public_id
            pair.save(update_fields=["record_id"])
        moved += 1
    return moved
