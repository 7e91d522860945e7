"""Translation services: a real HTTP server that answers well, wrongly, slowly, or not at all."""

from __future__ import annotations

import time

import pytest
from tests.outside.translation_server import chat, items_of, running

from sistership.common.errors import InputError, OutsideError
from sistership.outside.translation import (
    KeptTerm,
    LanguageModelTranslator,
    LibreTranslate,
    Passage,
    adapter_path,
)

PASSAGES = [
    Passage(("A ", KeptTerm("commitment", "承諾事項"), " of R&D <b>\nfor 2027")),
    Passage(("Ports",)),
]


def libre(service, **options):
    return LibreTranslate(url=service.url, **options).translate(PASSAGES, source="en", target="zh-hant")


def model(service, **options):
    return LanguageModelTranslator(url=f"{service.url}/v1", model="m", **options).translate(
        PASSAGES, source="en", target="zh-hant"
    )


def test_terms_travel_protected_and_marks_are_undone():
    with running() as service:
        assert libre(service, key="secret") == ["[A 承諾事項 of R&D <b>\nfor 2027]", "[Ports]"]
        asked = service.asked[0]
    assert asked["q"][0] == 'A <span translate="no">承諾事項</span> of R&amp;D &lt;b&gt;<br>for 2027'
    assert (asked["source"], asked["target"], asked["format"], asked["api_key"]) == (
        "en",
        "zt",
        "html",
        "secret",
    )


def test_blanks_between_chinese_characters_are_closed():
    answer = {"translatedText": ['研發 <span translate="no">承諾事項</span> 的 2027 年', "港口"]}
    with running(answer=lambda _: answer) as service:
        assert libre(service) == ["研發承諾事項的 2027 年", "港口"]


def test_marks_that_cannot_be_undone_leave_the_text_unusable():
    answer = {"translatedText": ["一項<跨度 translate=否>承諾", "港口"]}
    with running(answer=lambda _: answer) as service:
        assert libre(service) == ["", "港口"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"answer": lambda _: {"translatedText": ["one alone"]}}, "sent 1 translations for 2 texts"),
        ({"answer": lambda _: {"translatedText": [1, 2]}}, "no translation"),
        ({"answer": lambda _: ["?"]}, "no translation"),
        ({"raw": b"<html>"}, "no JSON"),
        ({"raw": b"{" * 100_000}, "no JSON"),
        ({"status": 429, "answer": lambda _: {"error": "Slow down"}}, r"status 429 \(Slow down\)"),
        ({"status": 500, "raw": b""}, "status 500"),
        ({"status": 403, "raw": b""}, "SISTERSHIP_TRANSLATOR_KEY"),
        ({"status": 302, "raw": b""}, "status 302"),
        ({"languages": {"no": "list"}}, "which languages it knows"),
        ({"languages": [{"code": "en"}]}, "does not know Traditional Chinese.*Allowed: en"),
    ],
)
def test_a_service_that_answers_wrongly_is_said_in_one_paragraph(options, message):
    with running(**options) as service, pytest.raises(OutsideError, match=message) as raised:
        libre(service)
    assert f"127.0.0.1:{service.port}" in raised.value.message


def test_a_service_that_is_slow_closed_or_no_address():
    began = time.monotonic()
    with running(wait_s=5) as service, pytest.raises(OutsideError, match=r"within 0.3 seconds"):
        libre(service, timeout_s=0.3)
    assert time.monotonic() - began < 3
    with pytest.raises(OutsideError, match="cannot be reached"):
        libre(service)
    with pytest.raises(InputError, match="SISTERSHIP_TRANSLATOR_URL"):
        LibreTranslate(url="file:///etc/passwd")


def test_a_language_model_is_told_the_terms_and_its_answer_is_put_in_order():
    def answer(body):
        return chat([{"id": one["id"], "text": f"<{one['text']}>"} for one in reversed(items_of(body))])

    with running(answer=answer) as service:
        assert model(service, key="k") == [f"<{PASSAGES[0].text}>", "<Ports>"]
        asked = service.asked[0]
    assert (asked["path"], asked["authorization"], asked["model"]) == (
        "/v1/chat/completions",
        "Bearer k",
        "m",
    )
    assert items_of(asked)[0]["terms"] == {"commitment": "承諾事項"}
    assert "Traditional Chinese" in asked["messages"][0]["content"]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (chat([{"id": 1, "text": "一"}]), "answered 1 of 2 texts"),
        (chat([{"id": 1, "text": "一"}, {"id": 1, "text": "二"}]), "no list of translations"),
        (chat([{"id": 1, "text": "一"}, {"id": 3, "text": "三"}]), "answered 2 of 2 texts"),
        (chat("I cannot translate that."), "no list of translations"),
        (chat([{"id": 1, "text": None}, {"id": 2, "text": "二"}]), "no list of translations"),
        ({"choices": []}, "no chat completion.*SISTERSHIP_TRANSLATOR_URL"),
    ],
)
def test_a_language_model_that_answers_wrongly_gives_no_draft(answer, message):
    with running(answer=lambda _: answer) as service, pytest.raises(OutsideError, match=message):
        model(service)


def test_adapters_go_by_short_names():
    assert adapter_path("openai").endswith(".LanguageModelTranslator")
    assert adapter_path("our.own.Adapter") == "our.own.Adapter"
    with pytest.raises(InputError, match="Allowed: libretranslate, openai"):
        adapter_path("deepl")
