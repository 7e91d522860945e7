"""The second reader joins a draft in the background: marked, differing is a choice, failure is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django_q.models import OrmQ
from tests.outside.model_server import ModelServer, completion, fields, running

from sistership.common.errors import StateError
from sistership.window.offices.readings import actions
from sistership.window.offices.readings.entries import Entry, entries_of
from sistership.window.offices.readings.models import Reading, SecondState
from sistership.window.offices.readings.tasks import ask_second

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def server(settings) -> Iterator[ModelServer]:
    with running() as found:
        settings.SECOND_READER_OPTIONS = settings.SECOND_READER_OPTIONS | {
            "url": found.url,
            "model": "small",
            "timeout_s": 3,
        }
        yield found


def asked(world) -> Reading:
    return actions.request_second(actor=world.officer_k.ref, reading=world.reading)


def entries(world) -> list[Entry]:
    world.reading.refresh_from_db()
    return entries_of(world.reading)


def proposal(text: str, name: str, value: object, quote: str) -> dict[str, object]:
    return {"name": name, "value": value, "quote": quote, "start": text.index(quote), "confidence": 0.8}


def test_what_it_adds_is_marked_and_what_is_corrected_stays(world, server):
    text = world.reading.text
    promise = next(one for one in entries(world) if one.field.name == "commitment")
    actions.turn_promise(actor=world.officer_k.ref, reading=world.reading, key=promise.key)
    server.body = completion(fields(proposal(text, "topic", "港口", "港口")))
    asked(world)
    assert ask_second(str(world.reading.public_id)) == "answered"
    after = entries(world)
    assert [(one.field.value, one.field.reader) for one in after if one.field.name == "topic"] == [
        ("港口", "model")
    ]
    assert next(one for one in after if one.key == promise.key).field.name == "intention"
    assert ask_second(str(world.reading.public_id)) == "nothing to do"
    client = Client()
    client.force_login(world.officer_k)
    page = client.get(reverse("desk_reading", args=[world.reading.public_id])).content.decode()
    assert page.count("proposed by the language model") == 1


def test_where_both_differ_the_officer_chooses_before_accepting(world, server):
    text = world.reading.text
    person = next(one for one in entries(world) if one.field.name == "person")
    value = {"name": "王測試", "latin_name": None, "title": "市長", "title_as_said": "副市長", "city": "高雄"}
    quote = text[slice(*person.field.span)]
    server.body = completion(fields(proposal(text, "person", value | {"title": "高雄市副市長"}, quote)))
    asked(world)
    ask_second(str(world.reading.public_id))
    (open_choice,) = [one for one in entries(world) if one.field.alternatives]
    with pytest.raises(StateError, match="more than one way"):
        actions.accept_reading(account=world.officer_k, reading=world.reading)
    client = Client()
    client.force_login(world.officer_k)
    page = client.get(reverse("desk_reading", args=[world.reading.public_id])).content.decode()
    assert 'type="radio" name="choice" value="1"' in page
    assert " checked" not in page[page.index('name="choice"') :].split("</fieldset>")[0]
    address = reverse("desk_reading_field", args=[world.reading.public_id, open_choice.key])
    client.post(address, {"deed": "choose", "choice": "7"})
    assert any(one.field.alternatives for one in entries(world))
    client.post(address, {"deed": "choose", "choice": "1"})
    chosen = next(one for one in entries(world) if one.key == open_choice.key)
    assert (chosen.field.alternatives, chosen.field.value) == ((), open_choice.field.alternatives[0].value)
    assert actions.accept_reading(account=world.officer_k, reading=world.reading)[1].is_new


@pytest.mark.parametrize("behaviour", ["close", "redirect", "huge"])
def test_a_failure_is_told_and_the_draft_stays(world, server, behaviour):
    before = entries(world)
    server.behaviour = behaviour
    asked(world)
    assert ask_second(str(world.reading.public_id)) == "failed"
    assert entries(world) == before
    assert (world.reading.second_state, bool(world.reading.second_problem)) == (SecondState.FAILED, True)
    client = Client()
    client.force_login(world.officer_k)
    page = client.get(reverse("desk_reading", args=[world.reading.public_id])).content.decode()
    assert "The language model gave no usable answer" in page


def test_it_is_offered_only_where_it_is_set_up_and_asked_in_the_background(world, settings, server):
    client = Client()
    client.force_login(world.officer_k)
    address = reverse("desk_reading", args=[world.reading.public_id])
    ask = reverse("desk_reading_second", args=[world.reading.public_id])
    assert ask in client.get(address).content.decode()
    before = OrmQ.objects.count()
    client.post(ask)
    client.post(ask)
    assert OrmQ.objects.count() == before + 1
    assert server.asked == []
    assert "is reading the text" in client.get(address).content.decode()
    settings.SECOND_READER_OPTIONS = settings.SECOND_READER_OPTIONS | {"url": ""}
    Reading.objects.update(second_state="")
    assert ask not in client.get(address).content.decode()
    refused = client.post(ask, follow=True)
    assert "No second reader is set up" in refused.content.decode()
