"""Uploads: what a file really is, and what is refused in words."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import docx
import openpyxl
import pypdfium2
import pytest

from sistership.common.errors import InputError
from sistership.formats.uploads import SAVED_ONLY, check_upload

LIMIT = 20 * 1024 * 1024
LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(abcdefghijklmnop)(abcdefghijklmnop)]>>\n%%EOF"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _zip(entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def _saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _with(content, name, added):
    """An office file with one more part."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, added)
    return out.getvalue()


def _flagged():
    """An archive whose entry says that it needs a password."""
    content = bytearray(_zip([("a.txt", "text")]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def _lying():
    """An archive whose list says that an entry is small."""
    content = bytearray(_zip([("a.txt", b"x" * 500_000)]))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(mark) + offset, 10)
    return bytes(content)


def _nested(depth):
    content = _zip([("a.txt", "text")])
    for _ in range(depth):
        content = _zip([("inner.zip", content)])
    return content


DOCX, XLSX = _saved(docx.Document()), _saved(openpyxl.Workbook())


def _pdf():
    book = pypdfium2.PdfDocument.new()
    book.new_page(100, 100)
    return _saved(book)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("plan.pdf", _pdf(), "application/pdf"),
        ("brief.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("PLAN.XLSX", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("all.zip", _zip([("brief.docx", DOCX), ("a/list.csv", "a,b")]), "application/zip"),
        ("list.csv", "編號,名稱\n".encode("cp950"), "text/csv"),
        ("page.html", b"<p>Hello</p>", "text/html"),
        ("old.zip", _zip([("words.doc", b"Words that are named so")]), "application/zip"),
        ("MZ.txt", b"MZ is how this text begins", "text/plain"),
    ],
)
def test_what_people_send_is_taken(name, content, media_type):
    checked = check_upload(name, content, limit_bytes=LIMIT)
    assert (checked.name, checked.media_type, checked.is_saved_only) == (name, media_type, False)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<p onclick='x()'>"),
        ("a.htm", b"<SCRIPT>"),
        ("a.svg", b"<svg><a href='javascript:x'/></svg>"),
        ("a.svg", "<svg onload=x>".encode("utf-16")),
    ],
)
def test_page_with_a_script_is_to_be_saved_only(name, content):
    checked = check_upload(name, content, limit_bytes=LIMIT)
    assert (checked.media_type, checked.is_saved_only) == (SAVED_ONLY, True)


@pytest.mark.parametrize(
    ("name", "content", "what", "next_step"),
    [
        ("locked.pdf", LOCKED, "The PDF is locked with a password", "without a password"),
        (
            "locked.docx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "The office file is locked with a password",
            "without a password",
        ),
        ("locked.zip", _flagged(), "The archive is locked with a password", "without a password"),
        (
            "locked.odt",
            _zip(
                [
                    ("mimetype", "application/vnd.oasis.opendocument.text"),
                    ("content.xml", b"x"),
                    ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
                ]
            ),
            "The office file is locked with a password",
            "without a password",
        ),
        ("bomb.zip", _zip([("a.txt", b"0" * 30_000_000)]), "The file unpacks to more", "one by one"),
        ("bomb.docx", _with(DOCX, "word/a.xml", b"0" * 30_000_000), "The file unpacks to more", "one by one"),
        ("many.zip", _zip([("a", b"")] * 5_001), "The file unpacks to more", "one by one"),
        ("lying.zip", _lying(), "The file is damaged, or its content differs", "Export it again"),
        ("deep.zip", _nested(3), "The archive holds archives inside archives", "one by one"),
        ("up.zip", _zip([("../../etc/passwd", b"x")]), "would write outside of its folder", "one by one"),
        ("up.zip", _zip([("C:\\x.txt", b"x")]), "would write outside of its folder", "one by one"),
        ("run.zip", _zip([("a/setup.exe", b"x")]), "a program or a script (a/setup.exe)", "Leave it out"),
        ("run.zip", _zip([("photo.jpg", b"\x7fELF")]), "a program or a script (photo.jpg)", "Leave it out"),
        ("odd.zip", _zip([("a.7z", b"7z\xbc\xaf\x27\x1c")]), "an archive of another kind", "one by one"),
        ("macro.docx", _with(DOCX, "word/vbaProject.bin", b"x"), "The file holds macros", "without macros"),
        ("macro.xlsx", _with(XLSX, "xl/vbaProject.bin", b"x"), "The file holds macros", "without macros"),
        ("plan.doc", OLE, "The office file is of an old kind", "as .docx, .xlsx, .pptx or PDF"),
        ("PLAN.XLS", OLE, "The office file is of an old kind", "as .docx, .xlsx, .pptx or PDF"),
        ("plan.docm", DOCX, "may hold macros", "as .docx, .xlsx, .pptx or PDF"),
        ("all.zip", _zip([("a/plan.doc", OLE)]), "of an old kind, or one that may hold", "without macros"),
        ("all.zip", _zip([("plan.xlsm", XLSX)]), "may hold macros (plan.xlsm)", "without macros"),
        (
            "all.zip",
            _zip([("in.zip", _zip([("b.pdf", LOCKED)]))]),
            "a password (b.pdf)",
            "without a password",
        ),
        ("table.xlsx", DOCX, "named .xlsx but its content is not of that type", "Export it again"),
        ("photo.png", b"\xff\xd8\xff", "named .png but its content is not of that type", "Export it again"),
        ("report.pdf", b"MZ" + bytes(100), "The file is a program or a script", "Send what it makes"),
        ("report.txt", b"#!/bin/sh\n", "The file is a program or a script", "Send what it makes"),
        ("report.pdf.exe", b"x", "The file is a program or a script", "Send what it makes"),
        ("torn.docx", DOCX[:2000], "The file is damaged", "Export it again"),
        ("nothing.pdf", b"", "The file is empty", "Choose the file again"),
    ],
)
def test_what_may_harm_or_cannot_be_read_is_refused_in_words(name, content, what, next_step):
    with pytest.raises(InputError) as refused:
        check_upload(name, content, limit_bytes=LIMIT)
    assert what in refused.value.what
    assert next_step in refused.value.next_step
    assert refused.value.where == name


def test_size_beyond_the_limit_is_told():
    with pytest.raises(InputError, match=r"big.pdf: The file has 1.0 MB. Allowed: up to 0 MB."):
        check_upload("big.pdf", b"%PDF-" + bytes(1024 * 1024), limit_bytes=1000)


def test_name_without_an_ending_gets_that_of_its_content():
    assert check_upload("scan", b"\xff\xd8\xff", limit_bytes=LIMIT).name == "scan.jpg"
    assert check_upload("list", b"a,b", limit_bytes=LIMIT, declared="text/csv; x=y").name == "list.csv"
    assert check_upload("../..\\etc/plan.pdf", b"%PDF-", limit_bytes=LIMIT).name == "plan.pdf"
    with pytest.raises(InputError, match=r"\(none\)"):
        check_upload("what", b"words", limit_bytes=LIMIT)
