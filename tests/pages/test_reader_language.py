"""Errors, lists and labels come in the reader's language, with its own punctuation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from sistership.common.errors import InputError, SistershipError, StateError
from sistership.window.ground import clock
from sistership.window.offices.agreements.actions import evidence, promises
from sistership.window.pages.desk.speech import say


@pytest.fixture(autouse=True)
def chinese():
    with override("zh-hant"):
        yield


def test_an_error_of_an_action_is_chinese_to_its_stops(client, world):
    client.force_login(world.administrator)
    values = {"email": "officer-k@example.org", "display_name": "測試", "language": "pl", "role": "officer"}
    answer = client.post(reverse("invite"), {**values, "city": "gdynia"})
    assert answer.context["form"].errors["email"] == ["officer-k@example.org 已有帳號。請改為調整其角色。"]


def test_an_error_from_below_the_window_is_looked_up():
    error = InputError("The text is empty", next_step="Give a text with at least one sentence")
    assert say(error) == "文字是空的。請提供至少一句話的文字。"


def test_what_is_allowed_stands_between_the_sentences():
    with override("en"):
        assert say(InputError("0 days", allowed="1 to 250", next_step="Ask")) == (
            "0 days. Allowed: 1 to 250. Ask."
        )
        assert say(SistershipError("Gone")) == "Gone."


def test_a_state_that_forbids_names_state_and_deeds(world):
    evidence.answer_evidence(
        actor=world.officer_g.ref, evidence=world.filed, side=world.side_g, is_confirmed=True
    )
    with pytest.raises(StateError) as refused:
        evidence.withdraw_evidence(actor=world.officer_k.ref, evidence=world.filed)
    assert refused.value.what == "這份佐證資料的狀態為「已確認」，無法進行「撤回」"
    assert refused.value.allowed == "無可進行的動作"


def test_programs_that_ask_for_nothing_are_told_in_english(world):
    with override("en"), pytest.raises(InputError) as refused:
        promises.add_milestone(actor=world.officer_k.ref, commitment=world.commitment, titles={})
    assert refused.value.what == "A milestone needs a text in at least one language"


def test_lists_and_labels_have_the_punctuation_of_the_language():
    shown = Template("{{ words|listed }}{% colon %}{% comma %}")
    assert shown.render(Context({"words": ["甲", 2, "丙"]})) == "甲、2、丙：、"


@pytest.mark.parametrize(
    ("days_later", "left"),
    [
        (0, "貴市還有 15 個工作天可以回覆"),
        (1000, None),
    ],
)
def test_the_side_that_is_asked_reads_how_long_it_may_answer(client, world, days_later, left):
    address = reverse("desk_evidence", args=[world.filed.public_id])
    with clock.at(clock.now() + timedelta(days=days_later)):
        client.force_login(world.officer_g)
        asked = client.get(address).content.decode()
        client.force_login(world.officer_k)
        filer = client.get(address).content.decode()
    assert ("待貴方回覆" in asked) is (left is not None)
    assert left is None or left in asked
    assert "待貴方回覆" not in filer
    assert ("待對方確認" in filer) is (left is not None)


def test_who_is_not_signed_in_is_told_to_sign_in(client, world):
    address = reverse("partnership_journal", args=["kaohsiung-gdynia"])
    page = client.get(address + "?page=2").content.decode()
    assert page.count("<h1>您必須登入才能閱讀</h1>") == 1
    assert f"?next={address}%3Fpage%3D2" in page
    client.force_login(world.outsider)
    page = client.get(address).content.decode()
    assert "您必須登入才能閱讀" not in page
    assert page.count("<h1>權限不足</h1>") == 1
