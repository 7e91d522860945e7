"""The blueprint on paper, in each language: words, marks, language, page numbers, headings to jump to."""

from __future__ import annotations

import re
import zlib

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import translation

from sistership.report import is_pdf_available
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.journal.actions import SYSTEM

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.skipif(not is_pdf_available(), reason="Pango is NOT on this machine: no PDF is drawn"),
]
WORDS = {
    "zh-hant": ("zh-Hant", "行動藍圖", "如期進行", "每年安排實習", "2030 年 1 月 31 日"),
    "en": ("en", "Action blueprint", "On track", "Place interns every year", "31 January 2030"),
    "pl": ("pl", "Plan działań", "W terminie", "Staże co roku", "31 stycznia 2030"),
    "ms": ("ms", "Pelan tindakan", "Mengikut jadual", "Place interns every year", "31 Januari 2030"),
}


def _pdf(client, world, language: str) -> tuple[bytes, str, list[str]]:
    """The file, all its text, and its bookmarks."""
    with translation.override(language):
        answer = client.get(reverse("blueprint_pdf", args=[world.agreement.public_id]))
    assert answer.status_code == 200
    assert f"{language}.pdf" in answer["Content-Disposition"]
    document = pypdfium2.PdfDocument(answer.content)
    try:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        for number, text in enumerate(pages, start=1):
            assert f"{number} / {len(pages)}" in text
        titles = [mark.get_title() for mark in document.get_toc()]
        return answer.content, " ".join(" ".join(pages).split()), titles
    finally:
        document.close()


def _objects(pdf: bytes) -> bytes:
    """The file with its compressed objects opened."""
    found = [pdf]
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return b"".join(found)


@pytest.mark.parametrize("language", WORDS)
def test_the_pdf_speaks_the_readers_language(client, world, language):
    tag, title, state, promise, day = WORDS[language]
    pdf, text, bookmarks = _pdf(client, world, language)
    for words in (title, state, promise, day):
        assert words in text, words
    assert title in bookmarks
    inside = _objects(pdf)
    assert re.search(rb"/Lang ?\(" + tag.encode() + rb"\)", inside)
    assert b"/StructTreeRoot" in inside
    assert b"/MarkInfo" in inside


def test_every_font_that_is_used_travels_with_the_file(client, world):
    pdf, _text, _bookmarks = _pdf(client, world, "zh-hant")
    inside = _objects(pdf)
    described = inside.count(b"/FontDescriptor")
    assert described > 0
    assert inside.count(b"/FontFile") >= described // 2


def test_a_translation_that_is_out_of_date_says_so_on_paper(client, world):
    promises.edit_commitment(
        actor=SYSTEM,
        commitment=world.commitment,
        texts={"title": {"zh-hant": "每年安排二十名實習"}},
    )
    write_texts(world.direction, {"title": {"pl": "Wymiana talentów"}})
    _content, text, _bookmarks = _pdf(client, world, "pl")
    with translation.override("pl"):
        mark = translation.gettext("translation out of date")
    assert f"Staże co roku {mark}" in text
    assert f"Wymiana talentów {mark}" not in text


def test_the_page_offers_the_pdf_in_every_other_language_with_its_filters(client, world):
    address = reverse("blueprint", args=[world.agreement.public_id])
    page = client.get(address, {"state": "late"}).content.decode()
    for code in ("zh-hant", "pl", "ms"):
        expected = f"/{code}/agreements/{world.agreement.public_id}/blueprint.pdf?state=late"
        assert f'href="{expected}" lang="{code}" hreflang="{code}"' in page
