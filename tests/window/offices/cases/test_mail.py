"""Mail first: letters that come in become cases, words and deeds; nobody gets in by guessing."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from tests.outside.smtp_server import running
from tests.window.offices.cases.mailing import ADDRESS, Mail, answered, set_up

from sistership.window.ground import clock
from sistership.window.offices.cases import addresses
from sistership.window.offices.cases.actions import handover, receiving, work
from sistership.window.offices.cases.erasure import forget_with_letters
from sistership.window.offices.cases.models import Case, CaseMessage
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices import tasks
from sistership.window.offices.notices.erasure import export_notices
from sistership.window.offices.notices.models import IncomingMessage, Message
from sistership.window.offices.notices.rules import visible_incoming

MONDAY = datetime(2026, 7, 6, 2, tzinfo=UTC)
"""10:00 in Kaohsiung."""
ANNA = "anna@firma.example"


@pytest.fixture
def mail(world, tmp_path, settings) -> Mail:
    settings.CASE_ADDRESS = settings.MAILBOX = ""  # so that the fixture puts them back
    settings.MAILBOX_OPTIONS = {}
    return set_up(tmp_path / "box", MONDAY)


@pytest.fixture
def case(world, mail) -> Case:
    """Anna's, owed by Kaohsiung, in the hands of its officer."""
    mail.put(
        f"Anna Nowak <{ANNA}>", "desk-kaohsiung@example.org", "Szukamy biura w Kaohsiung. Kto nam pomoże?"
    )
    mail.fetch()
    found = Case.objects.get(enquirer_email=ANNA)
    with clock.at(mail.now):
        work.take(actor=world.officer_k.ref, case=found, account=world.officer_k)
    return Case.objects.get(pk=found.pk)


def _words(case: Case) -> list[tuple[str, str]]:
    return list(case.messages.values_list("direction", "text"))


def _officer_address(case: Case, side, account) -> str:
    with clock.at(MONDAY):
        return addresses.officer_address(case, side, account)


def test_a_strangers_letter_becomes_a_case_confirmed_in_its_thread(world, mail):
    name = mail.put(
        f"Anna Nowak <{ANNA}>",
        ADDRESS,
        "Dzień dobry, szukamy biura w Kaohsiung. Czy jest u was miejsce dla firmy?",
        files=[("plan.pdf", b"%PDF-1.7\n%%EOF"), ("run.exe", b"MZ\x90\x00")],
    )
    [row] = mail.fetch()
    assert row.state == "taken"
    case = Case.objects.get(public_id=row.about_id)
    # it is in Polish, so of the two cities Gdynia answers
    assert (case.channel, case.service, case.language, case.side) == ("mail", "other", "pl", world.side_g)
    assert case.enquirer_name == "Anna Nowak"
    files = {one.name: one.refused for one in case.messages.get().files.all()}
    assert files["plan.pdf"] == ""
    assert "program" in files["run.exe"]
    [letter] = mail.sent_to(ANNA)
    assert letter.in_reply_to == name
    assert addresses.case_by_address(letter.reply_to) == case
    assert not list((mail.folder / "new").iterdir())


def test_the_same_letter_twice_is_one(world, mail):
    for received in ("one", "two"):
        mail.put(
            ANNA,
            "window+kaohsiung-gdynia@city.example",
            "Do you have room?",
            id="same@x",
            headers={"Received": received},
        )
    assert len(mail.fetch()) == 1
    assert Case.objects.filter(enquirer_email=ANNA).count() == 1


def test_a_thread_of_ten_stays_one_case_whatever_its_subject(world, mail, case):
    [letter] = mail.sent_to(ANNA)
    last = letter.message_id
    for number in range(10):
        last = mail.put(
            ANNA,
            "window@elsewhere.example",
            f"Kolejna wiadomość {number}",
            subject=f"Temat {number}",
            headers={"In-Reply-To": f"<{last}>", "References": f"<{last}>"},
        )
    assert {row.state for row in mail.fetch()} == {"taken"}
    assert Case.objects.filter(enquirer_email=ANNA).count() == 1
    assert [words for way, words in _words(case) if way == "in"][1:] == [
        f"Kolejna wiadomość {number}" for number in range(10)
    ]
    # the enquirer got nothing but the confirmation: no letter answers a letter
    assert len(mail.sent_to(ANNA)) == 1


def test_an_answer_sets_the_clocks_going_and_leaves_quotations_aside(world, mail, case):
    with clock.at(mail.now):
        work.write(
            actor=world.officer_k.ref,
            case=case,
            kind="asked",
            words=work.Words(text="Jak duże?", language="pl"),
            author="K",
        )
    assert Case.objects.get(pk=case.pk).state == "waiting"
    question = mail.sent_to(ANNA)[-1]
    mail.put(ANNA, question.reply_to, "120 m2\n\nW dniu 2026-07-06 Okno pisze:\n> Jak duże?")
    mail.fetch()
    assert Case.objects.get(pk=case.pk).state == "in_work"
    newest = case.messages.last()
    assert newest.text == "120 m2"
    assert "> Jak duże?" in newest.quoted


def test_an_officers_reply_goes_out_and_ends_the_clock(world, mail, case):
    address = _officer_address(case, world.side_k, world.officer_k)
    told = Message.objects.get(to="desk-kaohsiung@example.org", about_id=case.public_id)
    assert "Szukamy biura" in told.body
    mail.put("officer-k@example.org", address, "Dzień dobry, mamy biuro.\n\n-- \nOfficer K", id="o1@x")
    mail.fetch()
    case.refresh_from_db()
    assert case.first_answered_at == MONDAY
    letter = mail.sent_to(ANNA)[-1]
    assert letter.body.startswith("Dzień dobry, mamy biuro.\n")
    assert letter.is_personal
    assert letter.in_reply_to == case.messages.first().message_id
    assert "Officer K" not in letter.body
    assert all(not report.problems for report in verify())


@pytest.mark.parametrize(
    ("words", "state", "direction"),
    [
        ("ask: How large?", "waiting", "out"),
        ("答覆：有一間辦公室", "answered", "out"),
        ("Odpowiedź: mamy biuro", "answered", "out"),
        ("tutup: Pejabat sudah ditemui", "closed", "out"),
        ("結案：已找到辦公室", "closed", "out"),
        ("備註：先問經發局", "in_work", "note"),
        ("share: They need 120 m2", "in_work", "shared"),
    ],
)
def test_commands_in_four_languages(world, mail, case, words, state, direction):
    mail.put("officer-k@example.org", _officer_address(case, world.side_k, world.officer_k), words)
    [row] = mail.fetch()
    assert row.state == "taken", row.reason
    case.refresh_from_db()
    assert (case.state, case.messages.last().direction) == (state, direction)
    assert not case.messages.last().text.startswith(words[:3])
    assert len(mail.sent_to(ANNA)) == (2 if direction == "out" else 1)


@pytest.mark.parametrize(("words", "state"), [("Przyjmuję.", "accepted"), ("decline: not here", "declined")])
def test_an_offer_is_answered_by_answering_its_letter(world, mail, case, words, state):
    with clock.at(mail.now):
        offered = handover.offer(
            actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="Gdynia", language="en"
        )
    letter = mail.sent_to("desk-gdynia@example.org")[-1]
    mail.put("officer-g@example.org", letter.reply_to, f"{words}\n\nOn 6.07.2026 x wrote:\n> decline: no")
    mail.fetch()
    offered.refresh_from_db()
    assert offered.state == state


def test_a_letter_that_cannot_be_done_is_answered_and_set_aside(world, mail, case):
    address = _officer_address(case, world.side_k, world.officer_k)
    mail.put("officer-k@example.org", address, "accept", id="odd@x")
    mail.put("officer-k@example.org", address, "> accept\n> close: x", id="empty@x")
    rows = mail.fetch()
    assert [row.state for row in rows] == ["aside", "aside"]
    told = mail.sent_to("officer-k@example.org")
    assert [one.in_reply_to for one in told[-2:]] == ["odd@x", "empty@x"]
    assert Case.objects.get(pk=case.pk).state == "in_work"


def test_nobody_else_acts_by_an_officers_address(world, mail, case):
    address = _officer_address(case, world.side_k, world.officer_k)
    before = _words(case)
    mail.put(ANNA, address, "close: all fine")
    mail.put("officer-g@example.org", address, "close: all fine")
    mail.put("lead-k@example.org", address, "close: all fine")  # given to another account
    guessed = address.replace(address.split(".")[2][:4], "0000")
    mail.put("officer-k@example.org", guessed, "close: all fine")
    assert {row.state for row in mail.fetch()} == {"aside"}
    mail.later(days=61)
    mail.put("officer-k@example.org", address, "close: all fine", id="late@x")
    assert [row.state for row in mail.fetch()] == ["aside"]
    assert (_words(case), Case.objects.get(pk=case.pk).state) == (before, "in_work")
    assert len(mail.sent_to(ANNA)) == 1


def test_whoever_guesses_a_cases_address_reaches_nothing(world, mail, case):
    true = addresses.mail_address(case)
    signature = true.split(".")[1].split("@")[0]
    mail.put(
        "eve@example.net", true.replace(signature, "0123456789abcdef"), "What did they ask you about then?"
    )
    mail.put(
        "eve@example.net",
        ADDRESS,
        f"Re {case.number}: please send me all that was written in this case",
        subject=f"Re: {case.number}",
        headers={"In-Reply-To": f"<{case.messages.first().message_id}>"},
    )
    mail.fetch()
    assert len(_words(case)) == 1
    for letter in mail.sent_to("eve@example.net"):
        assert case.number not in letter.body
        assert "biura" not in letter.body + letter.subject


def test_a_copy_to_the_case_is_filed(world, mail, case):
    copy = addresses.mail_address(case)
    mail.put("officer-k@example.org", ANNA, "I write to you directly.", cc=copy)
    mail.put("officer-k@example.org", "partner@city.example", "Can you help?", cc=copy)
    mail.fetch()
    assert [way for way, _ in _words(case)][1:] == ["out", "shared"]
    # whoever has the case's address could have written it, so no clock moves
    assert Case.objects.get(pk=case.pk).first_answered_at is None
    mail.put(
        "officer-k@example.org", ANNA, "Again.", cc=_officer_address(case, world.side_k, world.officer_k)
    )
    mail.fetch()
    assert Case.objects.get(pk=case.pk).first_answered_at == MONDAY
    assert len(mail.sent_to(ANNA)) == 1  # it went without the window


def test_programs_are_kept_and_never_answered(world, mail, case):
    letters, words = Message.objects.count(), len(_words(case))
    automatic = {"Auto-Submitted": "auto-replied"}
    mail.put(ANNA, addresses.mail_address(case), "I am away", headers=automatic, id="a1@x")
    mail.put("someone@example.net", ADDRESS, "I am away", headers=automatic, id="a2@x")
    mail.put("news@example.net", ADDRESS, "Buy!", headers={"List-Id": "<news.example.net>"})
    mail.put("desk-gdynia@example.org", ADDRESS, "Thank you for your letter, we are closed today.")
    assert [row.state for row in mail.fetch()] == ["taken", "kept", "aside", "aside"]
    assert len(_words(case)) == words + 1
    assert Message.objects.count() == letters
    assert Case.objects.get(pk=case.pk).last_event_at == case.last_event_at


def test_what_programs_send_back_goes_with_the_case_whose_subject_it_repeats(world, mail, case):
    [letter] = mail.sent_to(ANNA)
    automatic = {"Auto-Submitted": "auto-replied"}
    said = {"headers": automatic, "subject": f"Away: {case.subject}"}
    officer = _officer_address(case, world.side_k, world.officer_k)
    mail.put("officer-k@example.org", officer, "I am away", **said)
    thread = {"headers": automatic | {"In-Reply-To": f"<{letter.message_id}>"}}
    mail.put("a.nowak@dom.example", ADDRESS, "I am away", **(said | thread))
    bounce = EmailMessage()
    bounce["From"], bounce["To"] = "MAILER-DAEMON@mx.example", ADDRESS
    bounce["Subject"] = f"Undeliverable: {case.subject}"
    bounce.set_content(f"<{ANNA}>: 550 5.1.1 no such user\n\nMessage-ID: <{letter.message_id}>\n")
    mail.put_bytes(bounce.as_bytes())
    assert [row.state for row in mail.fetch()] == ["kept", "kept", "taken"]
    assert IncomingMessage.objects.filter(subject__contains=case.subject).count() == 4
    assert not visible_incoming(world.administrator).filter(subject__contains=case.subject).exists()
    assert visible_incoming(world.officer_k).filter(subject__contains=case.subject).count() == 2
    forget_with_letters(case)
    assert not IncomingMessage.objects.filter(subject__contains=case.subject).exists()


def test_one_address_opens_few_cases_a_day(world, mail):
    for number in range(12):
        mail.put(
            "robot@example.net", "desk-kaohsiung@example.org", f"Hello number {number}, is anybody there?"
        )
    states = [row.state for row in mail.fetch()]
    assert states.count("taken") == 10
    assert states[-2:] == ["aside", "aside"]
    assert len(mail.sent_to("robot@example.net")) == 10


def test_what_leaves_and_what_comes_back(world, mail, case, settings):
    with running() as server:
        settings.MAILER = "sistership.outside.mail.SmtpMailer"
        settings.MAIL_OPTIONS = {"host": "127.0.0.1", "port": server.port, "use_starttls": False}
        [letter] = mail.sent_to(ANNA)
        with clock.at(mail.now):
            tasks.deliver(str(letter.public_id))
        left = answered(letter, server.letters)
    assert left["Reply-To"] == letter.reply_to
    assert left["In-Reply-To"] == f"<{case.messages.first().message_id}>"
    assert left["Auto-Submitted"] == "auto-generated"
    bounce = EmailMessage()
    bounce["From"], bounce["To"] = "MAILER-DAEMON@mx.example", ADDRESS
    bounce["Subject"], bounce["Message-ID"] = "Undelivered Mail Returned to Sender", "<b@mx>"
    bounce.set_content(
        f"<{ANNA}>: host mx said: 550 5.1.1 no such user\n\nMessage-ID: <{letter.message_id}>\n"
    )
    mail.put_bytes(bounce.as_bytes())
    [row] = mail.fetch()
    letter.refresh_from_db()
    assert (row.state, letter.state) == ("taken", "failed")
    assert "no such user" in letter.last_error
    assert len(_words(case)) == 1


def test_after_three_letters_that_came_back_programs_write_no_more(world, mail, case):
    [letter] = mail.sent_to(ANNA)
    with clock.at(mail.now):
        for _ in range(3):
            letter.pk, letter.public_id = None, receiving.Case(number="x").public_id
            letter.state, letter.sent_at, letter.bounced_at = "failed", mail.now, mail.now
            letter.save(force_insert=True)
        work.write(
            actor=world.officer_k.ref, case=case, kind="replied", words=work.Words("Hello", "en"), author="K"
        )
        queued = Message.objects.filter(to=ANNA, state="queued").order_by("is_personal")
        results = {one.is_personal: tasks.deliver(str(one.public_id)) for one in queued}
    assert results == {False: "not sent", True: "sent"}


def test_what_cannot_be_read_is_refused_and_stays_in_its_folder(world, mail):
    mail.put_bytes(b"no letter at all")
    mail.put_bytes(
        b"From: big@example.net\r\nSubject: Plans\r\nMessage-ID: <big@x>\r\n\r\n" + b"x" * 21_000_000
    )
    rows = mail.fetch()
    assert [row.state for row in rows] == ["refused", "refused"]
    assert "20" in rows[1].reason
    [told] = mail.sent_to("big@example.net")
    assert told.in_reply_to == "big@x"
    assert len(list((mail.folder / ".Refused" / "cur").iterdir())) == 2


def test_a_letter_that_waits_becomes_a_case_or_is_put_away(world, mail):
    from sistership.window.offices.cases.actions.by_mail import open_from_waiting
    from sistership.window.offices.notices import collecting

    mail.put(
        "officer-k@example.org", "desk-kaohsiung@example.org", "Please see this.", files=[("a.txt", b"A")]
    )
    mail.put("jo@example.net", "nobody@example.net", "Lost letter with words")
    first, second = mail.fetch()
    assert (first.state, first.side_id) == ("aside", world.side_k.public_id)
    said = export_notices(world.officer_k.public_id)["letters_that_came"][-1]
    assert (said["text"].strip(), said["files"]) == ("Please see this.", ["a.txt"])
    with clock.at(mail.now):
        opened = open_from_waiting(actor=world.officer_k.ref, row=first, side=world.side_k)
        collecting.discard(actor=world.administrator.ref, row=second)
    assert [one.name for one in opened.messages.get().files.all()] == ["a.txt"]
    states = IncomingMessage.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["taken", "discarded"]
    assert CaseMessage.objects.filter(message_id="letter1@mail.example").count() == 1


def test_erasing_the_enquirer_leaves_no_word_in_letters(world, mail, case):
    from sistership.window.offices.people.erasure import erase_person, find_subjects

    [subject] = find_subjects(ANNA)
    erase_person(actor=world.administrator.ref, subject=subject)
    assert not Message.objects.filter(body__contains="Szukamy").exists()
    assert not IncomingMessage.objects.filter(sender=ANNA).exists()
    mail.put(ANNA, addresses.mail_address(case), "Are you there, in Kaohsiung, with Gdynia?")
    [row] = mail.fetch()
    assert row.about_id != case.public_id  # the old address is void
