"""The file of a reading: kept as it came, and dropped with the draft where nothing else holds it."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from sistership.window.ground.models import StoredFile


def drop_file(stored: StoredFile | None) -> None:
    """Delete the file, unless a document, evidence or another reading holds it too.

    The bytes go once the transaction holds, so that a rollback leaves row and bytes together.
    """
    if stored is None:
        return
    place = stored.storage_path
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return

    def forget() -> None:
        if not StoredFile.objects.filter(sha256=stored.sha256).exists():
            default_storage.delete(place)

    transaction.on_commit(forget)
