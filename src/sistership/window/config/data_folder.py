"""Where an installation keeps its data: the platform's data directory, never the checkout."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """The folder of this installation, made if absent: SISTERSHIP_DATA_DIR, else the platform's."""
    given = os.environ.get("SISTERSHIP_DATA_DIR")
    folder = Path(given) if given else Path(platformdirs.user_data_dir("sistership", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's secret: SISTERSHIP_SECRET_KEY, else one made once and kept in the folder."""
    given = os.environ.get("SISTERSHIP_SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    if not path.exists():
        draft = folder / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # atomic: of two processes that start together, one wins
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
