"""The tour of the readme in a real browser: officer files, partner confirms from the letter."""

from __future__ import annotations

import re

import pytest
from tests.browser.keyboard import press_tab_to
from tests.world import PASSWORD, build_world

from sistership.window.offices.agreements.models import Evidence
from sistership.window.offices.notices.models import Message

PHONE = {"width": 390, "height": 844}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _sign_in_by_keyboard(page, email: str) -> None:
    press_tab_to(page, "input[name=login]")
    page.keyboard.type(email)
    press_tab_to(page, "input[name=password]")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_evidence_goes_from_the_officer_to_the_partner_and_onto_the_blueprint(chromium, live_server, scripts):
    world = build_world()
    context = chromium.new_context(
        base_url=live_server.url, locale="zh-TW", java_script_enabled=scripts, viewport=PHONE
    )
    officer = context.new_page()
    officer.goto("/zh-hant/account/login/")
    officer.fill("input[name=login]", world.officer_k.email)
    officer.fill("input[name=password]", PASSWORD)
    officer.click("main button[type=submit]")
    officer.wait_for_url("**/desk/")
    officer.goto(
        f"/zh-hant/desk/commitments/{world.commitment.public_id}/evidence/new/?step={world.milestone.public_id}"
    )
    officer.check("input[name=evidence_kind][value=link]")
    officer.fill("input[name=title_zh_hant]", "徵件公告")
    officer.fill("input[name=url]", "https://example.org/notice")
    officer.fill("input[name=on]", "2026-05-01")
    officer.click("main form button[type=submit]")
    officer.wait_for_load_state()
    filed = Evidence.objects.exclude(pk=world.filed.pk).get()
    assert filed.base_state == "awaiting"

    letter = Message.objects.get(about_id=filed.public_id)
    address = re.search(r"/pl/answer/[\w-]+/", letter.body)
    assert address is not None
    theirs = chromium.new_context(
        base_url=live_server.url, locale="pl", java_script_enabled=scripts, viewport=PHONE
    )
    partner = theirs.new_page()
    partner.goto(address.group())
    assert partner.locator("html").get_attribute("lang") == "pl"
    filed.refresh_from_db()
    assert filed.base_state == "awaiting"  # reading the link changes nothing
    partner.click("button[value=confirmed]")
    partner.wait_for_url("**/answer/done/confirmed/")
    filed.refresh_from_db()
    assert filed.base_state == "confirmed"

    officer.goto(f"/zh-hant/commitments/{world.commitment.public_id}/")
    assert officer.locator(".state-kept").count() > 0
    theirs.close()
    context.close()


def test_keyboard_reaches_content_desk_and_form(open_page, live_server):
    world = build_world()
    page = open_page("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.goto("/en/account/login/")
    _sign_in_by_keyboard(page, world.officer_k.email)
    page.goto(f"/en/commitments/{world.commitment.public_id}/")
    press_tab_to(page, "a[href*='/desk/']:not(nav a)")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press_tab_to(page, "main a[href*='/evidence/new/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press_tab_to(page, "main input[name=title_en]")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_wrong_input_is_answered_beside_its_field_and_keeps_what_was_typed(open_page, live_server):
    world = build_world()
    page = open_page(
        f"/en/desk/commitments/{world.commitment.public_id}/evidence/new/", account=world.officer_k
    )
    page.check("input[name=evidence_kind][value=link]")
    page.fill("input[name=title_zh_hant]", "徵件公告")
    page.fill("input[name=on]", "2026-05-01")
    page.click("main form button[type=submit]")
    page.wait_for_selector("[role=alert], .error-summary")
    assert page.input_value("input[name=title_zh_hant]") == "徵件公告"
    assert page.locator("[aria-invalid=true]").count() > 0
