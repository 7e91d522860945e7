"""Every page of the example opens in every language."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from tests.snapshot import once

from sistership.common.text import LANGUAGES
from sistership.window import example
from sistership.window.offices.agreements.models import Agreement, Commitment, Committee
from sistership.window.offices.visits.models import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _addresses():
    keys = ("kaohsiung-gdynia", "kaohsiung-penang")
    yield from (reverse(name) for name in ("home", "partnerships"))
    yield from (
        reverse(name, args=[key]) for name in ("partnership", "partnership_blueprint") for key in keys
    )
    for name, model in (
        ("agreement", Agreement),
        ("blueprint", Agreement),
        ("commitment", Commitment),
        ("visit", Visit),
        ("committee", Committee),
    ):
        yield from (reverse(name, args=[row.public_id]) for row in model.objects.all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_anybody_opens_every_page_of_the_example(client, language):
    once(example.load)
    with translation.override(language):
        opened = {page: client.get(page).status_code for page in _addresses()}
    assert set(opened.values()) == {200}
    assert len(opened) == 19


def test_an_invented_promise_is_marked_and_a_reported_one_names_its_article(client):
    once(example.load)
    with translation.override("en"):
        pages = {
            commitment.is_example: client.get(reverse("commitment", args=[commitment.public_id]))
            for commitment in Commitment.objects.all()
        }
    mark = '<span class="tag example">Example data</span>'
    assert f"Source: {mark}" in pages[True].content.decode()
    assert "新聞視界時報" in pages[False].content.decode()
