"""The first hour of a new user in a real browser: from an empty window to a letter that says it is confirmed.

The officer reads Traditional Chinese, the partner Polish; nothing is there before but what
`sistership up --no-example` makes.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.browser import papers

from sistership.cli.first_start import first_start
from sistership.report.pdf import is_pdf_available
from sistership.window.offices.agreements.models import Agreement, Commitment, Evidence, Intention
from sistership.window.offices.imports.models import ImportNote
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices.models import Message, Subscription
from sistership.window.offices.people.models import Account, City, Grant, Partnership
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DESK, PARTNER, RESIDENT = "desk@gdynia.example", "ola@gdynia.example", "reader@example.net"
PASSWORD = "długie zdanie zamiast hasła"


@pytest.fixture
def window(chromium, live_server, tmp_path):
    """A function (language, width) → page of somebody new, in a window that has an administrator only."""
    if not is_pdf_available():
        pytest.skip("Pango is not on this machine: the first hour is NOT played")
    (login,) = first_start(passwords_path=tmp_path / "first-passwords.txt", with_example=False)
    contexts = []

    def opened(locale: str, *, width: int = 1280):
        contexts.append(
            chromium.new_context(
                base_url=live_server.url, locale=locale, viewport={"width": width, "height": 844}
            )
        )
        return contexts[-1].new_page()

    opened.login = login
    yield opened
    for context in contexts:
        context.close()


def submit(page, selector: str) -> None:
    """Press a button or link that leads to another page."""
    with page.expect_navigation():
        page.click(selector)


def link_in_letter(to: str, pattern: str) -> str:
    """The address that the last letter to somebody holds."""
    body = Message.objects.filter(to=to).order_by("-pk").first().body
    return re.search(pattern, body).group()


def test_the_first_hour(window):
    officer = window("zh-TW")
    sign_in_for_the_first_time(officer, window.login)
    set_up_the_partnership(officer)
    the_partner_chooses_a_password(window("pl"))
    import_forty_cities(officer)
    read_the_memorandum(officer)
    read_the_article(officer)
    resident = window("en", width=390)
    follow_a_promise(resident)
    filed = file_evidence(officer)
    confirm_from_the_letter(window("pl", width=390), filed)
    the_follower_is_told(resident)
    assert not any(chain.problems for chain in verify())


def owing(commitment: Commitment) -> list[str]:
    """The cities that owe it."""
    return sorted(side.city.key for side in commitment.owing.all())


def sign_in_for_the_first_time(page, login) -> None:
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    submit(page, "main a[href*='/setup/'], header a[href*='/login/']")
    page.fill("input[name=login]", login.email)
    page.fill("input[name=password]", login.password)
    submit(page, "main button[type=submit]")
    assert page.url.endswith("/zh-hant/setup/")


def set_up_the_partnership(page) -> None:
    submit(page, "main a.btn")
    page.fill("input[name=first_name]", "高雄")
    page.fill("input[name=second_name]", "格丁尼亞")
    submit(page, "main form button")
    submit(page, "main form.section button")
    submit(page, "main button[type=submit]")
    partnership = Partnership.objects.get()
    assert partnership.key == "kaohsiung-gdynia"
    assert City.objects.get(key="gdynia").localized("name").text("zh-hant") == "格丁尼亞"

    page.fill("input[name=kaohsiung-new_body]", "高雄市政府經濟發展局")
    page.fill("input[name=kaohsiung-email]", "window@kaohsiung.example")
    page.fill("input[name=gdynia-new_body]", "Wydział Polityki Gospodarczej")
    page.fill("input[name=gdynia-email]", DESK)
    submit(page, ".ways button")
    submit(page, ".ways a.btn")  # the calendars are known
    page.select_option("select[name=gdynia-published_2]", "en")
    submit(page, ".ways button")

    submit(page, "main section form button[value=kaohsiung]")
    assert Grant.objects.filter(role="officer").get().city.key == "kaohsiung"
    submit(page, ".ways a.btn")
    page.fill("input[name=gdynia-email]", PARTNER)
    page.fill("input[name=gdynia-display_name]", "Aleksandra Testowa")
    submit(page, "button[value=gdynia]")
    submit(page, ".ways a.btn")
    assert page.url.endswith("/setup/kaohsiung-gdynia/end/")
    assert page.locator(".state-kept").count() == 5  # left: the first document


def the_partner_chooses_a_password(page) -> None:
    page.goto(link_in_letter(PARTNER, r"/pl/invitation/[\w-]+/"))
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    submit(page, "main button[type=submit]")
    page.fill("input[name=login]", PARTNER)
    page.fill("input[name=password]", PASSWORD)
    submit(page, "main button[type=submit]")
    assert page.url.endswith("/pl/desk/")
    assert Account.objects.get(email=PARTNER).display_name == "Aleksandra Testowa"


def send_sheet(page, content: bytes) -> None:
    """Send a workbook on the page of imports."""
    page.set_input_files("input[name=file]", {"name": "partners.xlsx", "mimeType": XLSX, "buffer": content})
    submit(page, "main form[enctype] button[type=submit]")


def import_forty_cities(page) -> None:
    """Map, look, decide, import what is right; then send the sheet again with two rows mended."""
    submit(page, "main a[href$='/administration/import/?register=cities']")
    send_sheet(page, papers.sheet_of_partner_cities())
    since = page.get_by_label(papers.HEADER[3])
    assert since.input_value() == ""  # the header is not one that the window knows
    since.select_option("partner_since")
    page.get_by_label(papers.HEADER[4]).select_option("note")
    assert page.input_value("select[name=partner_of]") == "kaohsiung"  # whose officer she is
    submit(page, "main form.form button[type=submit]")
    assert City.objects.count() == 2  # nothing is written before she says so
    assert rows_by_kind(page) == {"error": 2, "suspect": 1, "new": 37, "changes": 0, "same": 2, "skipped": 0}
    nagoya, victoria = page.locator("main .fault").all_inner_texts()
    assert "2003-02-30" in nagoya
    assert "CA" in victoria  # of the countries that have one

    submit(page, "main nav a[href='?rows=suspect']")
    (same,) = page.locator("main input[value^=row]").all()
    assert "Da Nang" in page.locator(f"label[for={same.get_attribute('id')}]").inner_text()
    same.check()
    submit(page, "main form:has(input[type=radio]) button")
    assert rows_by_kind(page)["suspect"] == 0
    submit(page, "main .head form:has(input[name=rows]) button")
    assert City.objects.count() == 2 + 37
    assert ImportNote.objects.get().text == "港口論壇"
    assert City.objects.get(key="da-nang").localized("name").text("zh-hant") == "峴港"

    submit(page, "main .acts a[href$='/administration/import/']")
    page.check("input[name=register][value=cities]")
    send_sheet(page, papers.sheet_of_partner_cities(is_mended=True))
    assert page.get_by_label(papers.HEADER[3]).input_value() == "partner_since"  # as she said before
    submit(page, "main form.form button[type=submit]")
    assert rows_by_kind(page) == {"error": 0, "suspect": 0, "new": 2, "changes": 0, "same": 40, "skipped": 0}
    submit(page, "main .head form:has(input[name=rows]) button")
    assert City.objects.count() == 1 + 40
    assert Partnership.objects.count() == 40
    seattle = Agreement.objects.get(partnership__key__contains="seattle")
    assert seattle.signed_on == date(1980, 1, 6)


def rows_by_kind(page) -> dict[str, int]:
    """The numbers on the tabs."""
    tabs = page.locator("main .tabs a")
    kinds = [one.get_attribute("href").removeprefix("?rows=") for one in tabs.all()]
    return dict(zip(kinds, map(int, tabs.locator(".count").all_inner_texts()), strict=True))


def read_document(page, file: dict[str, object]) -> Reading:
    """Give a file to the reader, from the page of the partnership at the desk."""
    page.goto("/zh-hant/desk/partnerships/kaohsiung-gdynia/")
    submit(page, "main a[href*='/desk/readings/new/']")
    page.set_input_files("input[name=file]", file)
    submit(page, "main form.form button[type=submit]")
    return Reading.objects.order_by("pk").last()


def accept(page) -> None:
    """Look at what will be made, and accept."""
    submit(page, ".reading-end form[action$='/plan/'] button")
    submit(page, "form[action$='/accept/'] button")


def read_the_memorandum(page) -> None:
    """A PDF in Polish; the promise of Kaohsiung is given words that people use."""
    pdf = {"name": "memorandum.pdf", "mimeType": "application/pdf", "buffer": papers.memorandum_as_pdf()}
    reading = read_document(page, pdf)
    assert (reading.language, reading.occasion_kind) == ("pl", "memorandum")
    card = page.locator(".draft-field", has_text="uruchomi punkt kontaktowy").first
    card.locator("summary").click()
    assert "punkt kontaktowy" in "".join(page.locator("#source mark.lit").all_text_contents())
    card.locator("textarea[name$=what]").fill("Punkt kontaktowy dla firm z Gdyni")
    with page.expect_navigation():
        card.locator("button[value=save]").click()
    assert not Commitment.objects.exists()
    accept(page)

    agreement = Agreement.objects.get(partnership__key="kaohsiung-gdynia")
    assert (agreement.agreement_kind, agreement.signed_on) == ("memorandum", date(2026, 3, 9))
    first, second = Commitment.objects.order_by("due_on")
    assert first.localized("title").text("pl") == "Punkt kontaktowy dla firm z Gdyni"
    assert [(one.due_on, owing(one)) for one in (first, second)] == [
        (date(2031, 6, 30), ["kaohsiung"]),
        (date(2031, 9, 30), ["gdynia"]),
    ]
    assert Intention.objects.count() == 1  # what they only may do is no promise


def read_the_article(page) -> None:
    """A web page in Chinese: a visit, two promises, and what was only hoped."""
    html = {"name": "visit.html", "mimeType": "text/html", "buffer": papers.ARTICLE.encode()}
    reading = read_document(page, html)
    assert (reading.language, reading.occasion_kind, reading.published_on) == (
        "zh-Hant",
        "visit",
        date(2026, 5, 19),
    )
    accept(page)
    assert page.locator("main dl.pairs").count() == 1
    visit = Visit.objects.get(on=date(2026, 5, 18))
    assert visit.partnership.key == "kaohsiung-gdynia"
    assert Agreement.objects.filter(partnership=visit.partnership).count() == 1
    laboratory = the_laboratory()
    assert (laboratory.due_on, owing(laboratory)) == (date(2031, 12, 31), ["kaohsiung"])
    wishes = Intention.objects.filter(occasion_id=visit.public_id)
    assert [one.side.city.key for one in wishes] == ["gdynia", "gdynia"]
    page.goto("/zh-hant/partnerships/kaohsiung-gdynia/blueprint/")
    assert page.locator("main .commitment").count() == 4
    page.goto("/zh-hant/")
    assert "格丁尼亞" in page.locator("main .card-name").first.inner_text()  # it has promises
    page.goto("/zh-hant/desk/")
    # forty are folded, so that the work stays in sight
    assert page.locator(".rail details li").count() == 40
    assert page.locator("main details .clocks li").count() == 40


def the_laboratory() -> Commitment:
    """What the article says that Kaohsiung will do."""
    found = [
        one for one in Commitment.objects.all() if "聯合實驗室" in one.localized("title").text("zh-hant")
    ]
    assert len(found) == 1
    return found[0]


def follow_a_promise(page) -> None:
    """A resident on a phone, without an account; nothing is sent before the link is opened."""
    page.goto(f"/en/commitments/{the_laboratory().public_id}/")
    submit(page, "main a[href$='/follow/']")
    page.fill("input[name=email]", RESIDENT)
    page.select_option("select[name=language]", "en")
    submit(page, "main form button[type=submit]")
    page.goto(link_in_letter(RESIDENT, r"/en/follow/confirm/[\w-]+/"))
    assert Subscription.objects.get(email=RESIDENT).confirmed_at is None
    submit(page, "main form button[type=submit]")
    assert Subscription.objects.get(email=RESIDENT).confirmed_at is not None


def file_evidence(page) -> Evidence:
    """The officer shows that it is done; nobody has confirmed it yet."""
    page.goto(f"/zh-hant/commitments/{the_laboratory().public_id}/")
    submit(page, "main a[href*='/desk/commitments/']")
    submit(page, "main a[href*='/evidence/new/']")
    page.check("input[name=evidence_kind][value=link]")
    page.fill("input[name=title_zh_hant]", "實驗室揭牌")
    page.fill("input[name=url]", "https://example.org/laboratory")
    page.fill("input[name=on]", "2026-09-01")
    submit(page, "main form button[type=submit]")
    filed = Evidence.objects.get()
    assert filed.base_state == "awaiting"
    return filed


def confirm_from_the_letter(page, filed: Evidence) -> None:
    """The partner opens the letter on her phone, in Polish and without signing in."""
    page.goto(link_in_letter(DESK, r"/pl/answer/[\w-]+/"))
    assert page.locator("html").get_attribute("lang") == "pl"
    assert "實驗室揭牌" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    submit(page, "button[value=confirmed]")
    assert page.url.endswith("/answer/done/confirmed/")
    filed.refresh_from_db()
    assert filed.base_state == "confirmed"


def the_follower_is_told(page) -> None:
    """Her letter names the evidence and leads to the promise, whose page says the same."""
    letters = Message.objects.filter(to=RESIDENT).order_by("pk").values_list("body", flat=True)
    assert ["Gdynia confirmed: 實驗室揭牌" in body for body in letters] == [False, False, True]
    page.goto(link_in_letter(RESIDENT, r"/en/commitments/[\w-]+/"))
    assert page.locator(".state-confirmed").count() == 1
    assert page.locator(".state-kept").count() == 1
