"""An officer reads a document in a real browser: a field lights its words, and it is accepted once."""

from __future__ import annotations

import pytest
from tests.browser.keyboard import press_tab_to
from tests.world import build_world

from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.readings.entries import entries_of
from sistership.window.offices.readings.models import Reading

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _key(world, words: str) -> str:
    row = Reading.objects.get(pk=world.reading.pk)
    return next(
        one.key for one in entries_of(row) if one.field.name == "commitment" and words in str(one.field.value)
    )


def _lit(page) -> str:
    return "".join(page.locator("#source mark.lit").all_text_contents())


def test_from_field_to_words_to_records(open_page):
    from playwright.sync_api import expect

    world = build_world()
    key = _key(world, "聯合辦公室")
    page = open_page(f"/en/desk/readings/{world.reading.public_id}/", account=world.officer_k)
    card = page.locator(f"#field-{key}")

    press_tab_to(page, f"#field-{key} summary", at_most=200)
    assert "聯合辦公室" in _lit(page)
    page.keyboard.press("Enter")
    card.get_by_label("Promise").fill("設立聯合創新辦公室")
    card.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**#field-{key}")
    assert "設立聯合創新辦公室" in card.inner_text()
    assert "corrected by hand" in card.inner_text()

    # the other way round: a click on words chooses the field that says them
    other = _key(world, "實習")
    page.locator(f"#source mark[data-fields~={other}]").first.click()
    assert "實習媒合服務" in _lit(page)
    assert "chosen" in page.locator(f"#field-{other}").get_attribute("class")

    # words that are marked go into the form, with the place where they stand
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.getElementById("source"), NodeFilter.SHOW_TEXT);
          let node; while ((node = walker.nextNode())) { const at = node.data.indexOf("提供");
            if (at >= 0) { document.getSelection().setBaseAndExtent(node, at, node, at + 2); break; } }
        }"""
    )
    expect(page.locator("[name=quote]")).to_have_value("提供")
    near = int(page.locator("[name=near]").input_value())
    assert world.reading.text[near : near + 2] == "提供"
    page.get_by_label("What they say").select_option("topic")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**#field-f*")

    page.get_by_role("button", name="See what will be made").click()
    assert "設立聯合創新辦公室" in page.locator("main").inner_text()
    assert Commitment.objects.filter(agreement__partnership=world.kaohsiung_gdynia).count() == 1
    page.get_by_role("button", name="Accept").click()
    assert "records were made." in page.locator("main").inner_text()
    made = Commitment.objects.count()
    assert any("創新" in one.localized("title").text("zh-hant") for one in Commitment.objects.all())

    # a second officer, who had the plan open
    page.go_back()
    page.get_by_role("button", name="Accept").click()
    assert "accepted already" in page.locator("main").inner_text()
    assert Commitment.objects.count() == made


@pytest.mark.parametrize("width", [390, 320])
def test_without_script_the_links_lead_to_the_words_and_a_phone_scrolls_one_way(chromium, live_server, width):
    from tests.browser.conftest import _session

    world = build_world()
    key = _key(world, "聯合辦公室")
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False, base_url=live_server.url
    )
    context.add_cookies([_session(world.officer_k, live_server.url)])
    page = context.new_page()
    page.goto(f"/en/desk/readings/{world.reading.public_id}/")
    page.locator(f"#field-{key} .where a").click()
    assert page.url.endswith(f"#at-{key}")
    target = page.locator(f"#at-{key}")
    style = target.locator("xpath=..").evaluate("mark => getComputedStyle(mark).borderBottomWidth")
    assert style == "3px"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()
