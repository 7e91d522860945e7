"""Archives and office files, which are archives: looked into before they are kept.

The directory is read first and refuses what it says itself; then every entry is unpacked into nothing, with a
limit for all of them together, so that a directory that lies is found out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.formats.upload_programs import OLD_OFFICE, WITH_MACROS, is_program

MOST_ENTRIES = 5_000
MOST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_DEPTH = 3
MOST_RATIO = 200
"""Unpacked to packed of one entry from which it counts as made to harm; texts reach about 30."""
SMALL_BYTES = 1024 * 1024
_CHUNK_BYTES = 256 * 1024
_OFFICE = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
_OPEN = (".odt", ".ods", ".odp")
_MACROS = re.compile(
    r"(?:^|/)(?:vbaproject[^/]*\.bin|vbadata\.xml|activex/.+|macrosheets/.+)$|^(?:basic|scripts)/.+[^/]$",
    re.I,
)
_OTHER_ARCHIVES = (b"7z\xbc\xaf'\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"(\xb5/\xfd")
_ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How office files of before 2007 begin, and those that are locked with a password."""
SAVE_ANEW = gettext_noop("Save it without macros, as .docx, .xlsx, .pptx or PDF")
_PACK_AGAIN = gettext_noop("Unpack it and send the documents in it one by one")


@dataclass(slots=True)
class _Budget:
    entries: int = 0
    unpacked_bytes: int = 0


def check_archive(content: bytes, *, ending: str) -> None:
    """Raise InputError for an archive that is damaged, encrypted, made to harm, or not what its name says."""
    _check(content, _Budget(), depth=1, ending=ending)


def _check(content: bytes, budget: _Budget, *, depth: int, ending: str) -> None:
    if depth > MOST_DEPTH:
        raise InputError(
            gettext_noop("The archive holds archives inside archives"),
            allowed=filled(gettext_noop("at most %(depth)s inside each other"), depth=MOST_DEPTH),
            next_step=_PACK_AGAIN,
        )
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:  # before a list of them is made
        raise _too_much()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(entries, budget, len(content))
            is_office = _check_kind(archive, ending)
            for entry in entries:
                _unpack(archive, entry, budget, depth, is_office=is_office)
    except InputError:
        raise
    except NotImplementedError as error:
        raise InputError(
            gettext_noop("The archive is packed in a way that cannot be looked into"), next_step=_PACK_AGAIN
        ) from error
    # zipfile answers damage with whatever it stumbled over
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        LookupError,
        RuntimeError,
    ) as error:
        raise InputError(
            gettext_noop("The file is damaged, or its content differs from its own list of contents"),
            next_step=gettext_noop("Export it again from the program that made it"),
        ) from error


def _too_much() -> InputError:
    return InputError(
        gettext_noop("The file unpacks to more than the window takes"),
        allowed=filled(
            gettext_noop("up to %(limit)s MB unpacked, in %(entries)s files"),
            limit=MOST_UNPACKED_BYTES // (1024 * 1024),
            entries=f"{MOST_ENTRIES:,}",
        ),
        next_step=_PACK_AGAIN,
    )


def _check_directory(entries: list[zipfile.ZipInfo], budget: _Budget, size_bytes: int) -> None:
    """What the list of contents says itself; entries that share their bytes pack more than the file has."""
    budget.entries += len(entries)
    declared = sum(one.file_size for one in entries)
    if budget.entries > MOST_ENTRIES or budget.unpacked_bytes + declared > MOST_UNPACKED_BYTES:
        raise _too_much()
    if sum(one.compress_size for one in entries) > size_bytes:
        raise _too_much()
    for one in entries:
        if one.file_size > SMALL_BYTES and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise _too_much()
        if one.flag_bits & 0x1:
            raise InputError(
                gettext_noop("The archive is locked with a password"),
                next_step=gettext_noop("It is encrypted: send it without a password"),
            )
        _check_name(one.orig_filename)


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or "\x00" in name:
        raise InputError(
            filled(
                gettext_noop("The archive would write outside of its folder (%(name)s)"),
                name=re.sub(r"[^ -~]", "?", name)[:80],
            ),
            next_step=_PACK_AGAIN,
        )


def _check_kind(archive: zipfile.ZipFile, ending: str) -> bool:
    """Whether it is an office file: that is one, holds no macros and is not encrypted."""
    names = archive.namelist()
    is_office = ending != ".zip" or "[Content_Types].xml" in names or "mimetype" in names
    macro = next((name for name in names if _MACROS.search(name)), None)
    if macro and is_office:
        raise InputError(
            filled(gettext_noop("The file holds macros (%(name)s)"), name=macro[:80]), next_step=SAVE_ANEW
        )
    if "META-INF/manifest.xml" in names and "mimetype" in names:
        with archive.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(MOST_ENTRIES * 400):
                raise InputError(
                    gettext_noop("The office file is locked with a password"),
                    next_step=gettext_noop("It is encrypted: send it without a password"),
                )
    is_named_so = any(name.startswith(_OFFICE[ending]) for name in names) if ending in _OFFICE else True
    if ending in _OPEN:
        is_named_so = "content.xml" in names
    if not is_named_so:
        raise InputError(
            filled(
                gettext_noop("The file is named %(extension)s but its content is not of that type"),
                extension=ending,
            ),
            next_step=gettext_noop("Export it again from the program that made it"),
        )
    return is_office


def is_locked_pdf(content: bytes) -> bool:
    """Whether it is a PDF that opens with a password only."""
    if not content.startswith(b"%PDF-") or b"/Encrypt" not in content:  # the trailer names it in the open
        return False
    from sistership.formats.documents.pdf import is_locked  # slow: loads PDFium

    return is_locked(content)


def _unpack(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget, depth: int, *, is_office: bool
) -> None:
    """Unpack an entry into nothing; only an archive or a PDF inside is kept, to be looked into as well."""
    if entry.is_dir():
        return
    with archive.open(entry) as opened:
        start = chunk = opened.read(_CHUNK_BYTES)
        is_archive = start.startswith(_ZIP)
        is_kept = is_archive or start.startswith(b"%PDF-")
        kept = [start] if is_kept else []
        _check_entry(entry.filename, start, is_office=is_office)
        while chunk:
            budget.unpacked_bytes += len(chunk)
            if budget.unpacked_bytes > MOST_UNPACKED_BYTES:
                raise _too_much()
            chunk = opened.read(_CHUNK_BYTES)
            if is_kept:
                kept.append(chunk)
    if is_archive:
        _check(b"".join(kept), budget, depth=depth + 1, ending=".zip")
    elif is_locked_pdf(b"".join(kept)):
        raise InputError(
            filled(
                gettext_noop("The archive holds a PDF that is locked with a password (%(name)s)"),
                name=entry.filename[:80],
            ),
            next_step=gettext_noop("It is encrypted: send it without a password"),
        )


def _check_entry(name: str, start: bytes, *, is_office: bool) -> None:
    ending = PurePosixPath(name).suffix.lower()
    if not is_office and (ending in WITH_MACROS or (ending in OLD_OFFICE and start.startswith(OLE))):
        raise InputError(
            filled(
                gettext_noop(
                    "The archive holds an office file of an old kind, or one that may hold macros (%(name)s)"
                ),
                name=name[:80],
            ),
            next_step=SAVE_ANEW,
        )
    is_part = re.search(r"(?:^|/)(?:printerSettings|oleObject|customProperty)\d*\.bin$", name) is not None
    if is_program("" if is_part else name, start[:128]):
        raise InputError(
            filled(gettext_noop("The archive holds a program or a script (%(name)s)"), name=name[:80]),
            next_step=gettext_noop("Leave it out and send the archive again"),
        )
    if start.startswith(_OTHER_ARCHIVES) and not name.lower().endswith((".emz", ".wmz", ".svgz")):  # drawings
        raise InputError(
            filled(gettext_noop("The archive holds an archive of another kind (%(name)s)"), name=name[:80]),
            allowed=".zip",
            next_step=_PACK_AGAIN,
        )
