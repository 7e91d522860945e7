"""The second reader as the window asks it: by settings, over HTTP, and never in the way of the draft."""

from __future__ import annotations

import pytest
from tests.outside.model_server import completion, fields, running
from tests.reading import articles

from sistership.window.offices.visits.engine import draft_of, draft_with_second, second_reader_host

OPTIONS = {"url": "", "key": "", "model": "small", "timeout_s": 0.5}


def test_without_an_address_nothing_is_asked(settings):
    settings.SECOND_READER_OPTIONS = OPTIONS
    assert second_reader_host() is None
    reading = draft_with_second(articles.LODZ)
    assert (reading.draft, reading.failure) == (draft_of(articles.LODZ), None)


def test_the_model_that_settings_name_is_asked(settings):
    with running() as server:
        settings.SECOND_READER_OPTIONS = {**OPTIONS, "url": server.url, "key": "secret"}
        server.body = completion(
            fields({"name": "programme", "value": "國際城市論壇", "quote": "國際城市論壇"})
        )
        reading = draft_with_second(articles.LODZ)
        assert second_reader_host() == server.url.split("/")[2]
        assert server.keys == ["Bearer secret"]
    (programme,) = reading.draft.named("programme")
    assert (programme.reader, articles.LODZ[slice(*programme.span)]) == ("model", "國際城市論壇")
    assert (reading.added, reading.failure) == (1, None)


@pytest.mark.parametrize("behaviour", ["silent", "drip", "close", "huge"])
def test_one_that_fails_leaves_the_draft_and_is_told(settings, behaviour: str):
    with running() as server:
        server.behaviour = behaviour
        settings.SECOND_READER_OPTIONS = {**OPTIONS, "url": server.url}
        reading = draft_with_second(articles.LODZ)
    assert reading.draft == draft_of(articles.LODZ)
    assert reading.failure is not None
    assert "The language model at 127.0.0.1" in reading.failure


def test_one_that_is_set_up_wrongly_leaves_the_draft_and_is_told(settings):
    settings.SECOND_READER_OPTIONS = {**OPTIONS, "url": "model.example.org"}
    reading = draft_with_second(articles.LODZ)
    assert reading.draft == draft_of(articles.LODZ)
    assert "SISTERSHIP_READER_URL" in str(reading.failure)
    assert second_reader_host() is None
