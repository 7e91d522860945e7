"""The domain vocabulary: what is shipped keeps all rules, and a table that breaks one is told where."""

import pytest

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.vocabulary.concepts import concepts
from sistership.vocabulary.domain_check import problems
from sistership.vocabulary.domain_concepts import COLUMNS, FACETS, domain_concepts, read_domain

HEADING = "\t".join(COLUMNS)


def table(*rows: str) -> str:
    return "\n".join([HEADING, *(row.replace(" ¦ ", "\t") for row in rows)]) + "\n"


def told(*rows: str) -> list[str]:
    return [one.message for one in problems(read_domain([("own.tsv", table(*rows))]), is_whole=False)]


def test_the_shipped_tables_keep_every_rule() -> None:
    domain = domain_concepts()
    assert len(domain) >= 2000
    assert [one.message for one in problems(domain)] == []
    assert {one.facet for one in domain.values()} <= set(FACETS)
    assert all(one.terms[language] for one in domain.values() for language in LANGUAGES)
    assert not [one.id for one in domain.values() if "decide" in one.note]


def test_every_sector_is_a_concept_under_its_id() -> None:
    assert set(concepts()) <= set(domain_concepts())


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("Saw ¦ skill ¦  ¦ 鋸 ¦ saw ¦ piła ¦ gergaji ¦  ¦ ", "own.tsv, row 2, id"),
        ("saw ¦ tool ¦  ¦ 鋸 ¦ saw ¦ piła ¦ gergaji ¦  ¦ ", "own.tsv, row 2, facet"),
        ("saw ¦ skill ¦  ¦  ¦ saw ¦ piła ¦ gergaji ¦  ¦ ", "own.tsv, row 2, zh-hant"),
        ("saw ¦ skill ¦  ¦ 鋸 ¦ saw||saws ¦ piła ¦ gergaji ¦  ¦ ", "own.tsv, row 2, en"),
        ("saw ¦ skill ¦  ¦ 鋸 ¦ saw* ¦ piła ¦ gergaji ¦  ¦ ", "own.tsv, row 2, en"),
        ("saw ¦ skill ¦  ¦ 鋸 ¦ saw ¦ piła ¦ gergaji ¦ cpv:12 ¦ ", "own.tsv, row 2, codes"),
        ("saw ¦ skill ¦  ¦ 鋸 ¦ saw", "own.tsv, row 2"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_field(row: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        read_domain([("own.tsv", table(row))])
    assert caught.value.where == where


def test_an_id_that_stands_twice_names_both_rows() -> None:
    row = "saw ¦ skill ¦  ¦ 鋸 ¦ saw ¦ piła ¦ gergaji ¦  ¦ "
    with pytest.raises(InputError, match=r"other.tsv, row 2, id: 'saw' stands in own.tsv, row 2 already"):
        read_domain([("own.tsv", table(row)), ("other.tsv", table(row))])


def test_a_term_on_two_concepts_needs_a_note() -> None:
    one = "saw ¦ skill ¦  ¦ 鋸 ¦ hand saw ¦ piła ¦ gergaji ¦  ¦ "
    other = "saw-mill ¦ skill ¦  ¦ 鋸木 ¦ Hand-saw ¦ tartak ¦ kilang ¦  ¦ "
    assert ["'Hand-saw' stands on 'saw' too" in message for message in told(one, other)] == [True]
    assert told(one, f"{other}the mill that has one") == []


def test_a_broader_concept_exists_and_is_in_no_circle() -> None:
    assert "'tool' is no concept" in told("saw ¦ skill ¦ tool ¦ 鋸 ¦ saw ¦ piła ¦ gergaji ¦  ¦ ")[0]
    circle = told(
        "saw ¦ skill ¦ tool ¦ 鋸 ¦ saw ¦ piła ¦ gergaji ¦  ¦ ",
        "tool ¦ skill ¦ saw ¦ 工具 ¦ tool ¦ narzędzie ¦ alat ¦  ¦ ",
    )
    assert len(circle) == 2
    assert "stands above itself" in circle[0]


def test_letters_of_the_wrong_script_are_told() -> None:
    found = told("saw ¦ skill ¦  ¦ saw ¦ 鋸 ¦ piła|piła ¦ gergaji ¦  ¦ ")
    assert [message.split(":")[0] for message in found] == [
        "own.tsv, row 2, zh-hant",
        "own.tsv, row 2, en",
        "own.tsv, row 2, pl",
    ]
