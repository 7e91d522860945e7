"""The second reader, asked over HTTP on loopback: kept is what the text says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.outside.model_server import ModelServer, completion, fields, running
from tests.reading import articles

from sistership.outside.language_model import LanguageModel
from sistership.reading import Field, PersonValue, read_text
from sistership.reading.second import REASONS, SecondReading, read_with_second
from sistership.reading.second.anchor import find_quote
from sistership.reading.second.days import is_day_borne_out
from sistership.reading.second.numbers import numbers_in

TEXT = """\
高雄市與格丁尼亞簽署合作備忘錄
2024-10-19
高雄市副市長林欽榮昨（18）日與波蘭格丁尼亞市長在高雄市政府簽署合作備忘錄，效期為5年。
雙方將設立單一窗口，每年互派二十名學生實習。高雄港去年貨櫃量逾882萬個。
林欽榮表示，期待2025年6月舉辦港口論壇。
"""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with running() as found:
        yield found


def ask(server: ModelServer, text: str, *found: dict[str, Any], wrapped: str = "{}") -> SecondReading:
    server.body = completion(wrapped.replace("{}", fields(*found)))
    return read_with_second(text, ask=LanguageModel(url=server.url, model="small", timeout_s=3))


def reasons(reading: SecondReading) -> list[tuple[str, str, int]]:
    return [(kind.name, kind.reason, kind.count) for kind in reading.dropped]


def test_all_that_the_rules_find_is_borne_out_and_agreed(server: ModelServer):
    """The rules' own fields, proposed again: the checks must not be stricter than the truth."""
    tried = 0
    for text in (articles.KUMAMOTO, articles.LETTER, articles.LODZ, articles.PENANG_RAIL, articles.WROCLAW):
        draft = read_text(text)
        proposals = [
            {**field.as_json(), "quote": text[slice(*field.span)], "start": field.span[0]}
            for field in draft.fields
        ]
        reading = ask(server, text, *proposals)
        assert (reasons(reading), reading.agreed, reading.added) == ([], len(draft.fields), 0)
        assert all(
            after.confidence >= before.confidence
            for before, after in zip(draft.fields, reading.draft.fields, strict=True)
        )
        tried += len(proposals)
    assert tried > 80


def test_agreement_makes_a_field_surer(server: ModelServer):
    before = read_text(TEXT).named("event_date")[0]
    reading = ask(server, TEXT, {"name": "event_date", "value": "2024-10-18", "quote": "昨（18）日"})
    after = reading.draft.named("event_date")[0]
    assert (before.value, after.value, after.span, after.reader) == (date(2024, 10, 18),) * 2 + (
        before.span,
        "rules",
    )
    assert before.confidence < after.confidence < 1
    assert (reading.agreed, reading.added, reading.differing) == (1, 0, 0)


def test_difference_keeps_both(server: ModelServer):
    reading = ask(
        server, TEXT, {"name": "event_date", "value": "2024-10-19", "quote": "2024-10-19", "confidence": 0.99}
    )
    field = reading.draft.named("event_date")[0]
    assert field.value == date(2024, 10, 18)
    span = (TEXT.index("2024-10-19"), TEXT.index("2024-10-19") + 10)
    assert field.alternatives == (Field("event_date", date(2024, 10, 19), span, 0.7, reader="model"),)
    assert reading.differing == 1
    assert field.as_json()["alternatives"] == [
        {
            "name": "event_date",
            "value": "2024-10-19",
            "span": list(span),
            "confidence": 0.7,
            "reader": "model",
        }
    ]


def test_what_only_the_second_reader_found_is_marked(server: ModelServer):
    quote = "高雄港去年貨櫃量逾882萬個"
    value = {"text": "高雄港貨櫃量", "about": "高雄", "number": 8820000, "bound": "more_than", "unit": "個"}
    assert not read_text(TEXT).named("programme")
    reading = ask(
        server,
        TEXT,
        {"name": "programme", "value": "港口論壇", "quote": "舉辦港口論壇"},
        {"name": "fact", "value": value, "quote": quote},
    )
    (programme,) = reading.draft.named("programme")
    assert (programme.reader, programme.as_json()["reader"]) == ("model", "model")
    assert TEXT[slice(*programme.span)] == "舉辦港口論壇"
    assert reasons(reading) == []
    assert list(reading.draft.fields) == sorted(
        reading.draft.fields, key=lambda field: (field.span, field.name)
    )


PERSON = {"name": "林欽榮", "title": "副市長", "title_as_said": "高雄市副市長", "city": "高雄"}


def _said(name: str, value: Any, quote: str) -> dict[str, Any]:
    return {"name": name, "value": value, "quote": quote}


PERSON = {"name": "林欽榮", "title": "副市長", "title_as_said": "高雄市副市長", "city": "高雄"}
DEED, BOXES = "設立單一窗口", "高雄港去年貨櫃量逾882萬個"
WRONG = {
    "hallucinated quote": (_said("city", "東京", "東京市長到場"), "not_found"),
    "name not in the quote": (_said("city", "東京", "高雄市與格丁尼亞"), "words"),
    "name changed": (_said("signatory", "林欽龍", "林欽榮"), "words"),
    "number changed": (_said("commitment", {"what": "每年互派30名學生"}, "每年互派二十名學生實習"), "number"),
    "figure changed": (_said("fact", {"text": "高雄港貨櫃量", "number": 982e4}, BOXES), "number"),
    "term changed": (_said("term", "8年", "效期為5年"), "number"),
    "day changed": (_said("event_date", "2024-10-17", "昨（18）日"), "date"),
    "year changed": (_said("event_date", "2023-10-18", "昨（18）日"), "date"),
    "month changed": (_said("published_on", "2024-11-19", "2024-10-19"), "date"),
    "day for month": (_said("published_on", "2024-10-10", "2024-10-19"), "date"),
    "month for day": (_said("event_date", "2025-06-06", "2025年6月舉辦港口論壇"), "date"),
    "when invented": (_said("commitment", {"what": DEED, "due": "2025-03"}, DEED), "date"),
    "deed invented": (_said("commitment", {"what": "興建跨海大橋與機場"}, DEED), "words"),
    "owner invented": (_said("commitment", {"what": DEED, "owed_by": "東京都"}, DEED), "words"),
    "city invented": (_said("person", {**PERSON, "city": "東京"}, "高雄市副市長林欽榮"), "words"),
    "field unknown": (_said("budget", "5", "5年"), "unknown_field"),
    "name is no text": ({"name": ["city"], "value": "5", "quote": "5年"}, "unknown_field"),
    "no object": ("city", "unknown_field"),
    "no quote": ({"name": "city", "value": "高雄"}, "no_quote"),
    "quote of one letter": (_said("city", "高", "高"), "not_found"),
    "text for an object": (_said("person", "林欽榮", "林欽榮"), "wrong_form"),
    "number for a text": (_said("city", 5, "5年"), "wrong_form"),
    "no date": (_said("event_date", "18 October", "昨（18）日"), "wrong_form"),
    "mode unknown": (_said("intention", {"what": "論壇", "mode": "maybe"}, "舉辦港口論壇"), "wrong_form"),
    "nothing in it": (_said("person", None, "林欽榮"), "wrong_form"),
}


@pytest.mark.parametrize(("proposal", "reason"), WRONG.values(), ids=WRONG)
def test_what_the_text_does_not_say_is_dropped_with_its_reason(
    server: ModelServer, proposal: Any, reason: str
):
    reading = ask(server, TEXT, proposal)
    assert [(kind.reason, kind.count) for kind in reading.dropped] == [(reason, 1)]
    assert reading.draft == read_text(TEXT)
    assert reason in REASONS


def test_the_same_drop_is_counted_once_with_its_number(server: ModelServer):
    proposal = {"name": "city", "value": "東京", "quote": "東京市長到場"}
    assert reasons(ask(server, TEXT, proposal, proposal)) == [("city", "not_found", 2)]


def test_page_furniture_is_no_source(server: ModelServer):
    text = articles.PHOENIX
    start, end = max(read_text(text).left_out, key=lambda span: span[1] - span[0])
    quote = text[start:end].strip()
    reading = ask(server, text, {"name": "topic", "value": quote, "quote": quote, "start": start})
    assert reasons(reading) == [("topic", "left_out", 1)]


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```",
        "Here is what I found [sic]:\n\n{}\nI hope this helps!",
        "<think>{no}</think>{}",
        "{}",
    ],
)
def test_json_is_found_in_what_it_is_wrapped_in(server: ModelServer, wrapped: str):
    reading = ask(
        server, TEXT, {"name": "programme", "value": "港口論壇", "quote": "港口論壇"}, wrapped=wrapped
    )
    assert (reading.failure, reading.added) == (None, 1)


@pytest.mark.parametrize("answer", ["I cannot do that.", "{broken", '{"answer": 5}', "[1, 2]", "{" * 50_000])
def test_an_answer_that_is_not_the_json_asked_for_leaves_the_rules(server: ModelServer, answer: str):
    server.body = completion(answer)
    reading = read_with_second(TEXT, ask=LanguageModel(url=server.url, model="small"))
    assert reading.draft == read_text(TEXT)
    assert reading.failure is not None
    assert "not the JSON that was asked for" in reading.failure


def test_an_endpoint_that_fails_leaves_the_rules(server: ModelServer):
    server.status = 500
    reading = read_with_second(TEXT, ask=LanguageModel(url=server.url, model="small"))
    assert reading.draft == read_text(TEXT)
    assert reading.failure is not None
    assert "status 500" in reading.failure


def test_the_text_is_sent_as_it_is_and_the_schema_with_it(server: ModelServer):
    ask(server, TEXT)
    system, user = server.asked[0]["messages"]
    assert user["content"] == TEXT
    assert '"name": "commitment"' in system["content"]
    assert '"owed_by"' in system["content"]


def test_quote_is_found_by_width_spaces_and_marks_and_the_span_is_true():
    text = "前言。林欽榮　昨（１８）日\n表示：「很好」"
    span = find_quote(text, '林欽榮昨(18)日表示:"很好"', None)
    assert span is not None
    assert text[slice(*span)] == "林欽榮　昨（１８）日\n表示：「很好」"


def test_of_two_places_the_nearer_is_taken():
    text = "高雄與高雄"
    assert find_quote(text, "高雄", 3) == (3, 5)
    assert find_quote(text, "高雄", None) == (0, 2)


NUMBERS = {"882萬": 8_820_000, "一億五千萬": 150_000_000, "三千二百": 3_200, "二〇二四": 2024, "廿三": 23}
NUMBERS |= {"兩萬": 20_000, "1,234": 1_234, "1 234": 1_234, "1,5 mln": 1_500_000, "12.5 thousand": 12_500}
NUMBERS |= {"２０": 20, "dwóch": 2, "ten interns": 10, "十萬五千": 105_000, "1.234.567": 1_234_567}
NUMBERS |= {"2.2兆元": 2_200_000_000_000, "9萬5千人": 95_000, "1億2,000萬": 120_000_000}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_numbers_are_read_in_figures_numerals_and_words(text: str, number: float):
    assert number in numbers_in(text)


def test_a_person_of_another_title_is_an_alternative(server: ModelServer):
    value = {"name": "林欽榮", "title": "市長"}
    reading = ask(server, TEXT, {"name": "person", "value": value, "quote": "高雄市副市長林欽榮"})
    (person,) = [field for field in reading.draft.named("person") if field.value.name == "林欽榮"]
    assert isinstance(person.value, PersonValue)
    assert person.value.title == "副市長"
    assert [other.value.title for other in person.alternatives] == ["市長"]


OUT = date(2024, 10, 19)  # a Saturday
DAYS = [
    (date(2024, 10, 18), "yesterday", OUT, True),
    (date(2024, 10, 17), "yesterday", OUT, False),
    (date(2024, 10, 18), "wczoraj w Gdyni", OUT, True),
    (date(2024, 10, 18), "on Friday", OUT, True),
    (date(2024, 10, 17), "on Friday", OUT, False),
    (date(2024, 10, 18), "18 października", OUT, True),
    (date(2024, 9, 18), "18 października", OUT, False),
    (date(2024, 10, 18), "18.10.2024 r.", None, True),
    (date(2024, 10, 10), "18.10.2024 r.", None, False),
    (date(2024, 10, 18), "October 18, 2024", None, True),
    (date(2023, 10, 18), "October 18, 2024", None, False),
    (date(2024, 10, 18), "民國113年10月18日", None, True),
    (date(2024, 10, 18), "113.10.18", None, True),
    (date(2024, 10, 18), "1131018", None, True),
    (date(2024, 10, 10), "10月18日", OUT, False),
    (date(2024, 10, 18), "昨（18）日", OUT, True),
    (date(2024, 10, 18), "昨（17）日", OUT, False),
    (date(2024, 10, 18), "18日", OUT, True),
    (date(2024, 10, 18), "昨日", None, False),
    (date(2024, 10, 18), "the signing", OUT, False),
]


@pytest.mark.parametrize(("day", "quote", "published_on", "is_said"), DAYS)
def test_a_day_is_borne_out_by_what_names_it(day: date, quote: str, published_on: date | None, is_said: bool):
    assert is_day_borne_out(day, quote, quote, published_on) is is_said
