"""An enquiry from its first answer in the form to what its writer decides about it later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.offices.cases.actions import drafting, enquirer, handover, receiving, work
from sistership.window.offices.cases.addresses import case_by_secret, enquirer_url
from sistership.window.offices.cases.models import Case, CaseMessage, EnquiryDraft
from sistership.window.offices.cases.retention import RETENTION
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MONDAY = datetime(2026, 7, 6, 2, tzinfo=UTC)
PDF = b"%PDF-1.7\n%%EOF"
WORDS = receiving.Enquiry(
    service="landing", text="Szukamy biura.", language="pl", name="Anna", email="anna@firma.example"
)


@pytest.fixture
def case(world) -> Case:
    with clock.at(MONDAY):
        return receiving.receive(
            actor=work.ENQUIRER, side=world.side_k, enquiry=WORDS, came=receiving.Came(channel="form")
        )


def test_a_draft_is_kept_answer_by_answer_and_sent_once(world):
    secret = drafting.begin(language="en", answers={"partnership": "kaohsiung-gdynia"})
    drafting.keep(secret, language="pl", answers={"you": {"name": "Anna"}})
    drafting.attach(secret, language="pl", uploads=[("plan.pdf", PDF), ("other.pdf", PDF + b"\n")])
    kept = drafting.find(secret)
    assert (kept.language, kept.answers["you"], len(kept.answers["files"])) == ("pl", {"name": "Anna"}, 2)
    drafting.detach(secret, language="pl", sha256=kept.answers["files"][1]["sha256"])
    first = drafting.send(secret, side=world.side_g, enquiry=WORDS)
    count = Case.objects.count()
    assert drafting.send(secret, side=world.side_g, enquiry=WORDS) == first
    assert Case.objects.count() == count
    opened = case_by_secret(first)
    assert (opened.side, opened.channel) == (world.side_g, "form")
    assert [one.name for one in opened.messages.get().files.all()] == ["plan.pdf"]
    assert EnquiryDraft.objects.get().answers == {drafting.SENT: first}  # nothing else of it is left


def test_a_draft_is_over_after_its_days_and_retention_takes_it(world):
    with clock.at(MONDAY):
        secret = drafting.begin(language="en", answers={"partnership": "kaohsiung-gdynia"})
        letter = drafting.mail_link(secret, language="pl", email="anna@firma.example")
    assert secret in letter.body
    assert "/pl/" in letter.body
    later = MONDAY + timedelta(days=31)
    with clock.at(later), pytest.raises(InputError):
        drafting.find(secret)
    assert RETENTION["enquiry_drafts"].due(later - timedelta(days=30)).count() == 1


@pytest.mark.parametrize(
    "uploads", [[("a.exe", b"MZ\x90\x00")], [(f"{number}.pdf", PDF) for number in range(11)]]
)
def test_a_file_that_is_not_taken_leaves_the_draft_as_it_was(world, uploads):
    secret = drafting.begin(language="en", answers={"partnership": "kaohsiung-gdynia"})
    with pytest.raises(InputError):
        drafting.attach(secret, language="en", uploads=uploads)
    assert "files" not in drafting.find(secret).answers


def test_who_no_longer_agrees_takes_an_open_offer_back(world, case):
    with clock.at(MONDAY):
        offered = handover.offer(
            actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="x", language="en"
        )
        case = enquirer.let_read(case=case, is_agreed=False)
    offered.refresh_from_db()
    assert offered.state == "withdrawn"
    assert list(Case.objects.get(pk=case.pk).sides.all()) == [world.side_k]
    assert not case.may_be_handed_over
    enquirer.let_read(case=case, is_agreed=True)
    actions = Entry.objects.filter(subject_id=case.public_id).values_list("action", flat=True)
    assert {"case.reading_refused", "case.reading_agreed"} <= set(actions)


def test_a_withdrawn_enquiry_is_closed_once_and_the_desk_told_without_its_words(world, case):
    with clock.at(MONDAY + timedelta(hours=1)):
        case = enquirer.withdraw(case=case)
    assert (case.state, case.outcome_kind, case.due_at) == ("closed", "withdrawn", None)
    letter = Message.objects.filter(to="desk-kaohsiung@example.org").latest("pk")
    assert case.number in letter.subject
    assert "biura" not in letter.subject + letter.body
    with pytest.raises(StateError):
        enquirer.withdraw(case=case)


def test_who_is_forgotten_leaves_the_clocks_and_no_word(world, case):
    with clock.at(MONDAY + timedelta(hours=2)):
        work.write(
            actor=world.officer_k.ref,
            case=case,
            kind="asked",
            words=work.Words(text="Jak duże biuro?", language="pl"),
            author="Officer",
        )
    clocks = case.clocks.count()
    with clock.at(MONDAY + timedelta(hours=3)):
        enquirer.forget(case=case)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.enquirer_email, case.enquirer_name, case.subject) == ("closed", "", "", "—")
    assert case.first_answered_at is not None
    assert case.clocks.count() == clocks
    assert set(CaseMessage.objects.filter(case=case).values_list("text", flat=True)) == {"—"}
    for letter in Message.objects.filter(about_id=case.public_id):
        assert "biur" not in letter.subject + letter.body
        assert letter.to != "anna@firma.example"
    assert Entry.objects.filter(subject_id=case.public_id, action="case.forgotten").exists()
    assert all(not report.problems for report in verify())


def test_links_are_mailed_to_a_known_address_alone(world, case):
    assert enquirer.mail_links(email="nobody@example.net", language="en") is None
    letter = enquirer.mail_links(email="ANNA@firma.example", language="en")
    assert letter.to == "anna@firma.example"
    assert enquirer_url(case) in letter.body
    assert not [one for one in (world.case, world.offered.case) if one.number in letter.body]
    assert enquirer.mail_links(email=" ", language="en") is None
