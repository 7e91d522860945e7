"""Letters as mail programs write them, and as they break them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.formats.mail import LARGEST_BYTES, FailedRecipient, Nature, read_letter

FOLDER = Path(__file__).parent / "letters"
LETTERS = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.eml"))}
NOW = datetime(2026, 1, 6, tzinfo=UTC)


def _letter(name):
    return read_letter(LETTERS[name], now=NOW)


@pytest.mark.parametrize(
    ("name", "subject", "new_text"),
    [
        (
            "plain-english",
            "Question about an office in Kaohsiung",
            "Good morning,\nwe look for an office of 40 m² near the harbour.\n\nAnna Nowak",
        ),
        ("reply-english", "Re: Your enquiry", "Yes, the first of March suits us."),
        ("answers-between", "Re: Three questions", "Twelve.\n\nTwo years."),
        ("reply-chinese", "回覆：辦公室", "您好，三月一日可以。\n謝謝"),
        ("outlook-chinese", "RE: office", "好的，請安排參訪。"),
        (
            "reply-polish",
            "Odp: zapytanie o przeładunek",
            "Dzień dobry,\nodpowiadam: tak, prosimy o spotkanie w Gdyni.",
        ),
        ("reply-polish-gmail", "Re: wizyta", "Pasuje."),
        ("reply-malay", "Re: lawatan", "Ya, kami setuju."),
        (
            "declared-latin-is-1250",
            "Pytanie",
            "Szanowni Państwo,\nprosimy o pomoc w założeniu spółki. Świetnie, że już działacie.",
        ),
        (
            "declared-latin-is-big5",
            "office",
            "您好，我們想在亞洲新灣區找一間辦公室，請問需要準備哪些文件？",
        ),
        ("big5-headers-raw", "詢問進駐補助", "請問補助的申請期限是哪一天？碁峰公司"),
        (
            "no-charset-is-polish-2",
            "Statek",
            "Statek już płynie. Dziękuję za szybką odpowiedź, także w imieniu spółki Żegluga.",
        ),
        ("iso-2022-jp", "高雄の事務所", "事務所を探しています。"),
        ("letter-cut-across-words", "辦公室詢問", "Hello"),
        (
            "web-only",
            "Re: Visit",
            "We come on Tuesday, see our plan <https://example.org/plan>.\n• four people",
        ),
        ("two-ways-and-files", "Plan", "The plan is enclosed."),
        ("no-body", "Call me", ""),
        ("torn-multipart", "Torn", "Only this arrived."),
    ],
)
def test_words_of_a_letter(name, subject, new_text):
    letter = _letter(name)
    assert (letter.subject, letter.new_text) == (subject, new_text)
    assert letter.nature is Nature.ORDINARY


def test_thread_sender_and_instant():
    letter = _letter("reply-english")
    assert (letter.message_id, letter.in_reply_to) == ("q2@example.org", "case-7@window.example")
    assert letter.references == ("case-1@window.example", "case-7@window.example")
    assert letter.date == datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
    assert (letter.sender.name, letter.sender.address) == ("Anna Nowak", "anna@example.org")
    assert [one.address for one in letter.to] == ["window@example.org"]
    assert _letter("big5-headers-raw").sender.name == "陳大文"
    assert _letter("big5-headers-raw").languages == ("zh-hant",)
    assert read_letter(LETTERS["reply-english"], now=datetime(2025, 1, 1, tzinfo=UTC)).date is None


def test_all_words_are_kept_beside_the_new_ones():
    assert "> Please answer by Friday." in _letter("reply-english").text
    assert "三月一日可以嗎" in _letter("reply-chinese").text
    assert "+48 58 000 00 00" in _letter("plain-english").text
    web = _letter("web-only").text
    assert "> When do you come?" in web
    assert "tracked" not in web
    assert "color" not in web


def test_files_by_the_names_that_their_sender_gave():
    files = _letter("two-ways-and-files").attachments
    assert [(one.name, one.media_type, one.is_inline) for one in files] == [
        ("計畫.pdf", "application/pdf", False),
        ("logo.png", "image/png", True),
        ("名單.csv", "text/csv", False),
    ]
    assert (files[0].content, files[0].size_bytes) == (b"%PDF-1.7\n%%EOF", 14)
    (torn,) = _letter("torn-multipart").attachments
    assert (torn.name, torn.content) == ("passwd.pdf", b"%PDF-1.7")


def test_what_was_passed_on_is_kept():
    letter = _letter("passed-on")
    assert letter.new_text.endswith("We sell cranes.")
    (inner,) = letter.attachments
    assert (inner.name, inner.media_type) == ("Cranes.eml", "message/rfc822")
    assert read_letter(inner.content).message_id == "inner@example.net"


def test_file_of_outlook_is_named_as_unreadable():
    letter = _letter("winmail")
    assert [one.name for one in letter.attachments] == ["winmail.dat"]
    assert "winmail.dat was packed by Outlook" in letter.notes[0]


@pytest.mark.parametrize(
    ("name", "nature"),
    [("away-polish", Nature.AUTOMATIC), ("away-header", Nature.AUTOMATIC), ("list", Nature.LIST)],
)
def test_nature_of_what_no_person_wrote(name, nature):
    assert _letter(name).nature is nature


@pytest.mark.parametrize(
    ("subject", "nature"),
    [
        ("Automatic reply: Visit", Nature.AUTOMATIC),
        ("Out of Office", Nature.AUTOMATIC),
        ("自動回覆：參訪", Nature.AUTOMATIC),
        ("Balasan automatik: lawatan", Nature.AUTOMATIC),
        ("Automatic weather stations", Nature.ORDINARY),
        ("Our automatic reply to visitors", Nature.ORDINARY),
        ("On leave entitlements of interns", Nature.ORDINARY),
    ],
)
def test_subject_of_an_automatic_answer(subject, nature):
    message = f"From: a@example.org\nSubject: {subject}\n\nHello\n".encode()
    assert read_letter(message).nature is nature


def test_report_of_a_mail_server():
    letter = _letter("bounce-report")
    assert letter.nature is Nature.BOUNCE
    assert letter.bounce.original_message_id == "0190-9@window.example"
    assert letter.bounce.recipients == (
        FailedRecipient("nobody@example.net", "5.1.1", "550 5.1.1 No such user"),
        FailedRecipient("slow@example.net", "4.4.1", "", is_final=False),
    )


@pytest.mark.parametrize(
    ("name", "address", "status", "said", "is_final", "original"),
    [
        ("bounce-qmail", "nobody@example.net", "", "550 no such mailbox", True, "0190-10@window.example"),
        ("bounce-exim", "gone@example.net", "4.2.2", "Mailbox full", False, "0190-11@window.example"),
    ],
)
def test_mail_server_in_words_of_its_own(name, address, status, said, is_final, original):
    letter = _letter(name)
    assert letter.nature is Nature.BOUNCE
    (one,) = letter.bounce.recipients
    assert (one.address, one.status, one.is_final) == (address, status, is_final)
    assert said in one.diagnostic
    assert letter.bounce.original_message_id == original


def test_missing_id_is_the_same_each_time_and_absurd_date_is_none():
    one, other = _letter("no-id-absurd-date"), _letter("no-id-absurd-date")
    assert one.message_id == other.message_id
    assert one.message_id.endswith("@no-id.invalid")
    assert one.date is None


def test_broken_headers_still_give_words():
    letter = _letter("broken-headers")
    assert letter.text == "Hello fire"
    assert letter.subject.startswith("Hello")
    assert letter.sender.address == "anna@example.org"
    assert letter.date is None


def test_letter_that_only_quotes_says_nothing_new():
    letter = read_letter(b"From: a@b.example\nSubject: Re: x\n\nOn 5 Jan 2026, Desk wrote:\n> Reply YES.\n")
    assert letter.new_text == ""
    assert "> Reply YES." in letter.text


def test_separator_of_outlook_ends_what_is_new():
    for separator in ("-----Original Message-----", "-----原始郵件-----", "-----Wiadomość oryginalna-----"):
        message = f"From: a@b.example\nSubject: RE: x\n\nNew.\n\n{separator}\nOld.\n".encode()
        assert read_letter(message).new_text == "New."


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b" \n", "The message is empty"),
        (b"x" * (LARGEST_BYTES + 1), "The letter has 20.0 MB"),
        (b"\x89PNG\r\n\x1a\n", "The message is damaged and cannot be read as a letter"),
        (
            b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhi\n" * 600,
            "The letter has 601 parts",
        ),
    ],
)
def test_message_that_is_refused_says_why(content, what):
    with pytest.raises(InputError) as refused:
        read_letter(content)
    assert refused.value.what == what
    assert refused.value.next_step


def test_nesting_without_end_is_refused_in_words():
    head = b"From: a@b.example\n"
    for depth in range(3000):
        head += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
    assert _is_readable_or_refused(head)


def _is_readable_or_refused(content):
    try:
        letter = read_letter(content)
    except InputError as error:
        return bool(error.what and error.next_step)
    return _storable(letter)


def _storable(letter):
    """Whether a database takes every word."""
    words = [letter.subject, letter.text, letter.new_text, letter.message_id, *letter.references]
    words += [one.name for one in letter.attachments]
    words += [part for one in (*letter.to, *letter.cc) for part in (one.name, one.address)]
    return all("\x00" not in one and one.encode("utf-8") is not None for one in words)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=600))
def test_any_bytes_are_read_or_refused_in_words(content):
    for given_bytes in (content, b"From: a@b.example\nContent-Type: " + content):
        assert _is_readable_or_refused(given_bytes)


@settings(max_examples=250, deadline=None)
@given(
    name=st.sampled_from(sorted(LETTERS)),
    place=st.floats(0, 1),
    cut=st.integers(0, 60),
    put=st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            (b'"', b"\x00", b"=?utf-8?B?", b"; name*0*=big5'", b"*99999=", b"((((", b"\n\n", b"--edge", b"\r")
        ),
    ),
)
def test_damaged_letter_is_read_or_refused_in_words(name, place, cut, put):
    whole = LETTERS[name]
    at = int(place * len(whole))
    assert _is_readable_or_refused(whole[:at] + put + whole[at + cut :])
