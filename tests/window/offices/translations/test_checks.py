"""What a translation lost, terms in inflected texts, differences of wordings: known small answers."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sistership.window.offices.translations.checks import problems_of
from sistership.window.offices.translations.differences import pieces_between
from sistership.window.offices.translations.figures_said import numbers_in
from sistership.window.offices.translations.glossary import Glossary, find_terms, says
from sistership.window.offices.translations.house_terms import HOUSE_TERMS

HOUSE = Glossary(())
GLOSSARY = Path(__file__).resolve().parents[4] / "docs" / "glossary.md"


def numbers(text):
    return sorted(numbers_in(text).elements())


@pytest.mark.parametrize(
    "texts",
    [
        ("14 September 2025", "2025年9月14日", "14 września 2025 r.", "14.09.2025", "September 14, 2025"),
        ("14 September 2025", "民國114年9月14日", "２０２５年９月１４日", "14 September 2025 (Ahad)"),
        ("NT$ 12,000", "新臺幣12 000元", "12.000 TWD", "1.2萬元", "12 tys. TWD", "RM 12 ribu"),
        ("3.5 million", "3,5 mln", "350萬", "3.5 juta", "3 500 000"),
        ("in March", "3月", "w marcu"),
        ("It may rain in 2027", "2027年可能下雨", "W 2027 może padać"),
        ("from 5 to 7 May", "5月5日至7日", "od 5 do 7 maja"),
    ],
)
def test_the_same_numbers_in_four_languages(texts):
    assert {text: numbers(text) for text in texts} == {text: numbers(texts[0]) for text in texts}


def test_different_numbers_differ():
    assert numbers("10 interns") == [Decimal(10)]
    assert numbers("10 interns") != numbers("12名")
    assert numbers("2.5 km") != numbers("25 km")


@pytest.mark.parametrize(
    ("language", "term", "text", "is_found"),
    [
        ("pl", "punkt kontaktowy", "w punkcie kontaktowym", True),
        ("pl", "zobowiązanie", "wszystkich zobowiązań miasta", True),
        ("pl", "stażysta", "dziesięciu stażystów", True),
        ("pl", "list intencyjny", "podpisano listu intencyjnego", True),
        ("en", "city partnership", "two City Partnerships", True),
        ("en", "case", "the casework", False),
        ("ms", "komitmen", "komitmennya", True),
        ("zh-hant", "承諾事項", "各項承諾事項如下", True),
        ("en", "commitment", "我們的commitment很多", True),
    ],
)
def test_terms_are_found_inflected_and_not_inside_other_words(language, term, text, is_found):
    rows = (("x", language, term, True, "", language), ("x", "de", "Wort", True, "", "de"))
    found = find_terms(text, Glossary(rows).between(language, "de"), language)
    assert [one.term.concept for one in found if one.term.concept == "x"] == ["x"] * is_found


def test_the_longest_term_wins_and_a_city_goes_before_the_house():
    terms = HOUSE.between("en", "zh-hant")
    found = find_terms("The sister city agreement and the memorandum of understanding", terms, "en")
    assert [one.term.target for one in found] == ["姊妹市協定", "合作備忘錄"]
    rows = (
        ("Commitment", "en", "commitment", True, "", "en"),
        ("Commitment", "zh-hant", "承諾", True, "", "zh-hant"),
        ("Commitment", "zh-hant", "諾言", True, "", "en"),
    )
    (one,) = find_terms("commitments", Glossary(rows).between("en", "zh-hant"), "en")
    assert (one.term.target, says("諾言", one.term, "zh-hant")) == ("承諾", True)


def test_the_words_of_the_house_are_those_of_its_glossary():
    table = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in GLOSSARY.read_text("utf-8").splitlines()
        if line.startswith("| ") and "---" not in line
    ]
    said = {part.strip().lower() for row in table for cell in row[:4] for part in re.split(r"[,;·]", cell)}
    missing = {
        (term.concept, words[0])
        for term in HOUSE_TERMS
        if term.concept.lower() in said
        for language, words in term.words.items()
        if language != "en" and words[0].lower() not in said
    }
    assert missing == set()


def test_links_placeholders_and_markup_must_survive():
    source = "See https://example.org/a?b=1 and write to desk@example.org: <b>%(name)s</b>, {count}"
    assert problems_of(source, source, languages=("en", "pl"), terms=()) == []
    lost = problems_of(source, "Zobacz", languages=("en", "pl"), terms=())
    assert {(one.kind, one.what) for one in lost} == {
        ("link", "https://example.org/a?b=1"),
        ("link", "desk@example.org"),
        ("markup", "<b>"),
        ("markup", "</b>"),
        ("placeholder", "%(name)s"),
        ("placeholder", "{count}"),
    }
    assert problems_of(source, "  ", languages=("en", "pl"), terms=()) == []


def test_a_difference_is_by_words_and_in_chinese_by_characters():
    def shown(before, after):
        marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
        return "".join(marks[one.change].format(one.text) for one in pieces_between(before, after))

    assert shown("每年安排實習", "每年至少安排十名實習") == "每年[+至少+]安排[+十名+]實習"
    assert (
        shown("Place interns every year", "Place ten interns a year")
        == "Place[+ ten+] interns [-every-][+a+] year"
    )


@given(st.text(alphabet="ab 。實習.\n", max_size=60), st.text(alphabet="ab 。實習.\n", max_size=60))
def test_pieces_give_back_both_wordings(before, after):
    pieces = pieces_between(before, after)
    assert "".join(one.text for one in pieces if one.change != "removed") == after
    assert "".join(one.text for one in pieces if one.change != "added") == before


@pytest.mark.parametrize("size", [3_000, 20_000])
def test_a_long_text_is_compared_quickly(size):
    before = "".join(f"第{number}句話說了很多事情。" for number in range(size // 10))
    after = before.replace("第7句", "第七句")
    pieces = pieces_between(before, after)
    assert "".join(one.text for one in pieces if one.change != "removed") == after
