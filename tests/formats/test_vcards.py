"""Cards of three versions come in, and what goes out comes in again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.formats.vcards import Card, read_cards, write_cards

OLD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=E6=98=8E\r\n"
    "TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=89=AF=\r\n=E5=B1=80=E9=95=B7\r\n"
    "TEL;WORK;VOICE:+886 7 123 4567\r\nTEL;CELL;PREF:+886 912 345 678\r\nEMAIL;INTERNET:wang@example.org\r\n"
    "END:VCARD\r\n"
)
NEW = (
    "BEGIN:VCARD\nVERSION:4.0\nFN;LANGUAGE=pl:Zofia Przykładowa\nFN;LANGUAGE=zh-Hant:索菲亞\n"
    "ORG:Urząd Miasta Gdyni;Biuro\nTITLE;LANGUAGE=pl:Dyrektor\\, biuro\n"
    "TEL;VALUE=uri;TYPE=work:tel:+48-58-000\nEMAIL;PREF=2:b@example.org\nEMAIL;PREF=1:a@example.org\nEND:VCARD\n"
)


def test_an_old_card_with_quoted_printable_chinese_is_read():
    (card,) = read_cards(OLD.encode())
    assert (card.names, card.titles) == ({"": "王小明"}, {"": "副局長"})
    assert (card.telephone, card.email) == ("+886 912 345 678", "wang@example.org")
    assert card.left_out == ("+886 7 123 4567",)


def test_several_cards_of_several_versions_are_read_from_one_file():
    first, second = read_cards((OLD + NEW).encode())
    assert second == Card(
        names={"pl": "Zofia Przykładowa", "zh-hant": "索菲亞"},
        organisation="Urząd Miasta Gdyni, Biuro",
        titles={"pl": "Dyrektor, biuro"},
        email="a@example.org",
        telephone="+48-58-000",
        row=10,
        left_out=("b@example.org",),
    )
    assert first.row == 1


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"", "c.vcf", "The file is empty"),
        (b"name,mail\n", "c.vcf", "There is no card in it"),
        (
            b"\n\nBEGIN:VCARD\nVERSION:3.0\nFN:x\n\nno line\nEND:VCARD\n",
            "c.vcf, row 3",
            "The card cannot be read",
        ),
    ],
)
def test_what_is_no_card_is_told_with_its_line(content, where, what):
    with pytest.raises(InputError) as caught:
        read_cards(content, file="c.vcf")
    assert caught.value.where == where
    assert caught.value.what.startswith(what)


words = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
words = words.filter(bool)
by_language = st.dictionaries(st.sampled_from(["zh-hant", "en", "pl", "ms"]), words, min_size=1, max_size=4)
cards = st.builds(
    Card,
    names=by_language,
    aliases=st.lists(words, max_size=3).map(tuple),
    organisation=words | st.just(""),
    titles=by_language | st.just({}),
    email=st.emails() | st.just(""),
    telephone=st.from_regex(r"\+[0-9]{2} [0-9]{4,9}", fullmatch=True) | st.just(""),
    city=st.sampled_from(["", "gdynia"]),
    uid=st.uuids().map(str) | st.just(""),
)


@given(st.lists(cards, min_size=1, max_size=4))
def test_what_goes_out_comes_in_again(given_cards):
    found = read_cards(write_cards(given_cards))
    keep = ("names", "aliases", "organisation", "titles", "email", "telephone", "city", "uid")
    assert [[getattr(card, name) for name in keep] for card in found] == [
        [getattr(card, name) for name in keep] for card in given_cards
    ]


@given(st.binary(max_size=200).map(lambda tail: b"BEGIN:VCARD\n" + tail))
def test_any_bytes_give_cards_or_an_input_error(content):
    try:
        found = read_cards(content)
    except InputError as error:
        assert error.where.startswith("file.vcf")  # noqa: PT017 - either answer is right
    else:
        assert found
