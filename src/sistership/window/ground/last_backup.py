"""Where the last backup lies and when it was made: kept in the data folder, for monitoring and the doctor."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from sistership.window.ground.backup_format import Manifest

NAME = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The backup that was written last from this data folder."""

    file: Path
    created_at: datetime
    rows: int


def note_backup(file: Path, manifest: Manifest) -> None:
    """Remember a backup that was just written."""
    values = {"file": str(file.resolve()), "created_at": manifest.created_at, "rows": manifest.rows}
    draft = settings.DATA_FOLDER / f".{NAME}"
    draft.write_text(json.dumps(values), "utf-8")
    draft.replace(settings.DATA_FOLDER / NAME)


def last_backup() -> LastBackup | None:
    """The last one; None when none was made, or what was noted cannot be read."""
    try:
        values = json.loads((settings.DATA_FOLDER / NAME).read_text("utf-8"))
        return LastBackup(
            file=Path(values["file"]),
            created_at=datetime.fromisoformat(values["created_at"]),
            rows=int(values["rows"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
