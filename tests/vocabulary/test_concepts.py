"""The sector concepts: each has its words in four languages, and texts show which they mention."""

from __future__ import annotations

from pathlib import Path

import pytest

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.vocabulary.concepts import COLUMNS, concepts, concepts_in, read_concepts

HEADING = "\t".join(COLUMNS)
DOCUMENTS = Path(__file__).resolve().parent.parent / "reading" / "documents"


def _ids(text: str) -> list[str]:
    return [one.concept.id for one in concepts_in(text)]


def test_there_are_concepts_with_a_name_in_each_language():
    assert len(concepts()) >= 40
    for concept in concepts().values():
        assert all(concept.name(language) for language in LANGUAGES)
        assert concept.ways()
        assert all(concept.ways())
        assert all(term.tokens for way in concept.ways() for term in way)


def test_every_word_shows_its_own_concept():
    missed = [
        (concept.id, word)
        for concept in concepts().values()
        for words in concept.words.values()
        for word in words
        if concept.id not in _ids(word.replace("*", ""))
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高雄的半導體與離岸風電", ["semiconductors", "offshore-wind"]),
        ("Rozwój półprzewodników i farm wiatrowych", ["semiconductors", "offshore-wind"]),
        ("Heavy rain and light-rail planning", ["flooding", "light-rail"]),
        ("Hujan lebat dan rel ringan", ["flooding", "light-rail"]),
        ("台灣輕軌", ["light-rail"]),
        ("air quality", ["environment"]),
        ("portfolio, raining cats, fairground", []),
    ],
)
def test_concepts_of_a_text(text, expected):
    assert _ids(text) == expected


def test_a_mention_says_which_words_showed_it():
    text = "Współpraca stażowa, sztuczną inteligencję"
    assert [text[one.start : one.end] for one in concepts_in(text)] == ["stażowa", "sztuczną inteligencję"]


def test_words_inside_longer_words_of_another_concept_are_that_concepts():
    assert _ids("港口物流") == ["port-logistics"]


def test_a_language_that_the_vocabulary_has_not():
    with pytest.raises(InputError, match=r"'de'.*zh-hant, en, pl, ms"):
        concepts()["water"].name("de")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("id\tbroader", "row 1: The first row"),
        (f"{HEADING}\na\t\tx", "row 2: There are 3 fields"),
        (f"{HEADING}\nA b\t\t水\twater\twoda\tair", "row 2, id: 'A b' is no id"),
        (f"{HEADING}\na\tb\t水\twater\twoda\tair", "row 2, broader: 'b'"),
        (f"{HEADING}\na\t\t水\twater|\twoda\tair", "row 2, en: A word is empty"),
        (f"{HEADING}\na\t\t水\twater\twoda\tair\na\t\t水\twater\twoda\tair", "row 3, id: 'a' stands"),
    ],
)
def test_a_file_with_a_fault_says_where(rows, message):
    with pytest.raises(InputError, match=message):
        read_concepts(rows)


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("en/en_bureau.txt", {"light-rail", "transport"}),
        ("en/en_pact.txt", {"education", "culture"}),
        ("pl/pl_uczelnie.txt", {"semiconductors", "youth"}),
        ("zh/bureau.txt", {"semiconductors", "talent"}),
    ],
)
def test_articles_mention_what_they_are_about(name, some):
    assert some <= set(_ids((DOCUMENTS / name).read_text("utf-8")))
