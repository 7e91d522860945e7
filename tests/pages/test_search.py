"""The search that anybody may open, the one of the API and the command, as readers meet them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from sistership.cli.search import command
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.journal.actions import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def rain(world):
    """A promise in Chinese alone, with what could be taken for markup."""
    return promises.add_commitment(
        actor=SYSTEM,
        partnership=world.kaohsiung_gdynia,
        titles={"zh-hant": "交流 <b>豪雨</b> 預報"},
        owing=[world.side_k],
    )


def _page(client: Client, words: str, **more: str) -> str:
    answer = client.get(reverse("search"), {"q": words, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_results_are_grouped_with_their_words_marked(client, rain):
    page = _page(client, "豪雨")
    assert '<h2 id="found-commitment">Commitments</h2>' in page
    assert "交流 &lt;b&gt;<mark>豪雨</mark>&lt;/b&gt; 預報" in page
    assert reverse("commitment", args=[rain.public_id]) in page


def test_what_was_also_searched_is_said(client, rain):
    page = _page(client, "flooding")
    assert "<mark>豪雨</mark>" in page
    assert "Also searched" in page
    assert '<span lang="zh-Hant">淹水</span>' in page


def test_the_public_finds_nothing_unpublished(client, world):
    assert "Nothing that you may see holds" in _page(client, "not yet published")
    client.force_login(world.officer_g)
    assert reverse("commitment", args=[world.hidden_commitment.public_id]) in _page(
        client, "not yet published"
    )


def test_more_of_a_kind_has_a_page_of_its_own(client, world):
    for number in range(7):
        promises.add_commitment(
            actor=SYSTEM,
            partnership=world.kaohsiung_gdynia,
            titles={"en": f"Dirigible {number}"},
            owing=[world.side_k],
        )
    page = _page(client, "dirigible")
    assert page.count("<mark>Dirigible</mark>") == 5
    assert "q=dirigible&amp;kind=commitment" in page
    assert _page(client, "dirigible", kind="commitment").count("<mark>Dirigible</mark>") == 7


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"q": ""}, "Write a word or two"),
        ({"q": "…"}, "There is no word or number in what you wrote."),
        ({"q": "x" * 201}, "up to 200"),
        ({"q": "x", "kind": "ship"}, "There is no kind"),
        ({"q": "<script>alert(1)</script>"}, "&lt;script&gt;"),
    ],
)
def test_words_that_cannot_be_looked_for_are_answered(client, world, given, said):
    page = client.get(reverse("search"), given).content.decode()
    assert said in page
    assert "<script>alert" not in page


def test_the_api_answers_the_same(client, world, rain):
    body = client.get("/api/v1/search", {"q": "flooding"}).json()
    assert [one["id"] for one in body["also_searched"]] == ["flooding"]
    group = next(one for one in body["groups"] if one["kind"] == "commitment")
    assert (group["kind"], group["has_more"]) == ("commitment", False)
    assert group["items"][0]["public_id"] == str(rain.public_id)
    assert client.get("/api/v1/search", {"q": "not yet published"}).json()["groups"] == []
    assert client.get("/api/v1/search").status_code == 422
    assert client.get("/api/v1/search", {"q": "x", "kind": "ship"}).status_code == 422


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_command_searches_as_the_public_or_as_an_account(world, rain):
    assert "Also searched for flooding: 淹水" in _run("flooding")
    assert str(rain.public_id) in _run("flooding")
    assert "Nothing was found" in _run("not", "yet", "published")
    found = _run("not", "yet", "published", "--as", "officer-g@example.org")
    assert str(world.hidden_commitment.public_id) in found
