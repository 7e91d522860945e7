"""The desk's pages of cases: lists and filters, deeds, words, offers by link; and who may not read them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.outside.translation_server import running

from sistership.window.ground import clock
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.models import Evidence
from sistership.window.offices.cases import tasks
from sistership.window.offices.cases.actions import handover, receiving, work
from sistership.window.offices.cases.addresses import enquirer_secret
from sistership.window.offices.cases.models import (
    Case,
    CaseFile,
    CaseFileNumber,
    CaseMessage,
    Handover,
    MessageTranslation,
    Recommendation,
    SavedFilter,
)
from sistership.window.offices.notices.models import Message

FAILED = "The translation service made no draft"
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def browser(account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def address(name: str, *args: object) -> str:
    return reverse(name, args=[getattr(one, "public_id", one) for one in args])


def upload(name: str) -> SimpleUploadedFile:
    """A text file whose content is its name."""
    return SimpleUploadedFile(name, name.partition(".")[0].capitalize().encode(), "text/plain")


@pytest.fixture
def desk(world):
    """A browser of an officer of Kaohsiung."""
    return browser(world.officer_k)


@pytest.fixture
def case(world):
    """A case of Kaohsiung with an address, that nobody has taken."""
    enquiry = receiving.Enquiry(
        service="landing",
        text="Szukamy biura.",
        language="pl",
        subject="Biuro",
        email="anna@firma.example",
        organisation="Firma",
    )
    return receiving.receive(
        actor=work.ENQUIRER, side=world.side_k, enquiry=enquiry, came=receiving.Came(channel="form")
    )


def test_the_lists_hold_what_their_names_say(world, desk, case):
    def listed(**parts):
        page = desk.get(address("desk_cases"), parts)
        return {row.case.pk for row in page.context["rows"]}

    offered = world.offered.case.pk
    assert listed() == set()
    assert listed(tab="desk") == {case.pk, world.case.pk, offered}
    work.take(actor=world.officer_k.ref, case=case, account=world.officer_k)
    assert listed() == listed(tab="mine") == {case.pk}
    assert listed(tab="partner") == {offered}
    assert listed(tab="all", words="firma") == {case.pk}
    assert listed(tab="all", language="en", officer="-") == {world.case.pk, offered}
    assert listed(tab="no such tab") == {case.pk}
    tabs = {str(name): number for name, _url, number, _is in desk.get(address("desk_cases")).context["tabs"]}
    assert (tabs["Mine"], tabs["My desk's"], tabs["Waiting on the other city"]) == (1, 3, 1)
    page = browser(world.officer_g).get(address("desk_cases"), {"tab": "offered"})
    (row,) = page.context["rows"]
    assert row.clock.at == world.offered.expires_at


def test_a_clock_that_runs_out_moves_the_case(world, desk, case):
    for instant, tab in ((case.at_risk_from, "risk"), (case.due_at, "late")):
        with clock.at(instant):
            page = browser(world.officer_k).get(address("desk_cases"), {"tab": tab})
            assert case.pk in {row.case.pk for row in page.context["rows"]}


@pytest.mark.parametrize(
    "name", ["desk_case", "desk_write", "desk_close_case", "desk_merge_case", "desk_note"]
)
def test_other_partnerships_and_the_administrator_see_no_case(world, name):
    for account in (world.officer_p, world.administrator, world.officer_g):
        assert browser(account).get(address(name, world.case)).status_code in (403, 404)
    assert browser(world.officer_p).get(address("desk_case", world.case)).status_code == 404


def test_the_asked_side_reads_no_note_and_does_no_deed(world):
    case = world.offered.case
    work.note(
        actor=world.officer_k.ref, case=case, side=world.side_k, text="Ask Mr Lin", language="en", author="K"
    )
    asked = browser(world.officer_g)
    page = asked.get(address("desk_case", case))
    assert b"They ask about Gdynia" in page.content
    assert b"Ask Mr Lin" not in page.content
    assert b"Ask Mr Lin" in browser(world.officer_k).get(address("desk_case", case)).content
    note = CaseMessage.objects.get(text="Ask Mr Lin")
    assert asked.get(address("desk_translate_message", note)).status_code == 404
    assert asked.post(address("desk_act_on_case", case, "take")).status_code == 403
    assert asked.post(address("desk_write", case), {"kind": "replied", "text": "x"}).status_code == 403


def test_several_cases_at_once_answer_for_themselves(world, desk, case):
    other = world.offered.case
    handover.accept(actor=world.officer_g.ref, handover=world.offered)
    sent = {
        "deed": "priority",
        "priority": "3",
        "case": [case.public_id, other.public_id],
        "back": "tab=desk",
    }
    page = desk.post(address("desk_act_on_cases"), sent)
    assert [bool(one.refused) for one in page.context["done"]] == [True, False]
    assert b"Another city owes this case" in page.content
    assert Case.objects.get(pk=case.pk).priority == 3
    desk.post(address("desk_act_on_cases"), {"deed": "spam", "case": [case.public_id]})
    assert Case.objects.get(pk=case.pk).outcome_kind == "spam"
    assert desk.post(address("desk_act_on_cases"), {"deed": "take"}).status_code == 302
    assert desk.post(address("desk_act_on_cases"), {"deed": "take", "case": "x"}).status_code == 404


def test_a_template_is_written_to_several_and_each_says_what_became_of_it(world, desk, case):
    template = world.template
    write_texts(template, {"body": {"pl": "Sprawa {number}"}, "subject": {"pl": "Otrzymaliśmy"}})
    enquiry = receiving.Enquiry(service="landing", text="Halo", language="ms", email="ali@firma.example")
    malay = receiving.receive(
        actor=work.ENQUIRER, side=world.side_k, enquiry=enquiry, came=receiving.Came(channel="form")
    )
    cases = [case, malay, world.offered.case]
    sent = {"deed": "write", "case": [one.public_id for one in cases], "back": "tab=all"}
    assert desk.post(address("desk_act_on_cases"), sent).status_code == 302  # no template was chosen
    handover.accept(actor=world.officer_g.ref, handover=world.offered)
    sent |= {"template": template.public_id, "kind": "replied"}
    page = desk.post(address("desk_act_on_cases"), sent)
    became = {one.case.pk: one.refused for one in page.context["done"]}
    assert [became[case.pk], *(bool(became[one.pk]) for one in cases[1:])] == ["", True, True]
    assert "not there in the enquirer" in became[malay.pk]
    out = CaseMessage.objects.filter(direction="out", case__in=cases[:2]).get()
    assert (out.case, out.text, out.subject) == (case, f"Sprawa {case.number}", "Otrzymaliśmy")
    assert Message.objects.get(public_id=out.letter_id).to == "anna@firma.example"


def test_several_files_go_with_words_and_stand_on_the_enquirers_page(world, desk, case):
    sent = {"kind": "replied", "text": "Proszę", "files": [upload("map.txt"), upload("plan.txt")]}
    assert desk.post(address("desk_write", case), sent).status_code == 302
    names = ["map.txt", "plan.txt"]
    assert [one.name for one in CaseFile.objects.filter(message__direction="out").order_by("pk")] == names
    secret = enquirer_secret(case)
    page = Client().get(reverse("enquiry", args=[secret])).content.decode()
    for one in CaseFile.objects.all():
        link = reverse("enquiry_file", args=[secret, one.public_id])
        assert link in page
        assert b"".join(Client().get(link).streaming_content).decode().lower() == one.name[:-4]
    many = [upload(f"{number}.txt") for number in range(11)]
    refused = desk.post(address("desk_write", case), {**sent, "files": many})
    assert refused.context["form"].errors["files"]
    assert CaseFile.objects.count() == 2


def test_a_filter_is_kept_renamed_and_deleted_by_its_owner(world, desk):
    desk.post(address("desk_case_filters"), {"name": "Polish", "query": "tab=desk&language=pl&evil=1"})
    saved = SavedFilter.objects.get()
    assert saved.query == {"tab": "desk", "language": "pl"}
    twice = desk.post(address("desk_case_filters"), {"name": "Polish", "query": "tab=all"}, follow=True)
    assert b"You keep a filter named" in twice.content
    stranger = browser(world.lead_k)
    assert stranger.post(address("desk_change_filter", saved), {"delete": "1"}).status_code == 404
    desk.post(address("desk_change_filter", saved), {"name": "From Poland"})
    assert b"From Poland" in desk.get(address("desk_cases")).content
    desk.post(address("desk_change_filter", saved), {"delete": "1"})
    assert not SavedFilter.objects.exists()


def test_words_are_not_sent_over_what_came_meanwhile(world, desk, case):
    seen = desk.get(address("desk_case", case)).context["write"].initial["seen"]
    work.hear(case=case, text="Jeszcze jedno pytanie.", came=receiving.Came(channel="form"))
    sent = {"kind": "answered", "text": "Odpowiedź", "seen": seen}
    page = desk.post(address("desk_write", case), sent)
    assert page.status_code == 409
    assert "Jeszcze jedno pytanie." in page.content.decode()
    assert not CaseMessage.objects.filter(direction="out").exists()
    again = {**sent, "seen": page.context["form"]["seen"].value()}
    assert desk.post(address("desk_write", case), again).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "answered"


def test_an_answer_closes_in_one_step_and_needs_its_outcome(world, desk, case):
    sent = {"kind": "closing", "text": "Gotowe", "language": "pl", "outcome_kind": ""}
    assert desk.post(address("desk_write", case), sent).status_code == 422
    desk.post(address("desk_write", case), {**sent, "outcome_kind": "served"})
    closed = Case.objects.get(pk=case.pk)
    assert (closed.state, closed.outcome_kind) == ("closed", "served")
    reopened = desk.post(address("desk_reopen_case", case), {"reason": "Nowe pytanie"})
    assert reopened.status_code == 302
    assert Case.objects.get(pk=case.pk).state == "reopened"


def test_a_template_begins_the_letter(world, desk, case):
    page = desk.get(address("desk_write", case), {"template": world.template.public_id})
    assert page.context["form"]["text"].value().startswith("Dear ")
    assert [str(one) for one in page.context["marks"]]


def test_a_case_is_offered_and_taken_by_the_link_in_the_letter(world, desk, case):
    assert (
        desk.post(address("desk_offer_case", case), {"to": "gdynia", "reason": "Pyta o Gdynię"}).status_code
        == 302
    )
    letter = Message.objects.filter(about_kind="handover").latest("pk")
    link = next(line for line in letter.body.splitlines() if "/handover/" in line)
    path = "/" + link.split("/", 3)[3]
    for kind, name, sent in (
        ("desk_write", "plan.txt", {"kind": "replied", "text": "Proszę"}),
        ("desk_note", "secret.txt", {"text": "Secret"}),
    ):
        assert desk.post(address(kind, case), {**sent, "files": [upload(name)]}).status_code == 302
    nobody = Client()
    shown = nobody.get(path)
    assert "Szukamy biura." in shown.content.decode()
    assert b"Secret" not in shown.content
    kept = {one.name: nobody.get(f"{path}files/{one.public_id}/") for one in CaseFile.objects.all()}
    assert {name: answer.status_code for name, answer in kept.items()} == {"plan.txt": 200, "secret.txt": 404}
    assert b"".join(kept["plan.txt"].streaming_content) == b"Plan"
    assert address("desk_case_file", CaseFile.objects.get(name="plan.txt")) not in shown.content.decode()
    assert nobody.post(path, {"deed": "declined", "answer": ""}).status_code == 422
    assert nobody.post(path, {"deed": "accepted", "answer": ""}, follow=True).status_code == 200
    assert Case.objects.get(pk=case.pk).side == world.side_g
    assert nobody.get(path).status_code == 410
    plan = CaseFile.objects.get(name="plan.txt").public_id
    assert nobody.get(f"{path}files/{plan}/").status_code == 410
    assert nobody.get(path.replace("/handover/", "/handover/x")).status_code == 404


def test_an_offer_is_declined_at_the_desk_with_a_reason(world):
    asked, case = browser(world.officer_g), world.offered.case
    assert asked.post(address("desk_answer_offer", case), {"deed": "declined"}).status_code == 422
    asked.post(address("desk_answer_offer", case), {"deed": "declined", "answer": "Nie u nas"})
    assert Handover.objects.get(pk=world.offered.pk).state == "declined"
    assert asked.get(address("desk_case", case)).status_code == 404


def test_a_closed_case_becomes_evidence_without_its_enquirer(world, desk, case):
    desk.post(
        address("desk_close_case", case), {"outcome_kind": "served", "commitment": world.commitment.public_id}
    )
    before = Evidence.objects.count()
    sent = {"title_en": "A firm found an office", "side": "kaohsiung", "is_public": "on"}
    answer = desk.post(address("desk_file_case", case), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    filed = Evidence.objects.latest("pk")
    assert Evidence.objects.count() == before + 1
    assert (filed.record_id, filed.record_title) == (case.public_id, case.number)


def test_duplicates_are_found_and_merged(world, desk, case):
    again = receiving.receive(
        actor=work.ENQUIRER,
        side=world.side_k,
        enquiry=receiving.Enquiry(
            service="landing", text="Nadal szukamy biura", language="pl", email="anna@firma.example"
        ),
        came=receiving.Came(channel="form"),
    )
    choices = desk.get(address("desk_merge_case", again)).context["form"].fields["into"].choices
    assert str(case.public_id) in dict(choices)
    assert desk.post(address("desk_merge_case", again), {"number": "NONE-1"}).status_code == 422
    desk.post(address("desk_merge_case", again), {"into": case.public_id})
    assert Case.objects.get(pk=again.pk).merged_into == case
    assert again.number.encode() in desk.get(address("desk_case", case)).content


def test_assigning_notices_that_somebody_else_did(world, desk, case):
    form = desk.get(address("desk_assign_case", case))
    work.take(actor=world.lead_k.ref, case=case, account=world.lead_k)
    sent = {
        "version": form.context["version"],
        "desk": "",
        "officer": world.officer_k.public_id,
        "priority": "2",
    }
    assert desk.post(address("desk_assign_case", case), sent).status_code == 409
    assert Case.objects.get(pk=case.pk).officer == world.lead_k


def test_each_side_keeps_its_own_file_number(world, desk, case):
    page = desk.get(address("desk_case_particulars", case))
    sent = {"version": page.context["version"], "file_number": "高市府字第 1150001 號", "organisation": ""}
    desk.post(address("desk_case_particulars", case), sent)
    assert CaseFileNumber.objects.get(case=case).side == world.side_k
    assert "1150001" in desk.get(address("desk_case", case)).content.decode()


def test_a_translation_stands_beside_the_words(world, desk, case):
    message = case.messages.get()
    desk.post(address("desk_translate_message", message), {"text": "We look for an office."})
    kept = MessageTranslation.objects.get(message=message)
    assert (kept.language, kept.is_machine_draft) == ("en", False)
    page = desk.get(address("desk_case", case)).content.decode()
    assert "Szukamy biura." in page
    assert "We look for an office." in page


def test_a_machine_drafts_and_its_failure_is_said_on_the_case(world, desk, case, settings):
    message = case.messages.get()

    def ask() -> str:
        desk.post(address("desk_draft_message", case), {"message": message.public_id})
        return tasks.draft_translation(str(message.public_id), "en", str(world.officer_k.public_id))

    def shown() -> str:
        return desk.get(address("desk_case", case)).content.decode()

    assert "Have a machine draft it" not in shown()
    settings.TRANSLATOR = "libretranslate"
    with running(status=500) as service:
        settings.TRANSLATOR_OPTIONS = {"url": service.url, "timeout_s": 5.0}
        assert ask() == "no draft"
        assert FAILED in shown()
        assert not MessageTranslation.objects.exists()
        service.status = 200
        assert ask() == "drafted"
    assert "Szukamy biura." in str(service.asked[-1]["q"])
    assert "machine draft" in shown()
    assert FAILED not in shown()
    assert MessageTranslation.objects.get(message=message).is_machine_draft
    assert ask() == "nothing to do"


def test_a_case_is_read_by_a_deed_and_not_by_looking(world, desk, case):
    assert desk.get(address("desk_case", case)).context["is_unread"]
    assert Case.objects.get(pk=case.pk).is_unread
    assert browser(world.officer_g).post(address("desk_act_on_case", case, "read")).status_code == 404
    desk.post(address("desk_act_on_case", case, "read"))
    assert not Case.objects.get(pk=case.pk).is_unread


def test_a_complaint_becomes_a_recommendation_with_its_answer(world, desk):
    complaint = receiving.receive(
        actor=work.ENQUIRER,
        side=world.side_k,
        enquiry=receiving.Enquiry(
            service="grievance", text="Nobody answers", language="en", email="x@y.example"
        ),
        came=receiving.Came(channel="form"),
    )
    sent = {"side": "gdynia", "title_en": "Answer in time", "text_en": "Within two days."}
    desk.post(address("desk_recommend", complaint), sent)
    made = Recommendation.objects.get()
    other = browser(world.officer_g)
    page = other.get(address("desk_recommendation", made)).content
    assert complaint.number.encode() not in page  # the other side does not read the case
    other.post(address("desk_recommendation", made), {"state": "followed", "answer_en": "We do."})
    assert Recommendation.objects.get().state == "followed"
    assert other.post(address("desk_publish_recommendation", made)).status_code == 403
    desk.post(address("desk_publish_recommendation", made))
    assert Recommendation.objects.get().is_public
    assert browser(world.officer_p).get(address("desk_recommendation", made)).status_code == 200
    assert desk.get(address("desk_recommend", world.case)).status_code == 404


def test_a_case_told_by_telephone_is_opened(world, desk):
    side = world.side_k.public_id
    sent = {"side": side, "service": "visit", "text": "想參訪港口", "language": "zh-hant"}
    assert desk.post(address("desk_new_case"), sent).status_code == 422  # no way to answer
    opened = desk.post(address("desk_new_case"), {**sent, "telephone": "07-000"})
    assert opened.status_code == 302
    case = Case.objects.latest("pk")
    assert (case.channel, case.received_by, case.may_be_handed_over) == ("phone", world.side_k, False)


def test_a_failed_letter_is_shown_and_sent_again(world, desk, case):
    letter = Message.objects.filter(about_id=case.public_id).first()
    letter.state = Message.State.FAILED
    letter.save()
    assert letter.subject in desk.get(address("desk_case", case)).content.decode()
    desk.post(address("desk_retry_letter", case, letter))
    letter.refresh_from_db()
    assert letter.state == Message.State.QUEUED
    assert desk.post(address("desk_retry_letter", world.case, letter)).status_code == 404


def test_the_enquirers_old_link_opens_nothing_any_more(world, desk, case):
    desk.post(address("desk_act_on_case", case, "renew"))
    assert Case.objects.get(pk=case.pk).link_version == 2


def test_the_working_day_shows_the_cases(world, desk, case):
    work.take(actor=world.officer_k.ref, case=case, account=world.officer_k)
    with clock.at(case.due_at):
        page = browser(world.officer_k).get(address("desk"))
    cases = page.context["cases"]
    assert [row.case for row in cases.due_today] == [case]
    assert world.case in [row.case for row in cases.nobodys]
