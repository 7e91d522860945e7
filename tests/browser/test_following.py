"""A reader in a real browser: asks why and is answered in public; follows by mail, is told, and stops."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.world import build_world

from sistership.window.offices.agreements.actions import evidence
from sistership.window.offices.agreements.models import WhyQuestion
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.notices.models import Message, Subscription

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "reader@example.net"


def _context(chromium, live_server, *, scripts: bool):
    return chromium.new_context(
        base_url=live_server.url,
        locale="en",
        java_script_enabled=scripts,
        viewport={"width": 390, "height": 844},
    )


def test_a_question_is_asked_answered_and_published(chromium, live_server, open_page):
    world = build_world()
    context = _context(chromium, live_server, scripts=False)
    reader = context.new_page()
    reader.goto(f"/en/commitments/{world.commitment.public_id}/")
    reader.click("text=Ask why")
    reader.wait_for_url("**/ask/")
    assert reader.locator(".reasons li").count() > 0
    reader.fill("textarea[name=text]", "Why is nothing late here?")
    reader.click("main form button[type=submit]")
    reader.wait_for_url(f"**/commitments/{world.commitment.public_id}/")
    assert reader.locator(".notice.success").count() == 1
    assert reader.locator("text=Why is nothing late here?").count() == 0

    question = WhyQuestion.objects.get(asked="Why is nothing late here?")
    officer = open_page("/en/desk/questions/", account=world.officer_k)
    officer.click("text=Why is nothing late here?")
    officer.wait_for_url(f"**/desk/questions/{question.public_id}/")
    officer.fill("textarea[name=answer_en]", "Its first step is due in 2030.")
    officer.click("main form button[type=submit].btn")
    officer.wait_for_url("**/desk/questions/")
    reader.reload()
    assert reader.locator("#questions").count() == 1
    assert reader.locator(".asked >> text=Its first step is due in 2030.").count() == 1
    context.close()


def test_a_reader_follows_by_mail_is_told_and_stops_with_one_click(chromium, live_server):
    world = build_world()
    context = _context(chromium, live_server, scripts=True)
    reader = context.new_page()
    reader.goto(f"/en/partnerships/{world.kaohsiung_gdynia.key}/")
    reader.click(".acts >> text=Follow")
    reader.wait_for_url("**/follow/")
    reader.fill("input[name=email]", EMAIL)
    reader.select_option("select[name=language]", "pl")
    reader.click("main form button[type=submit]")
    reader.wait_for_url("**/follow/asked/")
    link = re.search(r"/pl/follow/confirm/[\w-]+/", Message.objects.get(to=EMAIL).body)
    assert link is not None
    reader.goto(link.group())
    assert Subscription.objects.get(email=EMAIL).confirmed_at is None
    reader.click("main form button[type=submit]")
    reader.wait_for_load_state()
    assert Subscription.objects.get(email=EMAIL).confirmed_at is not None

    shown = evidence.file_evidence(
        actor=SYSTEM,
        commitment=world.commitment,
        side=world.side_k,
        evidence_kind="link",
        titles={"en": "Notice", "pl": "Ogłoszenie"},
        url="https://example.org/notice",
        on=date(2026, 5, 1),
    )
    evidence.answer_evidence(actor=SYSTEM, evidence=shown, side=world.side_g, is_confirmed=True)
    letter = Message.objects.filter(to=EMAIL).order_by("-pk").first()
    assert letter.language == "pl"
    assert "Ogłoszenie" in letter.body

    stop = re.search(r"/pl/follow/stop/[^\s]+/", letter.body)
    assert stop is not None
    reader.goto(stop.group())
    reader.click("main form button[type=submit]")
    reader.wait_for_load_state()
    assert not Subscription.objects.exists()
    context.close()
