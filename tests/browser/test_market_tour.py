"""A firm of Gdynia in Polish and one of Kaohsiung in Chinese: from the first word to a kept meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.world import build_world

from sistership.window.ground import clock
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.market.models import Introduction, Profile
from sistership.window.offices.market.tasks import index_profile
from sistership.window.offices.matchdays import engine
from sistership.window.offices.matchdays.addresses import check_in_url
from sistership.window.offices.matchdays.models import DayPlan, MeetingFeedback, Registration
from sistership.window.offices.matchdays.tasks import make_plan
from sistership.window.offices.notices.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ON_THE_DAY = datetime(2030, 5, 7, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Firm:
    """What its people write."""

    language: str
    city: str
    name: str
    mail: str
    title: str
    offers: str
    needs: str


KAOHSIUNG = Firm(
    "zh-hant",
    "kaohsiung",
    "海風造船",
    "haifeng@firm.example",
    "電動渡輪製造商",
    "我們製造電動渡輪與港口接駁船。",
    "尋找船用電池與充電系統的供應商。",
)
GDYNIA = Firm(
    "pl",
    "gdynia",
    "Fala Energia",
    "fala@firm.example",
    "Producent baterii morskich",
    "Produkujemy baterie okrętowe i systemy ładowania dla promów.",
    "Szukamy stoczni budujących promy elektryczne.",
)


def submit(page, selector: str) -> None:
    """Press a button or link that leads to another page."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def fits_a_phone(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def link_in_letter(to: str, part: str) -> str:
    """The address in the newest letter to somebody that leads to such a page."""
    bodies = Message.objects.filter(to=to).order_by("-pk").values_list("body", flat=True)
    return next(found.group() for body in bodies if (found := re.search(rf"/[\w-]+/{part}/\S+", body)))


def test_two_firms_find_each_other_and_meet(open_page, monkeypatch):
    monkeypatch.setitem(engine.PARAMETERS, "rounds", 2)
    monkeypatch.setitem(engine.PARAMETERS, "steps", 20_000)
    world = build_world()
    officers = {"kaohsiung": world.officer_k, "gdynia": world.officer_g}
    for firm in (KAOHSIUNG, GDYNIA):
        profile = write_a_profile(open_page, firm)
        check_it(open_page, firm, profile, officers[firm.city])
    ask_and_agree(open_page)
    fala, haifeng = (take_part(open_page, firm) for firm in (GDYNIA, KAOHSIUNG))
    plan_the_day(open_page, world, fala, haifeng)
    meet(open_page, world, fala, haifeng, monkeypatch)
    assert not any(chain.problems for chain in verify())


def write_a_profile(open_page, firm: Firm) -> Profile:
    """Page by page on a phone, and back by the link in the letter."""
    page = open_page(f"/{firm.language}/market/", width=390, language=firm.language)
    submit(page, "main a[href$='/market/write/']")
    page.check(f"input[name=city][value={firm.city}]")
    page.check("input[name=profile_kind][value=firm]")
    page.select_option("select[name=language]", firm.language)
    submit(page, "main form.form button[type=submit]")
    answers = {
        "words": {"title": firm.title, "offers": firm.offers, "needs": firm.needs},
        "facts": {"trl_low": "8", "trl_high": "9"},
        "party": {"organisation_name": firm.name, "contact_name": "Anna 安娜", "contact_email": firm.mail},
        "files": {},
    }
    for step, given in answers.items():
        assert page.url.endswith(f"/write/{step}/")
        fits_a_phone(page)
        for name, value in given.items():
            page.fill(f"[name={name}]", value)
        submit(page, "main form.form button.btn:not(.quiet)")
    expect(page.locator("main")).to_contain_text(firm.offers)
    page.check("input[name=is_agreed]")
    submit(page, "main form.form button[type=submit]")
    page.goto(link_in_letter(firm.mail, "market/own"))
    expect(page.locator("h1")).to_contain_text(firm.title)
    return Profile.objects.get(contact_email=firm.mail)


def check_it(open_page, firm: Firm, profile: Profile, officer) -> None:
    """By the officer of its city, with the points of the rubric."""
    page = open_page(f"/{firm.language}/desk/market/", account=officer, language=firm.language)
    submit(page, f"main a[href$='{profile.public_id}/']")
    for category in ("advantages", "clarity", "cooperation", "guidelines"):
        page.check(f"input[name={category}][value='4']")
    submit(page, "form.points button[type=submit]")
    profile.refresh_from_db()
    assert profile.state == "published"
    assert index_profile(str(profile.public_id)) == 1


def own_page(open_page, firm: Firm):
    """Opened by the newest letter, on a phone."""
    link = link_in_letter(firm.mail, "market/own")
    return open_page(link, width=390, language=firm.language)


def ask_and_agree(open_page) -> None:
    """Gdynia asks whom the window suggests; Kaohsiung says yes; then each knows who the other is."""
    asking = own_page(open_page, GDYNIA)
    submit(asking, "main a[href$='/suggestions/']")
    fits_a_phone(asking)
    first = asking.locator("main ol.letters > li").first
    expect(first).to_contain_text(KAOHSIUNG.title)
    for words in (KAOHSIUNG.needs, GDYNIA.offers):
        expect(first).to_contain_text(words)
    assert KAOHSIUNG.name not in asking.locator("main").inner_text()
    submit(asking, "main ol.letters h2 a")
    asking.fill("form[action$='/ask/'] textarea[name=words]", "Chętnie porozmawiamy.")
    submit(asking, "form[action$='/ask/'] button[type=submit]")
    asked = own_page(open_page, KAOHSIUNG)
    expect(asked.locator("main")).to_contain_text("Chętnie porozmawiamy.")
    assert GDYNIA.name not in asked.locator("main").inner_text()
    submit(asked, "main button[name=deed][value=yes]")
    expect(asked.locator("main")).to_contain_text(GDYNIA.mail)
    asking.reload()
    expect(asking.locator("main")).to_contain_text(KAOHSIUNG.name)
    fits_a_phone(asking)
    assert Introduction.objects.count() == 1


def take_part(open_page, firm: Firm) -> Registration:
    """Register for the matchmaking day from the profile's own page."""
    page = own_page(open_page, firm)
    submit(page, "main aside a.btn[href*='/matchdays/']")
    fits_a_phone(page)
    submit(page, "form.matchday-form button[type=submit]")
    assert page.url.endswith(link_in_letter(firm.mail, "my-matchday"))
    return Registration.objects.get(email=firm.mail)


def plan_the_day(open_page, world, fala: Registration, haifeng: Registration) -> None:
    """One wishes to meet the other, an interpreter is there, the officer has a plan made and publishes it."""
    page = open_page(link_in_letter(GDYNIA.mail, "my-matchday"), width=390, language="pl")
    page.check(f"[name='regard-{haifeng.public_id}'][value=wish]")
    submit(page, "form.wishes button[type=submit]")
    day = f"/zh-hant/desk/matchdays/{world.matchday.public_id}/"
    desk = open_page(f"{day}interpreters/new/", account=world.officer_k, language="zh-hant")
    desk.fill("input[name=name]", "Mei")
    desk.select_option("select[name=one]", "zh")
    desk.select_option("select[name=other]", "pl")
    submit(desk, "main form.form button[type=submit]")
    submit(desk, "button[name=do][value=plan]")
    plan = DayPlan.objects.latest("pk")
    assert make_plan(str(plan.public_id)) == "draft"
    desk.goto(f"/zh-hant/desk/matchday-plans/{plan.public_id}/")
    cell = desk.locator("table.day-grid td", has_text=haifeng.name)
    expect(cell).to_contain_text(fala.name)
    expect(cell).to_contain_text("Mei")
    submit(desk, "button[name=do][value=publish]")


def meet(open_page, world, fala: Registration, haifeng: Registration, monkeypatch) -> None:
    """Both are checked in by their codes; then they say how it was."""
    monkeypatch.setattr(clock, "now", lambda: ON_THE_DAY)
    desk = open_page("/zh-hant/desk/", account=world.officer_k, language="zh-hant")
    for registration in (fala, haifeng):
        desk.goto(re.sub(r"^https?://[^/]+", "", check_in_url(registration)))
        submit(desk, "button[name=do][value=check_in]")
        registration.refresh_from_db()
        assert registration.checked_in_at
    for firm in (GDYNIA, KAOHSIUNG):
        page = open_page(link_in_letter(firm.mail, "my-matchday"), width=390, language=firm.language)
        expect(page.locator(".drawn svg")).to_be_visible()
        fits_a_phone(page)
        submit(page, "main ol.appointments a[href*='/meetings/']")
        page.check("input[name=was_held][value=yes]")
        page.select_option("select[name=grade]", "5")
        page.select_option("select[name=again]", "yes")
        submit(page, "main form.form button[type=submit]")
    meeting = MeetingFeedback.objects.first().meeting
    assert (meeting.state, meeting.feedback.count()) == ("kept", 2)
    desk.goto(f"/zh-hant/desk/matchdays/{world.matchday.public_id}/report/")
    expect(desk.locator("main table").first).to_be_visible()
