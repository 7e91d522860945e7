"""The way in: bytes and a file name to a document's text, by what the bytes are and not by the name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.formats.documents.document import DOCX, LARGEST_BYTES, DocumentText, MediaType
from sistership.formats.documents.plain import read_plain

_ENDINGS: dict[str, MediaType] = {
    ".txt": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".docx": DOCX,
}
_KINDS = {
    "text/plain": filled(gettext_noop("plain text")),
    "text/html": "HTML",
    "application/pdf": "PDF",
    DOCX: "DOCX",
}
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_TAG = re.compile(rb"</(?:p|div|h[1-6]|li|table|article|section|span|title)\s*>", re.I)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX = gettext_noop("Open it and save it as .docx")
_REFUSED = (
    (_OLD_OFFICE, gettext_noop("The file is an old Office file (.doc)"), _AS_DOCX),
    (b"{\\rtf", gettext_noop("The file is an RTF file"), _AS_DOCX),
    (b"\x89PNG", gettext_noop("The file is a picture (PNG)"), ""),
    (b"\xff\xd8\xff", gettext_noop("The file is a picture (JPEG)"), ""),
    (b"GIF8", gettext_noop("The file is a picture (GIF)"), ""),
    (b"II*\x00", gettext_noop("The file is a picture (TIFF)"), ""),
    (b"MM\x00*", gettext_noop("The file is a picture (TIFF)"), ""),
)
_FROM_PICTURE = gettext_noop("Save it as a PDF, run OCR on that (e.g. ocrmypdf) and try again")


def read_document(content: bytes, *, file: str) -> DocumentText:
    """The text of a document and what it declares of itself; ``file`` is its name, used only in messages.

    Raises InputError that names the file, what is wrong and what to do, for whatever cannot be read.
    """
    try:
        return _read(content, file)
    except InputError as error:
        if error.where:
            raise
        raise InputError(error.what, where=file, allowed=error.allowed, next_step=error.next_step) from error


def _read(content: bytes, file: str) -> DocumentText:
    if not content:
        raise InputError(
            gettext_noop("The file is empty"), next_step=gettext_noop("Check that it is the right file")
        )
    if len(content) > LARGEST_BYTES:
        raise InputError(
            gettext_noop("The file is too large"),
            allowed=filled(gettext_noop("at most %(limit)s MB"), limit=LARGEST_BYTES // 1024 // 1024),
            next_step=gettext_noop("Cut out the article or the agreement, or leave out the pictures"),
        )
    kind = media_type_of(content)
    document = _reader_of(kind, content)
    said = _ENDINGS.get(PurePath(file).suffix.lower())
    if said in (None, kind):
        return document
    note = filled(
        gettext_noop("The name ends in %(ending)s, but the file is %(kind)s; it was read as that"),
        ending=PurePath(file).suffix,
        kind=_KINDS[kind],
    )
    return replace(document, notes=(*document.notes, note))


def media_type_of(content: bytes) -> MediaType:
    """What the bytes are; raises InputError for a kind that is known and not read."""
    head = content[:1024]
    if b"%PDF-" in head:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return DOCX
    if head.startswith(_OLD_OFFICE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise InputError(
            gettext_noop("The file is locked with a password"), next_step=gettext_noop("Save it without one")
        )
    for start, what, next_step in _REFUSED:
        if head.startswith(start):
            raise InputError(
                what,
                allowed=gettext_noop("plain text, HTML, PDF, DOCX"),
                next_step=next_step or _FROM_PICTURE,
            )
    start = content[:65_536].replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    if _PAGE.match(start) or (start.startswith(b"<") and len(_TAG.findall(start)) >= 2):
        return "text/html"
    return "text/plain"


def _reader_of(kind: MediaType, content: bytes) -> DocumentText:
    if kind == "text/plain":
        return read_plain(content)
    if kind == "text/html":
        from sistership.formats.documents.html import read_html  # slow: loads lxml

        return read_html(content)
    if kind == "application/pdf":
        from sistership.formats.documents.pdf import read_pdf  # slow: loads PDFium

        return read_pdf(content)
    from sistership.formats.documents.docx import read_docx  # slow: loads lxml

    return read_docx(content)
