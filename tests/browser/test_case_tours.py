"""The tours of officer, enquirer and expert as their guides tell them, in Traditional Chinese and Polish."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from sistership.cli.first_start import first_start
from sistership.window.offices.cases.models import Case, CaseMessage
from sistership.window.offices.cases.states import CaseState
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.lessons.models import Lesson, Question
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Tour:
    """One language, and the city whose officer reads it."""

    language: str
    city: str
    other: str
    other_language: str
    untaken: str
    offered: str
    words: str
    place: str


TOURS = (
    Tour(
        "zh-hant",
        "kaohsiung",
        "gdynia",
        "pl",
        untaken="A desk for three months in Kaohsiung",
        offered="Miejsce na próbę czujników wody w Kaohsiung",
        words="我們正在詢問，下週再回覆您。",
        place="高雄",
    ),
    Tour(
        "pl",
        "gdynia",
        "kaohsiung",
        "zh-hant",
        untaken="Szukamy partnera do remontu jachtów",
        offered="Who buys mooring ropes in Gdynia?",
        words="Pytamy i odezwiemy się w przyszłym tygodniu.",
        place="Gdynia",
    ),
)


def submit(page, selector: str) -> None:
    """Press a button or link that leads to another page."""
    with page.expect_navigation():
        page.click(selector)


def link_in_letter(to: str, pattern: str) -> str:
    """The address in the newest letter to somebody that holds such a one."""
    bodies = Message.objects.filter(to=to).order_by("-pk").values_list("body", flat=True)
    return next(found.group() for body in bodies if (found := re.search(pattern, body)))


def account(name: str) -> Account:
    """One of the accounts that the first start makes."""
    return Account.objects.get(email=f"{name}@sistership.example")


def test_officer_enquirer_and_expert_follow_their_guides(open_page, tmp_path):
    first_start(passwords_path=tmp_path / "first-passwords.txt", with_example=True)
    for tour in TOURS:
        a_day_at_the_desk(open_page, tour)
        an_enquiry(open_page, tour)
        a_lesson(open_page, tour)
    assert not any(chain.problems for chain in verify())


def a_day_at_the_desk(open_page, tour: Tour) -> None:
    page = open_page(
        f"/{tour.language}/desk/", account=account(f"officer.{tour.city}"), language=tour.language
    )
    submit(page, f"main a:text-is('{tour.untaken}')")
    case = Case.objects.get(subject=tour.untaken)
    submit(page, "form[action$='/take/'] button")
    page.fill("form[action$='/write/'] textarea[name=text]", tour.words)
    submit(page, "form[action$='/write/'] button[type=submit]")
    expect(page.locator("ol.thread")).to_contain_text(tour.words)
    page.locator("details:has(form[action$='/note/']) summary").click()
    page.fill("form[action$='/note/'] textarea[name=text]", "內部備註 notatka")
    submit(page, "form[action$='/note/'] button[type=submit]")
    submit(page, "a[href$='/offer/']")
    page.fill("textarea[name=reason]", tour.words)
    submit(page, "main form.form button[type=submit]")
    case.refresh_from_db()
    assert (case.state, case.side.city.key, case.offered_to.city.key) == (
        CaseState.IN_WORK,
        tour.city,
        tour.other,
    )

    link = link_in_letter(f"desk-{tour.other}@example.org", r"/[\w-]+/handover/\S+")
    theirs = open_page(link, width=390, language=tour.other_language)
    assert theirs.locator("html").get_attribute("lang").lower() == tour.other_language
    assert "notatka" not in theirs.locator("main").inner_text()
    submit(theirs, "button[value=accepted]")
    case.refresh_from_db()
    assert (case.state, case.side.city.key) == (CaseState.HANDED_OVER, tour.other)

    accept_answer_and_close(page, tour)


def accept_answer_and_close(page, tour: Tour) -> None:
    page.goto(f"/{tour.language}/desk/cases/?tab=offered")
    submit(page, f"main a:has-text('{tour.offered}')")
    case = Case.objects.get(subject=tour.offered)
    submit(page, ".notice a[href$='/offer/answer/']")
    submit(page, "button[value=accepted]")
    if tour.language != "pl":  # a rule of Kaohsiung gives what is written in Polish to its officer
        assert page.locator("form[action$='/take/']").count() == 0
    else:
        submit(page, "form[action$='/take/'] button")
    page.check("form[action$='/write/'] input[value=answered]")
    page.fill("form[action$='/write/'] textarea[name=text]", tour.words)
    submit(page, "form[action$='/write/'] button[type=submit]")
    case.refresh_from_db()
    assert (case.state, case.side.city.key) == (CaseState.ANSWERED, tour.city)
    submit(page, "a[href$='/close/']")
    page.check("input[name=outcome_kind][value=served]")
    page.select_option("select[name=commitment]", index=1)
    page.fill(f"[name=outcome_{tour.language.replace('-', '_')}]", tour.words)
    submit(page, "main form.form button[type=submit]")
    case.refresh_from_db()
    assert (case.state, case.outcome_kind) == (CaseState.CLOSED, "served")
    assert case.commitment is not None


def an_enquiry(open_page, tour: Tour) -> None:
    """Seven questions on a phone; then the page of one's own, and a word more."""
    mail = f"{tour.language}@example.org"
    page = open_page(f"/{tour.language}/", width=390, language=tour.language)
    submit(page, "a[href$='/enquire/']")
    submit(page, "main a[href*='kaohsiung-gdynia']")
    submit(page, "main form button[type=submit]")
    for fill in (
        lambda: page.check(f"input[name=side][value={tour.city}]"),
        lambda: page.check("input[name=service][value=partner]"),
        lambda: page.fill("textarea[name=text]", tour.words),
        lambda: page.fill("input[name=name]", "Anna 安娜"),
        lambda: page.fill("input[name=email]", mail),
        lambda: page.check("input[name=may_be_handed_over][value=yes]"),
        lambda: None,  # nothing to send along
    ):
        fill()
        submit(page, "main form.form button[type=submit]")
    submit(page, "main form button[type=submit]")
    case = Case.objects.get(enquirer_email=mail)
    assert (case.side.city.key, case.language) == (tour.city, tour.language)
    expect(page.locator("main")).to_contain_text(case.number)

    page.goto(link_in_letter(mail, rf"/{tour.language}/enquiry/\S+"))
    expect(page.locator("main")).to_contain_text(tour.place)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.fill("textarea[name=text]", f"{tour.words} 2")
    submit(page, "form:has(textarea[name=text]) button[type=submit]")
    assert CaseMessage.objects.filter(case=case, direction="in").count() == 2
    submit(page, "a[href$='/withdraw/']")
    submit(page, "main form button[type=submit]")
    case.refresh_from_db()
    assert (case.state, case.outcome_kind) == (CaseState.CLOSED, "withdrawn")


def a_lesson(open_page, tour: Tour) -> None:
    """Penang asks, Kaohsiung answers, both write and review what was learnt."""
    own = tour.language.replace("-", "_")
    penang = open_page(
        f"/{tour.language}/desk/experts/", account=account("expert.penang"), language=tour.language
    )
    submit(penang, "main a[href$='kaohsiung-penang/expert-questions/new/']")
    penang.fill(f"[name=title_{own}]", tour.words)
    penang.fill(f"[name=context_{own}]", tour.words)
    penang.fill("input[name=topic]", "light-rail")
    penang.select_option("select[name=stage]", "planning")
    submit(penang, "main form.form button[type=submit]")
    question = Question.objects.order_by("-pk").first()
    assert not question.is_public

    kaohsiung = open_page(
        f"/{tour.language}/desk/experts/", account=account("expert.kaohsiung"), language=tour.language
    )
    submit(kaohsiung, f"main a[href$='{question.public_id}/']")
    submit(kaohsiung, "form[action$='/taken/'] button")
    submit(kaohsiung, "main a[href$='/answer/']")
    kaohsiung.fill(f"[name=text_{own}]", tour.words)
    submit(kaohsiung, "main form.form button[type=submit]")

    penang.goto(f"/{tour.language}/desk/expert-questions/{question.public_id}/")
    submit(penang, "form[action$='/accepted/'] button")
    submit(penang, "main a[href*='/lessons/new/']")
    penang.fill(f"[name=done_{own}]", tour.words)
    penang.check("input[name=is_public]")
    submit(penang, "main form.form button[type=submit]")
    lesson = Lesson.objects.get(question=question)
    submit(penang, "main a[href$='/figures/new/']")
    penang.fill(f"[name=label_{own}]", tour.words)
    penang.fill("input[name=value]", "20")
    penang.fill("input[name=year]", "2024")
    penang.fill(f"[name=source_title_{own}]", tour.words)
    penang.fill("input[name=source_url]", "https://example.org/plan")
    submit(penang, "main form.form button[type=submit]")
    submit(penang, "form[action$='/handed_in/'] button")

    kaohsiung.goto(f"/{tour.language}/desk/lessons/{lesson.public_id}/")
    submit(kaohsiung, "form[action$='/approved/'] button")
    lesson.refresh_from_db()
    assert lesson.state == "published"
    kaohsiung.goto(f"/{tour.language}/lessons/")
    expect(kaohsiung.locator(f"main a[href$='{lesson.public_id}/']").first).to_be_visible()
