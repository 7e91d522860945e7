"""The language model's client against a real server on loopback: good, wrong, slow, closed and absent."""

from __future__ import annotations

import time

import pytest
from tests.outside.model_server import completion, running

from sistership.common.errors import InputError, OutsideError
from sistership.outside.language_model import LanguageModel


def _model(url: str, **options: object) -> LanguageModel:
    return LanguageModel(**{"url": url, "model": "small", "timeout_s": 3.0, **options})


def test_the_answer_comes_back_and_the_question_is_whole():
    with running() as server:
        server.body = completion('{"fields": []} – 高雄')
        assert (
            _model(server.url, key="secret").ask(instruction="讀", text="高雄\n") == '{"fields": []} – 高雄'
        )
        assert server.paths == ["/v1/chat/completions"]
        assert server.keys == ["Bearer secret"]
        asked = server.asked[0]
        assert (asked["model"], asked["temperature"]) == ("small", 0)
        assert asked["messages"] == [
            {"role": "system", "content": "讀"},
            {"role": "user", "content": "高雄\n"},
        ]


def test_whole_address_is_taken_as_it_is_and_no_key_is_sent_where_none_is_set():
    with running() as server:
        _model(f"{server.url}/chat/completions").ask(instruction="a", text="b")
        assert (server.paths, server.keys) == (["/v1/chat/completions"], [None])


@pytest.mark.parametrize(
    ("status", "mend"),
    [
        (500, "Try again later"),
        (401, "Check SISTERSHIP_READER_KEY"),
        (404, "Check SISTERSHIP_READER_URL and SISTERSHIP_READER_MODEL"),
        (400, "Look into its log"),
        (429, "try again later"),
    ],
)
def test_a_refusal_names_the_status_and_what_to_mend(status: int, mend: str):
    with running() as server:
        server.status = status
        with pytest.raises(OutsideError, match=f"answered with status {status}") as caught:
            _model(server.url).ask(instruction="a", text="b")
        assert mend in caught.value.next_step
        assert len(server.asked) == 1  # asked once, never again


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>no</html>", "no JSON"),
        (b'{"choices": []}', "no chat completion"),
        (b'{"choices": [{"message": null}]}', "no chat completion"),
        (b"[" * 100_000, "no JSON"),
        (completion("  "), "empty answer"),
        (completion('{"fields": [', finish_reason="length"), "cut its answer short"),
    ],
)
def test_what_is_no_answer_is_told(body: bytes, words: str):
    with running() as server:
        server.body = body
        with pytest.raises(OutsideError, match=words):
            _model(server.url).ask(instruction="a", text="b")


def test_a_huge_answer_is_not_read_to_its_end():
    with running() as server:
        server.behaviour = "huge"
        with pytest.raises(OutsideError, match="more than 1,000,000 bytes"):
            _model(server.url).ask(instruction="a", text="b")


@pytest.mark.parametrize("behaviour", ["silent", "drip"])
def test_a_slow_one_is_cut_at_the_timeout(behaviour: str):
    with running() as server:
        server.behaviour = behaviour
        began = time.monotonic()
        with pytest.raises(OutsideError, match=r"did not answer within 0\.5 seconds|was too slow"):
            _model(server.url, timeout_s=0.5).ask(instruction="a", text="b")
        assert time.monotonic() - began < 1.5


def test_a_closed_connection_is_told():
    with running() as server:
        server.behaviour = "close"
        with pytest.raises(OutsideError, match="cannot be reached"):
            _model(server.url).ask(instruction="a", text="b")


def test_an_absent_server_is_told():
    with running() as server:
        url = server.url
    with pytest.raises(OutsideError, match=r"127\.0\.0\.1:\d+ cannot be reached"):
        _model(url).ask(instruction="a", text="b")


def test_a_redirect_is_not_followed():
    with running() as server:
        server.behaviour = "redirect"
        with pytest.raises(OutsideError, match="status 307"):
            _model(server.url, key="secret").ask(instruction="a", text="b")


@pytest.mark.parametrize("url", ["ftp://example.org", "model", "http://", ""])
def test_a_wrong_address_is_named(url: str):
    with pytest.raises(InputError, match="is no address") as caught:
        _model(url)
    assert caught.value.where == "SISTERSHIP_READER_URL"


def test_a_model_has_to_be_named():
    with pytest.raises(InputError, match="No model is named"):
        _model("http://127.0.0.1:1/v1", model="")


def test_the_key_stands_in_no_message():
    with running() as server:
        server.status = 401
        with pytest.raises(OutsideError) as caught:
            _model(server.url.replace("//", "//user:hidden@"), key="secret").ask(instruction="a", text="b")
        assert "secret" not in caught.value.message
        assert "hidden" not in caught.value.message
