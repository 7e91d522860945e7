"""The file of a reading: kept as it came, and dropped with the draft where nothing else holds it."""

from __future__ import annotations

from sistership.window.ground.models import StoredFile
from sistership.window.ground.unheld import drop_unheld


def drop_file(stored: StoredFile | None) -> None:
    """Delete the file once the transaction holds, unless anything else holds it too."""
    if stored is not None:
        drop_unheld([stored.pk])
