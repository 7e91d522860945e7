"""Documents to text: by content, with what is lost named, and a clear answer where nothing can be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.formats.documents import LARGEST_BYTES, LONGEST_TEXT, DocumentText, read_document
from sistership.formats.documents.numerals import numeral

CHINESE = "高雄市副市長林欽榮昨（18）日與波蘭格丁尼亞市長簽署合作備忘錄，雙方將設立單一窗口。\n"
POLISH = (
    "Prezydent Gdyni podpisała umowę o współpracy z miastem Kaohsiung. Strony będą się spotykać: źródło.\n"
)


def read(content: bytes, file: str = "file") -> DocumentText:
    return read_document(content, file=file)


def refused(content: bytes, file: str = "file") -> InputError:
    with pytest.raises(InputError) as caught:
        read_document(content, file=file)
    assert caught.value.where == file
    assert caught.value.next_step
    return caught.value


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        (CHINESE.encode(), "UTF-8", CHINESE),
        (CHINESE.encode("utf-8-sig"), "UTF-8", CHINESE),
        (CHINESE.encode("utf-16"), "UTF-16", CHINESE),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "UTF-16", CHINESE),
        (POLISH.encode("utf-16-le"), "UTF-16", POLISH),
        (CHINESE.encode("cp950"), "Big5", CHINESE),
        (POLISH.encode("cp1250"), "Windows-1250", POLISH),
        (POLISH.encode("iso8859-2"), "ISO-8859-2", POLISH),
        (
            "The mayors’ accord – “signed”\r\n".encode("cp1252"),
            "Windows-1250",
            "The mayors’ accord – “signed”\r\n",
        ),
    ],
)
def test_plain_text_in_old_and_new_encodings(content: bytes, encoding: str, text: str):
    document = read(content, "a.txt")
    assert (document.text, document.encoding, document.media_type) == (text, encoding, "text/plain")
    is_sure = encoding == "UTF-8" or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert (document.encoding_confidence == 1.0, not document.notes) == (is_sure, is_sure)


def test_every_letter_of_a_plain_text_stays():
    text = "  two  blanks\u00a0and\r\n\r\ne\u0301 \u200b end "
    assert read(text.encode()).text == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b" \n\t ", "There is no text"),
        (b"abc\x00\x01\x02", "The file is no text: byte 3"),
        (bytes(range(0x80, 0x100)) * 3, "no other encoding fits"),
        (b"\xff\xfea", "begins as UTF-16"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), r"old Office file (.doc)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "picture (JPEG)"),
        ("字".encode() * (LONGEST_TEXT + 1), "The text has 200,001 characters"),
        (b"a" * (LARGEST_BYTES + 1), "too large"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, words: str):
    assert words in refused(content, "a.txt").message


def test_a_name_that_says_another_kind_is_told():
    document = read(b"<html><body><p>Hello there, this is a page.</p></body></html>", "memo.pdf")
    assert document.media_type == "text/html"
    assert document.notes == ("The name ends in .pdf, but the file is HTML; it was read as that",)
    assert read(b"<html><body><p>Hello there.</p></body></html>", "memo.HTM").notes == ()


def test_text_about_tags_is_no_page():
    text = "Use <p> and </p> in a page, and 3 < 4.\n"
    assert (read(text.encode()).media_type, read(text.encode()).text) == ("text/plain", text)


NUMERALS = [(3, "decimal", "3"), (4, "lowerRoman", "iv"), (1999, "upper-roman", "MCMXCIX")]
NUMERALS += [(28, "lowerLetter", "bb"), (2, "ideographTraditional", "乙"), (3, "decimalEnclosedCircle", "③")]
NUMERALS += [(10, "taiwaneseCountingThousand", "十"), (21, "cjk-ideographic", "二十一"), (5, "odd", "5")]
NUMERALS += [(105, "trad-chinese-informal", "一百零五"), (110, "chineseCounting", "一百一十")]
NUMERALS += [(7, "decimalZero", "07"), (12, "decimalFullWidth", "１２"), (0, "lowerRoman", "0")]


@pytest.mark.parametrize(("number", "style", "shown"), NUMERALS)
def test_numerals(number: int, style: str, shown: str):
    assert numeral(number, style) == shown


PLAIN_BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.text(alphabet="高雄市ąśź \n", max_size=60).flatmap(
        lambda text: st.sampled_from(["utf-16", "cp950", "cp1250", "utf-8"]).map(
            lambda codec: text.encode(codec, "ignore")
        )
    ),
)


def _text_or_answer(content: bytes) -> None:
    """Reading gives a text that any file and database can hold, or names the file and what is wrong."""
    try:
        text, message = read_document(content, file="x").text, None
    except InputError as error:
        text, message = None, error.message
    assert (text and text.strip()) or (message and message.startswith("x: "))
    assert "\x00" not in (text or "").encode().decode()


STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html>",
    b"<!DOCTYPE html><body><table><tr><td>",
    b"\xff\xfe",
    b"{\\rtf",
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(STARTS), PLAIN_BYTES)
@example(b"<html>", b"<li value=9999999999999999999999>x<ol start=x><li>")
@example(b"<html>", b"<td><tr></table></table></ol></li>&#0;&#xD800;&bogus;")
@example(b"%PDF-1.7\n", b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>")
def test_any_bytes_give_text_or_a_clear_answer(start: bytes, rest: bytes):
    _text_or_answer(start + rest)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_document_gives_text_or_a_clear_answer(data: st.DataObject):
    good = data.draw(st.sampled_from([_small_pdf(), _small_docx()]))
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(content)), st.integers(1, len(content))))
    _text_or_answer(bytes(content[:cut]))


def _small_pdf() -> bytes:
    """A PDF written by hand, uncompressed, so that each changed byte is felt."""
    stream = b"BT /F1 12 Tf 72 700 Td (Hello harbour) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return out + head + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


def _small_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # stored, so that each changed byte is felt
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
            ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            "<w:p><w:r><w:t>Hello harbour</w:t></w:r></w:p></w:body></w:document>",
        )
    return out.getvalue()


def test_the_two_small_documents_are_good():
    assert read(_small_pdf()).text == "Hello harbour"
    assert read(_small_docx()).text == "Hello harbour"


def test_real_documents_in_plain_text_stay_as_they_are(real_data: Path):
    files = sorted((real_data / "documents").rglob("*.txt"))
    assert files
    for path in files:
        assert read(path.read_bytes(), path.name).text.encode() == path.read_bytes().removeprefix(
            b"\xef\xbb\xbf"
        )
