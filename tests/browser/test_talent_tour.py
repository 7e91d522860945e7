"""A student of Gdynia from application to certificate, with the hosts' orders and the officer's run."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.window.offices.talent.conftest import build_exchange
from tests.world import build_world

from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices.models import Message
from sistership.window.offices.talent.models import Application, Placement
from sistership.window.offices.talent.tasks import place_cohort

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAIL = "ola@example.org"


def submit(page, selector: str) -> None:
    """Press a button or link that leads to another page."""
    with page.expect_navigation():
        page.locator(selector).first.click()


WIDER = """() => [...document.querySelectorAll("main *")].filter(
  (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth).map(
  (one) => one.outerHTML.slice(0, 120))"""


def fits_a_phone(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
        page.evaluate(WIDER)
    )


def link_in_letter(to: str, part: str) -> str:
    """The address in the newest letter to somebody that leads to such a page."""
    bodies = Message.objects.filter(to=to).order_by("-pk").values_list("body", flat=True)
    return next(found.group() for body in bodies if (found := re.search(rf"/[\w-]+/{part}/\S+", body)))


def test_a_student_applies_is_placed_and_reads_why(open_page):
    exchange = build_exchange(build_world())
    rival = exchange.apply("Bea", ["Harbour"])
    student = apply(open_page, exchange)
    desk = open_page(
        f"/zh-hant/desk/talent/cohorts/{exchange.cohort.public_id}/",
        account=exchange.world.officer_k,
        language="zh-hant",
    )
    submit(desk, "form[action$='/do/applications_closed/'] button")
    order(open_page, "harbour@example.org", {rival.number: "1", student.number: "2"})
    order(open_page, "yard@example.org", {student.number: "1"})
    desk.reload()
    submit(desk, "form[action$='/do/lists_closed/'] button")
    submit(desk, "a[href$='/do/seed_published/']")
    submit(desk, "main form.form button[type=submit]")
    assert place_cohort(str(exchange.cohort.public_id)) == "placed"
    placement = Placement.objects.get(application=student)
    assert placement.position == exchange.positions["Yard"]
    desk.reload()
    expect(desk.locator("section[aria-labelledby=results]")).to_contain_text(student.number)
    read_the_result(open_page, placement)
    assert not any(chain.problems for chain in verify())


def apply(open_page, exchange) -> Application:
    """Page by page on a phone, by the link in the letter."""
    page = open_page("/pl/talent/", width=390, language="pl")
    submit(page, f"main a[href$='/talent/cohorts/{exchange.cohort.public_id}/']")
    submit(page, "main a[href$='/apply/']")
    page.fill("input[name=email]", MAIL)
    submit(page, "main form.form button[type=submit]")
    page.goto(link_in_letter(MAIL, "talent/application"))
    student = Application.objects.get(email=MAIL)
    submit(page, "main .acts a.btn")
    harbour, yard = (exchange.positions[name].number for name in ("Harbour", "Yard"))
    answers = {
        "about": {"name": "Ola Testowa"},
        "studies": {
            "home_city": "gdynia",
            "institution": "Uniwersytet Morski",
            "institution_email": "exchange@example.org",
            "study_level": "bachelor",
            "studies": "budowa okrętów",
        },
        "skills": {"language_0": "en", "level_0": "C1", "skills_said": "spawanie", "statement": "Buduję."},
        "days": {"available_from": "2027-07-01", "available_until": "2027-09-15"},
        "choices": {harbour: "1", yard: "2"},
    }
    for step, given in answers.items():
        assert page.url.endswith(f"/{step}/")
        fits_a_phone(page)
        for name, value in given.items():
            field = page.locator(f"[name='{name}']")
            if field.evaluate("(one) => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        submit(page, "main form.form button[type=submit]")
    page.check("input[name=is_agreed]")
    submit(page, "main form.form button[type=submit]")
    student.refresh_from_db()
    assert student.state == "sent"
    return student


def order(open_page, host: str, places: dict[str, str]) -> None:
    """By the link in the host's newest letter; no name stands there."""
    page = open_page(link_in_letter(host, "talent/host"), width=390, language="zh-hant")
    fits_a_phone(page)
    assert "Testowa" not in page.locator("main").inner_text()
    page.check("input[name=asks][value=ranking]")
    for number, place in places.items():
        page.fill(f"input[name='{number}']", place)
    submit(page, "main form.form button[type=submit]")


def read_the_result(open_page, placement: Placement) -> None:
    """Where, why not at the first host of the list, and the certificate that anybody can check."""
    page = open_page(link_in_letter(MAIL, "talent/application"), width=390, language="pl")
    fits_a_phone(page)
    expect(page.locator("section[aria-labelledby=place]")).to_contain_text("Yard")
    reasons = page.locator("ol.reasons-list > li")
    assert reasons.count() == 2
    expect(reasons.first).to_contain_text("Harbour")
    assert reasons.first.locator(".sub").inner_text()
    submit(page, "section[aria-labelledby=list] a[href*='/talent/runs/']")
    fits_a_phone(page)
    expect(page.locator("main")).to_contain_text(placement.run.data_digest)
    page.go_back()
    submit(page, "main a[href$='/do/sign/']")
    fits_a_phone(page)
    submit(page, "main form.form button[type=submit]")
    placement.refresh_from_db()
    assert placement.state == "accepted"
