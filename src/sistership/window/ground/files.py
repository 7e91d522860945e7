"""Store uploads by content: checked for size and type first, then written once."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.models import StoredFile

# extension → (media type, the bytes with which such a file begins; empty: text)
TYPES: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    ".odt": ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", b"PK\x03\x04"),
    ".txt": ("text/plain", b""),
    ".csv": ("text/csv", b""),
    ".vcf": ("text/vcard", b""),
}


def check_upload(name: str, content: bytes) -> str:
    """The media type of an acceptable file; raises InputError that says what is wrong and what is allowed."""
    where = PurePath(name).name or "file"
    allowed = ", ".join(sorted(TYPES))
    if not content:
        raise InputError(
            gettext("The file is empty"), where=where, next_step=gettext("Choose the file again")
        )
    if len(content) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise InputError(
            gettext("The file has %(size)s MB") % {"size": f"{len(content) / (1024 * 1024):.1f}"},
            where=where,
            allowed=gettext("up to %(limit)s MB") % {"limit": limit},
        )
    extension = PurePath(name).suffix.lower()
    if extension not in TYPES:
        raise InputError(
            gettext("Files of type %(extension)s are not taken")
            % {"extension": extension or gettext("(none)")},
            where=where,
            allowed=allowed,
        )
    media_type, start = TYPES[extension]
    if not content.startswith(start):
        raise InputError(
            gettext("The file is named %(extension)s but its content is not of that type")
            % {"extension": extension},
            where=where,
            next_step=gettext("Export it again from the program that made it"),
        )
    if not start:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                gettext("The text is not UTF-8 (byte %(position)s)") % {"position": error.start},
                where=where,
                next_step=gettext("Save it as UTF-8"),
            ) from error
    return media_type


def store(name: str, content: bytes) -> StoredFile:
    """Keep a checked upload; the same bytes are kept once. Call inside an action's transaction."""
    return keep(name, content, media_type=check_upload(name, content))


def keep(name: str, content: bytes, *, media_type: str) -> StoredFile:
    """Keep bytes whose type somebody else has checked, as store() does."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known:
        return known
    stored = StoredFile(
        sha256=sha256, size_bytes=len(content), media_type=media_type, name=PurePath(name).name[:255]
    )
    if not default_storage.exists(stored.storage_path):
        default_storage.save(stored.storage_path, ContentFile(content))
    stored.save()
    return stored


def open_stored(stored: StoredFile) -> File:
    """The stored file, opened for reading bytes."""
    return default_storage.open(stored.storage_path, "rb")
