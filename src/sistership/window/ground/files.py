"""Store uploads by content: checked for size and type first, then written once."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from sistership.formats import uploads
from sistership.formats.uploads import TYPES, Checked
from sistership.window.ground.models import StoredFile

__all__ = ["TYPES", "Checked", "check_upload", "keep", "open_stored", "store"]


def check_upload(name: str, content: bytes, *, declared: str = "") -> Checked:
    """What an acceptable file is; raises InputError that says what is wrong and what is allowed."""
    return uploads.check_upload(name, content, limit_bytes=settings.UPLOAD_MAX_BYTES, declared=declared)


def store(name: str, content: bytes, *, declared: str = "") -> StoredFile:
    """Keep a checked upload, its bytes once. Call inside an action's transaction."""
    checked = check_upload(name, content, declared=declared)
    return keep(checked.name, content, media_type=checked.media_type)


def keep(name: str, content: bytes, *, media_type: str) -> StoredFile:
    """Keep bytes whose type somebody else has checked, as store() does."""
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        # Whoever deletes a file of these bytes waits for this, or has deleted them: they are written anew.
        list(StoredFile.objects.select_for_update().filter(sha256=sha256).order_by("pk"))
        stored, _is_new = StoredFile.objects.get_or_create(
            sha256=sha256,
            name=PurePath(name).name[:255],
            defaults={"size_bytes": len(content), "media_type": media_type},
        )
        if not default_storage.exists(stored.storage_path):
            default_storage.save(stored.storage_path, ContentFile(content))
    return stored


def open_stored(stored: StoredFile) -> File:
    """The stored file, opened for reading bytes."""
    return default_storage.open(stored.storage_path, "rb")
