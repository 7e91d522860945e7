"""What an index keeps of a text, and that whatever somebody types of it finds it again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sistership.vocabulary.tokeniser import Term, fold, query_terms, token_set, tokens

chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=40)


def _finds(query: str, text: str, *, is_last_open: bool = False) -> bool:
    kept = token_set(text)
    terms = query_terms(query, is_last_open=is_last_open)

    def holds(term: Term) -> bool:
        *whole, last = term.tokens
        ends = any(one.startswith(last) for one in kept) if term.is_prefix else last in kept
        return ends and kept.issuperset(whole)

    return bool(terms) and all(map(holds, terms))


@given(chinese, st.data())
def test_every_part_of_a_chinese_text_is_found(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(start + 5, len(text))))
    assert _finds(text[start:end], f"2026年 {text}。")


@given(chinese)
def test_two_characters_that_do_not_stand_together_are_not_found(text):
    absent = "鑫" + text[0]
    assert _finds(absent, text) == (fold(absent) in fold(text))


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_tokens_come_from_where_they_say_and_need_no_cutting(text):
    once = list(tokens(text))
    assert once == list(tokens(text))
    for token in once:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text == fold(token.text)
        assert token.text
        assert all(c == "-" or c.isdigit() or not c.isascii() or c.isalpha() for c in token.text)


@given(st.text(max_size=60))
def test_a_text_finds_itself(text):
    if query_terms(text):
        assert _finds(text, text)


def test_latin_words_are_folded():
    assert token_set("Gdańsk's ŁÓDŹ, Straße; O'Brien") == {"gdansk", "lodz", "strasse", "obrien"}
    assert token_set("ＡＩ ＭＯＵ") == {"ai", "mou"}
    assert _finds("gdansk", "w Gdańsku", is_last_open=True)
    assert not _finds("gdansk", "w Gdańsku")


def test_variants_of_chinese_characters_are_one():
    assert _finds("臺灣", "台灣")
    assert _finds("台南", "臺南市")


def test_an_identifier_is_found_whole_and_in_parts():
    text = "案號 KH-2026-0042,請回覆"
    for query in ("KH-2026-0042", "kh 2026", "2026-0042", "0042", "KH-2026"):
        assert _finds(query, text), query
    assert not _finds("KH-2025-0042", text)
    assert not _finds("2026-0041", text)
    assert _finds("KH-2026-00", text, is_last_open=True)


def test_an_identifier_of_many_parts_is_found_whole():
    assert _finds("1-2-3-4-5-6-7-8", "nr 1-2-3-4-5-6-7-8")


def test_a_hyphen_between_words_is_a_space():
    assert token_set("light-rail") == {"light", "rail"} == token_set("light rail")


def test_nothing_to_look_for():
    assert query_terms(" 、。-'… ") == []
    assert token_set("—") == set()


def test_spans_are_those_of_the_text_before_folding():
    text = "ﬁrm ＡＩ輕軌"
    assert [text[one.start : one.end] for one in tokens(text)] == ["ﬁrm", "ＡＩ", "輕軌", "軌"]
