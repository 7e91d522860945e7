"""PDF to text: paragraphs as written, page furniture gone, and a clear answer for scans and locked files."""

from __future__ import annotations

import base64
import struct
import time
import zlib

import pytest

from sistership.common.errors import InputError
from sistership.formats.documents import DocumentText, read_document
from sistership.formats.documents.pdf import ranges
from sistership.report.pdf import html_to_pdf, is_pdf_available

pytestmark = pytest.mark.skipif(
    not is_pdf_available(), reason="PDF is NOT tested: Pango is not on this machine"
)

PAGE = """<html lang="{lang}"><title>{title}</title><style>@page {{size: {size}; margin: 2cm;
@top-center {{content: "{top}"}} @bottom-center {{content: "{bottom} " counter(page) " / " counter(pages)}}}}
body {{font-family: "Noto Serif CJK TC", serif}} p {{text-align: justify; hyphens: auto; {style}}}
</style>{body}</html>"""


def written(
    body: str, *, lang: str = "en", size: str = "A5", style: str = "", top: str = "City of Gdynia"
) -> bytes:
    return html_to_pdf(
        PAGE.format(body=body, lang=lang, size=size, style=style, top=top, title="Memo", bottom="Page")
    )


def read(content: bytes) -> DocumentText:
    return read_document(content, file="memo.pdf")


def test_chinese_paragraphs_are_whole_over_lines_and_pages():
    said = [
        f"第{number}段，高雄市副市長林欽榮昨日與格丁尼亞市簽署合作備忘錄，"
        f"雙方將在智慧城市、港口、海洋等{number * 7}個領域合作，並成立單一窗口，"
        f"每年互派{number + 10}名學生赴對方企業實習，費用由雙方共同負擔。"
        for number in range(1, 25)
    ]
    body = "<h1>高雄與格丁尼亞簽署合作備忘錄</h1>" + "".join(f"<p>{line}</p>" for line in said)
    document = read(written(body, lang="zh-Hant", style="text-indent: 2em", top="高雄市政府新聞稿"))
    assert document.text.splitlines() == ["高雄與格丁尼亞簽署合作備忘錄", *said]
    assert len(document.page_starts) > 2
    assert document.page_starts[0] == 0
    assert list(document.page_starts) == sorted(set(document.page_starts))
    assert "were left out" in document.notes[0]
    assert document.title == "Memo"


def test_polish_words_broken_at_line_ends_are_whole():
    said = [
        f"§ {number}. Strony zobowiązują się do utworzenia wspólnego punktu kontaktowego oraz organizowania "
        f"niepowtarzalnych przedsięwzięć międzynarodowych w Bielsku-Białej i Gdyni w roku {2020 + number}."
        for number in range(1, 15)
    ]
    document = read(written("".join(f"<p>{line}</p>" for line in said), lang="pl"))
    assert document.text.splitlines() == said


def test_lists_tables_and_ragged_lines():
    long = (
        "exchange of ten students each year, who are paid by the firm that hosts them and insured by the city"
    )
    body = f"""<h2>Directions of the co-operation</h2><ol><li>{long}</li><li>a forum</li></ol>
    <ul><li>{long}</li></ul><p>Signed by:</p><p>Lin Chin-rong</p><p>Aleksandra Kosiorek</p>
    <table><tr><td>Kaohsiung</td><td>2.7 million</td></tr>
    <tr><td>Gdynia</td><td>240 thousand</td></tr></table>"""
    document = read(written(body, style="text-align: left; hyphens: manual"))
    assert document.text.splitlines() == [
        "City of Gdynia",  # on a single page nothing shows it to be a page's head
        "Directions of the co-operation",
        f"1. {long}",
        "2. a forum",
        f"• {long}",
        "Signed by:",
        "Lin Chin-rong",
        "Aleksandra Kosiorek",
        "Kaohsiung 2.7 million",
        "Gdynia 240 thousand",
    ]


def test_text_that_happens_to_recur_on_pages_is_no_furniture():
    body = "".join(
        "<p>The same words again and again, on every page of it and in every place of it.</p>"
        for _ in range(60)
    )
    document = read(written(body))
    assert len(document.text.splitlines()) == 60


def _picture() -> str:
    """A grey square as a PNG, in a data address."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\x00" + bytes([128]) * 8 for _ in range(8)))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    png += chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    data = base64.b64encode(png).decode()
    style = "display: block; width: 10cm; page-break-after: always"
    return f'<img style="{style}" src="data:image/png;base64,{data}">'


def test_a_scan_names_its_pages_and_what_to_do():
    scan = html_to_pdf(_picture() * 2 + _picture().replace("; page-break-after: always", ""))
    with pytest.raises(InputError) as caught:
        read(scan)
    assert caught.value.message == (
        "memo.pdf: Page 1–3 holds pictures only, no text. Run OCR (e.g. ocrmypdf) and try again."
    )


def test_a_picture_among_pages_of_text_is_a_note():
    document = read(html_to_pdf(f"<p>Two cities signed.</p><p>{_picture()}</p><p>The end of it.</p>"))
    assert document.text.splitlines() == ["Two cities signed.", "The end of it."]
    page = html_to_pdf(f"{_picture()}<p>Two cities signed.</p>")
    assert read(page).notes == ("Page 1 holds pictures only; run OCR (e.g. ocrmypdf) and try again",)


def test_an_empty_page_is_told():
    with pytest.raises(InputError, match="The pages of the PDF are empty"):
        read(html_to_pdf("<p></p>"))


def test_a_damaged_file_is_told():
    with pytest.raises(InputError, match="damaged or not whole"):
        read(b"%PDF-1.7\n" + b"nothing" * 50)


def test_a_locked_file_is_told():
    """A trailer that names an encryption whose password is unknown."""
    plain = written("<p>secret</p>")
    lock = b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>"
    size = len(plain)
    start = plain.rindex(b"startxref")
    before = plain[start:].split()[1]
    root = plain[plain.rindex(b"/Root") :].split(b"/")[1]
    added = (
        b"trailer<</Size 99/"
        + root.split(b">")[0]
        + b"/Encrypt "
        + lock
        + b"/ID[<31><31>]/Prev "
        + before
        + b">>\n"
    )
    table = b"xref\n0 0\n"
    with pytest.raises(InputError, match="The PDF is locked with a password"):
        read(plain + table + added + b"startxref\n%d\n%%%%EOF" % size)


def test_too_many_pages_are_told():
    body = "<div style='page-break-after: always'>x</div>" * 401
    with pytest.raises(InputError, match=r"The PDF has 40\d pages.*at most 400 pages"):
        read(html_to_pdf(f"<style>@page {{size: 3cm}}</style>{body}"))


def test_an_article_takes_little_time():
    body = "".join(f"<p>{number} {'Words of an article in a PDF file. ' * 12}</p>" for number in range(40))
    content = written(body, size="A4")
    began = time.process_time()
    read(content)
    assert time.process_time() - began < 1


def test_ranges():
    assert ranges([1, 2, 3, 5, 7, 8]) == "1–3, 5, 7–8"
