"""What a file really is, and whether the window takes it: told by its bytes, not by its name alone.

1. Bytes decide; the name must agree with them. A file without an ending gets the one of its content.
2. Refused are programs, scripts, macros, whatever is encrypted, archives that unpack to more than they may.
3. A page or drawing that holds a script is taken to be saved only, under a type that no browser runs.
4. Every refusal names the file, says what is wrong and what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.formats.encodings import decode
from sistership.formats.upload_archives import OLE, SAVE_ANEW, check_archive, is_locked_pdf
from sistership.formats.upload_programs import OLD_OFFICE, WITH_MACROS, is_program

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
TEXT = (b"",)
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    ".webp": ("image/webp", (b"RIFF",)),
    ".tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    ".tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    ".docx": (f"{OFFICE}.wordprocessingml.document", ZIP),
    ".xlsx": (f"{OFFICE}.spreadsheetml.sheet", ZIP),
    ".pptx": (f"{OFFICE}.presentationml.presentation", ZIP),
    ".odt": (f"{OPEN}.text", ZIP),
    ".ods": (f"{OPEN}.spreadsheet", ZIP),
    ".odp": (f"{OPEN}.presentation", ZIP),
    ".zip": ("application/zip", ZIP),
    ".txt": ("text/plain", TEXT),
    ".csv": ("text/csv", TEXT),
    ".vcf": ("text/vcard", TEXT),
    ".ics": ("text/calendar", TEXT),
    ".eml": ("message/rfc822", TEXT),
    ".html": ("text/html", TEXT),
    ".htm": ("text/html", TEXT),
    ".svg": ("image/svg+xml", TEXT),
}
"""Ending → (media type, the bytes with which such a file may begin)."""
SAVED_ONLY = "application/octet-stream"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SCRIPT = re.compile(
    rb"<\s*(?:\w+:)?(?:script|iframe|object|embed|foreignobject|handler|set|animate)\b"
    rb"|[\s\"'/]on[a-z]{3,30}\s*=|(?:java|vb)script\s*:|data\s*:\s*text/html|<!entity",
    re.I,
)
_UNLOCK = gettext_noop("It is encrypted: send it without a password")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept."""

    name: str
    """Without folders, with an ending."""
    media_type: str
    is_saved_only: bool = False
    """Holds a script: never to be shown by the window."""


def check_upload(name: str, content: bytes, *, limit_bytes: int, declared: str = "") -> Checked:
    """What a file is; ``declared`` is the media type that came with it, for a name without an ending.

    Raises InputError, with the file as its place, for one that is not taken.
    """
    file = base_name(name)
    try:
        return _checked(file, content, limit_bytes, declared)
    except InputError as error:
        raise InputError(
            error.what, where=file or "file", allowed=error.allowed, next_step=error.next_step
        ) from error


def base_name(name: str) -> str:
    """The last part of a path as any system writes it, without signs that nobody sees."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip(" .")[:255]


def _checked(file: str, content: bytes, limit_bytes: int, declared: str) -> Checked:
    if not content:
        raise InputError(gettext_noop("The file is empty"), next_step=gettext_noop("Choose the file again"))
    if len(content) > limit_bytes:
        raise InputError(
            filled(gettext_noop("The file has %(size)s MB"), size=f"{len(content) / (1024 * 1024):.1f}"),
            allowed=filled(gettext_noop("up to %(limit)s MB"), limit=limit_bytes // (1024 * 1024)),
        )
    ending = PurePosixPath(file).suffix.lower() or _ending(content, declared)
    if ending in OLD_OFFICE or ending in WITH_MACROS:
        raise InputError(
            gettext_noop("The office file is of an old kind, or one that may hold macros"),
            allowed=".docx, .xlsx, .pptx, .pdf",
            next_step=SAVE_ANEW,
        )
    if is_program(file, content):
        raise InputError(
            gettext_noop("The file is a program or a script"),
            allowed=endings(),
            next_step=gettext_noop("Send what it makes, such as a PDF or a table"),
        )
    if content.startswith(OLE) and _ENCRYPTED in content:
        raise InputError(gettext_noop("The office file is locked with a password"), next_step=_UNLOCK)
    if ending not in TYPES:
        raise InputError(
            filled(
                gettext_noop("Files of type %(extension)s are not taken"),
                extension=ending or filled(gettext_noop("(none)")),
            ),
            allowed=endings(),
        )
    media_type, starts = TYPES[ending]
    if not content.startswith(starts) or (ending == ".webp" and content[8:12] != b"WEBP"):
        raise InputError(
            filled(
                gettext_noop("The file is named %(extension)s but its content is not of that type"),
                extension=ending,
            ),
            next_step=gettext_noop("Export it again from the program that made it"),
        )
    name = file if PurePosixPath(file).suffix else f"{file or 'file'}{ending}"
    if starts is ZIP:
        check_archive(content, ending=ending)
    elif ending == ".pdf":
        if is_locked_pdf(content):
            raise InputError(gettext_noop("The PDF is locked with a password"), next_step=_UNLOCK)
    elif starts is TEXT:
        _require_text(content)
        if ending in (".html", ".htm", ".svg") and _SCRIPT.search(content.replace(b"\x00", b"")):
            return Checked(name, SAVED_ONLY, is_saved_only=True)
    return Checked(name, media_type)


def endings() -> str:
    """The endings of files that are taken, for a message."""
    return ", ".join(sorted(TYPES))


def _ending(content: bytes, declared: str) -> str:
    """The ending of a file that is named without one: by its first bytes, else by the type declared."""
    said = declared.partition(";")[0].strip().lower()
    fitting = [ending for ending, (_, starts) in TYPES.items() if content.startswith(starts)]
    by_type = [ending for ending in fitting if TYPES[ending][0] == said]
    by_bytes = [ending for ending in fitting if TYPES[ending][1] not in (TEXT, ZIP)]
    return next(iter((*by_type, *by_bytes)), "")


def _require_text(content: bytes) -> None:
    try:
        decode(content)
    except InputError as error:
        raise InputError(
            gettext_noop("The file is named as a text, but it holds no readable one"),
            next_step=gettext_noop("Save it as UTF-8"),
        ) from error
