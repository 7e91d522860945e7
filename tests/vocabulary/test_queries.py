"""What a reader typed becomes clauses that are widened by concepts, and marks in what is found."""

from __future__ import annotations

from sistership.vocabulary.queries import parse_query
from sistership.vocabulary.tokeniser import Term


def _marked(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in parse_query(query).marks(text)]


def test_a_word_of_a_concept_is_widened_by_its_words_in_all_languages():
    query = parse_query("flooding 2026")
    ways, number = query.clauses
    assert [concept.id for concept in query.concepts] == ["flooding"]
    assert (Term(("banjir",)),) in ways
    assert (Term(("豪雨",)),) in ways
    assert (Term(("ulewn",), is_prefix=True), Term(("deszcz",), is_prefix=True)) in ways
    assert number == ((Term(("2026",), is_prefix=True),),)


def test_chinese_words_are_parted_where_concepts_meet():
    query = parse_query("半導體的人才")
    assert [concept.id for concept in query.concepts] == ["semiconductors", "talent"]
    assert [ways[0] for ways in query.clauses] == [(Term(("半導", "導體")),), (Term(("人才",)),)]


def test_a_phrase_is_not_widened_and_must_stand_together():
    query = parse_query('"light rail" 「南北」')
    assert query.concepts == ()
    assert query.stand_together("A Light-Rail line, 南北線")
    assert not query.stand_together("rail and light, 南北線")


def test_marks_are_in_the_words_as_they_were_written():
    assert _marked("gdansk", "Port Gdańska i GDAŃSK") == ["Gdańska", "GDAŃSK"]
    assert _marked("合作備忘錄", "經濟合作備忘錄簽署") == ["合作備忘錄"]
    assert _marked("水", "污水處理") == ["水"]
    assert _marked("豪雨", "Heavy rain floods the underpass") == ["Heavy rain", "floods"]


def test_nothing_to_look_for():
    assert parse_query(' "" — ').clauses == ()
