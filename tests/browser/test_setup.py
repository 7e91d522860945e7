"""From an empty window to one that is ready, in a real browser, with the keyboard alone."""

from __future__ import annotations

import pytest
from tests.browser.keyboard import press_tab_to

from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, Partnership, Side

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough sentence"


def enter(page, selector: str, text: str) -> None:
    """Walk to a field with the Tab key and type over what it holds."""
    press_tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def press(page, selector: str) -> None:
    """Walk to a button or link with the Tab key and press it."""
    press_tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_empty_window_is_set_up_by_keyboard(chromium, live_server, scripts):
    account = people.add_account(actor=SYSTEM, email="first@example.org", password=PASSWORD, language="en")
    people.grant_role(actor=SYSTEM, account=account, role="administrator", city=None)
    context = chromium.new_context(
        base_url=live_server.url,
        locale="en",
        java_script_enabled=scripts,
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto("/en/account/login/")
    enter(page, "input[name=login]", account.email)
    enter(page, "input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/en/setup/")  # an empty window leads there

    press(page, "main a.btn")
    enter(page, "input[name=first_name]", "高雄市")
    enter(page, "input[name=second_name]", "Gdynia")
    press(page, "main form:first-of-type button")
    press(page, "main form.section button")
    assert page.input_value("input[name=second-name_zh_hant]") == "格丁尼亞"
    press(page, "main button[type=submit]")
    assert Partnership.objects.get().key == "kaohsiung-gdynia"

    enter(page, "input[name=gdynia-new_body]", "Wydział Polityki Gospodarczej")
    enter(page, "input[name=gdynia-email]", "desk@gdynia.example")
    press(page, ".ways button")
    assert Side.objects.get(city__key="gdynia").desk_organisation is not None

    press(page, "nav.steps li:nth-child(2) a")  # back, and nothing is lost
    assert page.input_value("input[name=gdynia-email]") == "desk@gdynia.example"
    press(page, ".ways button")

    assert page.locator("main section.sheet").count() == 2
    press(page, ".ways a.btn")
    press_tab_to(page, "select[name=gdynia-published_2]")
    page.keyboard.type("English")
    press(page, ".ways button")
    assert City.objects.get(key="gdynia").published_languages == ["pl", "en"]

    press(page, "main section form button[value=kaohsiung]")
    assert page.locator("main a.btn[href*='/desk/']").count() >= 1
    press(page, ".ways a.btn")
    enter(page, "input[name=gdynia-email]", "ola@gdynia.example")
    press(page, "button[value=gdynia]")
    assert Message.objects.get(to="ola@gdynia.example").subject

    press(page, ".ways a.btn")
    assert page.url.endswith("/en/setup/kaohsiung-gdynia/end/")
    assert page.locator(".state-kept").count() == 4  # left: Kaohsiung's desk, and the first document
    context.close()
