"""Word files: numbers as Word shows them, notes, tables, tracked changes, and how a file can be wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from sistership.common.errors import InputError
from sistership.formats.documents import DocumentText, read_document
from sistership.formats.documents.document import DOCX


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(content: bytes) -> DocumentText:
    return read_document(content, file="memo.docx")


def lines(document: docx.document.Document) -> list[str]:
    return read(saved(document)).text.splitlines()


def _list(document: docx.document.Document, number: int, *levels: tuple[str, str]) -> None:
    """Add a list whose levels are (number format, mark)."""
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{mark}"/></w:lvl>'
        for depth, (style, mark) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    )


def _item(document: docx.document.Document, text: str, number: int, depth: int = 0) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_headings_lists_by_style_and_bullets():
    document = docx.Document()
    document.core_properties.title = "Memorandum"
    document.core_properties.language = "en"
    document.add_heading("Memorandum of understanding", 1)
    document.add_paragraph("The two cities agree:")
    document.add_paragraph("a forum", style="List Number")
    document.add_paragraph("an exchange", style="List Number")
    document.add_paragraph("each year", style="List Bullet")
    found = read(saved(document))
    assert found.text.splitlines() == [
        "Memorandum of understanding", "The two cities agree:", "1. a forum", "2. an exchange", "• each year",
    ]  # fmt: skip
    assert (found.media_type, found.title, found.language) == (DOCX, "Memorandum", "en")


def test_chinese_numbers_of_two_levels_and_legal_numbers():
    document = docx.Document()
    _list(document, 71, ("taiwaneseCountingThousand", "%1、"), ("taiwaneseCountingThousand", "（%2）"))
    _list(document, 72, ("decimal", "Article %1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    for text, depth in [("人才", 0), ("實習", 1), ("交換", 1), ("產業", 0), ("媒合", 1)]:
        _item(document, text, 71, depth)
    for text, depth in [("Aim", 0), ("one", 1), ("two", 1), ("deep", 2), ("Term", 0), ("three", 1)]:
        _item(document, text, 72, depth)
    assert lines(document) == [
        "一、人才", "（一）實習", "（二）交換", "二、產業", "（一）媒合",
        "Article 1 Aim", "1.1 one", "1.2 two", "(a) deep", "Article 2 Term", "2.1 three",
    ]  # fmt: skip


def test_a_list_that_starts_anew_and_one_that_goes_on():
    document = docx.Document()
    _list(document, 71, ("decimal", "%1."))
    numbering = document.part.numbering_part.element
    for number, start in (
        (72, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        (73, ""),
    ):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="71"/>{start}</w:num>'
            )
        )
    for text, number in [("a", 71), ("b", 71), ("five", 72), ("c", 73), ("none", 0)]:
        _item(document, text, number)
    assert lines(document) == ["1. a", "2. b", "5. five", "3. c", "none"]


def test_tables_notes_changes_and_hidden_words():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["城市", "人口", "高雄", "273 萬"], strict=True):
        cell.text = text
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "A framed paragraph"
    paragraph = document.add_paragraph("Signed on ")
    for tag, word in (("del", "Monday"), ("ins", "Friday")):
        kind = "delText" if tag == "del" else "t"
        paragraph._p.append(
            parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{kind}>{word}</w:{kind}></w:r></w:{tag}>")
        )
    hidden = paragraph.add_run("secret")
    hidden.font.hidden = True
    paragraph.add_run("\tin\nGdynia")
    assert lines(document) == [
        "城市 | 人口",
        "高雄 | 273 萬",
        "A framed paragraph",
        "Signed on Friday in",
        "Gdynia",
    ]


def _with(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def test_footnotes_follow_the_text_that_cites_them():
    document = docx.Document()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "7")
    document.add_paragraph("Ten interns").add_run()._r.append(reference)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def add_notes(parts: dict[str, bytes]) -> None:
        note = '<w:footnote w:id="7"><w:p><w:r><w:t>Paid by the host.</w:t></w:r></w:p></w:footnote>'
        other = '<w:footnote w:id="8"><w:p><w:r><w:t>Cited nowhere.</w:t></w:r></w:p></w:footnote>'
        parts["word/footnotes.xml"] = f"<w:footnotes {nsdecls('w')}>{note}{other}</w:footnotes>".encode()
        relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", relation.encode())

    assert read(_with(saved(document), add_notes)).text.splitlines() == [
        "Ten interns[1]",
        "[1] Paid by the host.",
    ]


def _refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(content)
    assert caught.value.next_step
    return caught.value.message


def _archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def test_other_files_in_archives_are_named():
    assert "an OpenDocument file (.odt)" in _refused(
        _archive(mimetype=b"application/vnd.oasis.opendocument.text")
    )
    assert "a workbook (.xlsx)" in _refused(_archive(**{"xl/workbook.xml": b"<x/>"}))
    assert "an archive (.zip) and no document" in _refused(_archive(**{"a.txt": b"x"}))


def test_a_bomb_is_not_unpacked():
    message = _refused(_archive(**{"word/document.xml": b" " * (41 * 1024 * 1024)}))
    assert "unpacks to 42,991,616 bytes" in message
    assert "of text 12 MB each" in message
    assert "5,001 parts" in _refused(_archive(**{f"word/{number}.bin": b"" for number in range(5_001)}))


def test_entities_are_never_expanded():
    def add_entity(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = (
            b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document '
            + nsdecls("w").encode()
            + b"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
        )

    assert "declares entities" in _refused(_with(saved(docx.Document()), add_entity))


def test_damaged_files_are_told():
    document = docx.Document()
    document.add_paragraph("Hello harbour. " * 200)
    content = saved(document)
    assert "The Word file is damaged" in _refused(content[: len(content) // 2])

    def cut_body(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"][:-40]

    assert "damaged in its part word/document.xml" in _refused(_with(content, cut_body))


def test_an_empty_file_is_told():
    assert "There is no text in the file" in _refused(saved(docx.Document()))
