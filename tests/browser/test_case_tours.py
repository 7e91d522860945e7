"""The tours of officer, enquirer and expert as their guides tell them, in Traditional Chinese and Polish."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from tests.browser.guides import Reader

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


TOURS = (
    Tour(
        "zh-hant",
        "kaohsiung",
        "gdynia",
        "pl",
        untaken="A desk for three months in Kaohsiung",
        offered="Miejsce na próbę czujników wody w Kaohsiung",
        words="我們正在詢問，下週再回覆您。",
    ),
    Tour(
        "pl",
        "gdynia",
        "kaohsiung",
        "zh-hant",
        untaken="Szukamy partnera do remontu jachtów",
        offered="Who buys mooring ropes in Gdynia?",
        words="Pytamy i odezwiemy się w przyszłym tygodniu.",
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


def signed_in(open_page, tour: Tour, name: str, guide: str) -> Reader:
    """Somebody at the home page, who reads a guide."""
    page = open_page(f"/{tour.language}/", account=account(name), language=tour.language)
    return Reader(page, guide, tour.language)


def a_day_at_the_desk(open_page, tour: Tour) -> None:
    officer = signed_in(open_page, tour, f"officer.{tour.city}", "officer")
    page = officer.page
    officer.press("My desk")
    submit(page, f"main a:text-is('{tour.untaken}')")
    case = Case.objects.get(subject=tour.untaken)
    officer.press("Take the case")
    officer.see("Write to the enquirer", "A word on the way: more will follow")
    page.fill("form[action$='/write/'] textarea[name=text]", tour.words)
    officer.press("Send")
    expect(page.locator("ol.thread")).to_contain_text(tour.words)
    officer.unfold("Add a note, or a word to the other city")
    page.fill("form[action$='/note/'] textarea[name=text]", "內部備註 notatka")
    officer.press("Add")
    officer.press("Offer it to the other city")
    page.fill("textarea[name=reason]", tour.words)
    officer.press("Offer the case")
    case.refresh_from_db()
    assert (case.state, case.side.city.key, case.offered_to.city.key) == (
        CaseState.IN_WORK,
        tour.city,
        tour.other,
    )
    theirs = follow_the_letter(open_page, tour)
    assert "notatka" not in theirs.page.locator("main").inner_text()
    theirs.press("Accept the case")
    case.refresh_from_db()
    assert (case.state, case.side.city.key) == (CaseState.HANDED_OVER, tour.other)
    accept_answer_and_close(officer, tour)


def follow_the_letter(open_page, tour: Tour) -> Reader:
    """From the mailbox of the other city, on a phone and without an account."""
    administrator = signed_in(open_page, tour, "administrator", "officer")
    administrator.press("People", "Letters sent")
    letter = Message.objects.filter(to=f"desk-{tour.other}@example.org", about_kind="handover").latest("pk")
    submit(administrator.page, f"main a[href$='/{letter.public_id}/']")
    link = re.search(r"/[\w-]+/handover/\S+", administrator.page.locator("main").inner_text()).group()
    page = open_page(link, width=390, language=tour.other_language)
    assert page.locator("html").get_attribute("lang").lower() == tour.other_language
    return Reader(page, "officer", tour.other_language)


def accept_answer_and_close(officer: Reader, tour: Tour) -> None:
    page = officer.page
    officer.press("Cases", "Offered to us")
    submit(page, f"main a:has-text('{tour.offered}')")
    case = Case.objects.get(subject=tour.offered)
    officer.press("Accept or decline", "Accept the case")
    if tour.language != "pl":  # a rule of Kaohsiung gives what is written in Polish to its officer
        assert page.locator("form[action$='/take/']").count() == 0
    else:
        officer.press("Take the case")
    officer.choose("The answer")
    page.fill("form[action$='/write/'] textarea[name=text]", tour.words)
    officer.press("Send")
    case.refresh_from_db()
    assert (case.state, case.side.city.key) == (CaseState.ANSWERED, tour.city)
    officer.press("Close the case")
    officer.choose("done as asked")
    page.select_option("select[name=commitment]", index=1)
    page.fill(f"[name=outcome_{tour.language.replace('-', '_')}]", tour.words)
    officer.press("Close the case")
    case.refresh_from_db()
    assert (case.state, case.outcome_kind) == (CaseState.CLOSED, "served")
    assert case.commitment is not None
    page.goto(f"/{tour.language}/partnerships/kaohsiung-gdynia/")
    officer.press("How fast enquiries are answered")


def an_enquiry(open_page, tour: Tour) -> None:
    """Seven questions on a phone; then the page of one's own, a word more, and an end."""
    mail = f"{tour.language}@example.org"
    page = open_page(f"/{tour.language}/", width=390, language=tour.language)
    reader = Reader(page, "enquirer", tour.language)
    reader.press("Send an enquiry")
    submit(page, "main a[href*='kaohsiung-gdynia']")
    reader.press("Begin the enquiry")
    questions = {
        "Which city's desk is to answer?": lambda: page.check("input[name=side][value=gdynia]"),
        "What is your enquiry about?": lambda: reader.choose("finding a partner"),
        "What do you want to know?": lambda: page.fill("textarea[name=text]", tour.words),
        "Who asks?": lambda: page.fill("input[name=name]", "Anna 安娜"),
        "How can the desk reach you?": lambda: page.fill("input[name=email]", mail),
        "The other city": lambda: page.check("input[name=may_be_handed_over][value=yes]"),
        "Is there something to send along?": lambda: None,
    }
    for question, fill in questions.items():
        reader.see(question, "Save and come back later")
        fill()
        reader.press("Continue")
    reader.see("Check your answers", "Change")
    reader.press("Send the enquiry")
    case = Case.objects.get(enquirer_email=mail)
    assert (case.side.city.key, case.language) == ("gdynia", tour.language)
    expect(page.locator("main")).to_contain_text(case.number)

    page.goto(link_in_letter(mail, rf"/{tour.language}/enquiry/\S+"))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    reader.see("What is promised", "What was written", "Who reads it", "Take it with you")
    reader.see("Add something", "Have it erased", "Make a new link")
    page.fill("textarea[name=text]", f"{tour.words} 2")
    submit(page, "form:has(textarea[name=text]) button[type=submit]")
    assert CaseMessage.objects.filter(case=case, direction="in").count() == 2
    reader.press("Withdraw the enquiry", "Yes, withdraw it")
    case.refresh_from_db()
    assert (case.state, case.outcome_kind) == (CaseState.CLOSED, "withdrawn")
    page.goto(f"/{tour.language}/enquire/")
    reader.see("You have sent one and lost its link?")


def a_lesson(open_page, tour: Tour) -> None:
    """Penang asks, Kaohsiung answers, both write and review what was learnt."""
    own = tour.language.replace("-", "_")
    penang = signed_in(open_page, tour, "expert.penang", "expert")
    penang.press("My desk")
    penang.see("Begin something")
    submit(penang.page, "main a[href$='kaohsiung-penang/expert-questions/new/']")
    penang.page.fill(f"[name=title_{own}]", tour.words)
    penang.page.fill(f"[name=context_{own}]", tour.words)
    penang.page.fill("input[name=topic]", "light-rail")
    penang.page.select_option("select[name=stage]", "planning")
    penang.see("Anybody may read it")
    penang.press("Send the question")
    question = Question.objects.order_by("-pk").first()
    assert not question.is_public

    kaohsiung = signed_in(open_page, tour, "expert.kaohsiung", "expert")
    kaohsiung.press("My desk")
    kaohsiung.see("To be answered by your city")
    submit(kaohsiung.page, f"main a[href$='{question.public_id}/']")
    kaohsiung.press("Take it: I answer this")
    kaohsiung.see("Put it back", "Close it without an answer")
    kaohsiung.press("Answer")
    kaohsiung.page.fill(f"[name=text_{own}]", tour.words)
    kaohsiung.press("Send")

    penang.press("My desk")
    penang.see("Answered: accept it, or ask further")
    submit(penang.page, f"main a[href$='{question.public_id}/']")
    penang.see("Ask further")
    penang.press("Accept the answer", "Write the lesson")
    lesson = write_a_lesson(penang, tour, question)

    kaohsiung.press("My desk")
    kaohsiung.see("Lessons to be reviewed")
    submit(kaohsiung.page, f"main a[href$='{lesson.public_id}/']")
    kaohsiung.press("Approve and publish")
    lesson.refresh_from_db()
    assert lesson.state == "published"
    kaohsiung.see("Begin a new version")
    penang.page.reload()
    penang.see("Say whether it helped")
    kaohsiung.press("Lessons")
    expect(kaohsiung.page.locator(f"main a[href$='{lesson.public_id}/']").first).to_be_visible()
    kaohsiung.press("Sites for a visit")


def write_a_lesson(penang: Reader, tour: Tour, question: Question) -> Lesson:
    """With a figure and a site, handed in."""
    page, own = penang.page, tour.language.replace("-", "_")
    page.fill(f"[name=done_{own}]", tour.words)
    penang.choose("Anybody may read it")
    penang.press("Begin the lesson", "Add a figure")
    page.fill(f"[name=label_{own}]", tour.words)
    page.fill(f"[name=unit_{own}]", "m")
    page.fill("input[name=value]", "20")
    page.fill("input[name=year]", "2024")
    page.fill(f"[name=source_title_{own}]", tour.words)
    page.fill("input[name=source_url]", "https://example.org/plan")
    submit(page, "main form.form button[type=submit]")
    penang.press("Add a site")
    page.fill(f"[name=name_{own}]", tour.words)
    page.fill("input[name=longitude]", "120.3")
    page.fill("input[name=latitude]", "22.6")
    submit(page, "main form.form button[type=submit]")
    penang.press("Hand it in for review")
    return Lesson.objects.get(question=question)
