"""A case from its first message to its outcome, through every deed of the office."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sistership.common.errors import InputError, RuleError, StateError
from sistership.window.ground import clock
from sistership.window.offices.cases import addresses
from sistership.window.offices.cases.actions import handover, receiving, routing, work
from sistership.window.offices.cases.actions.projection import rebuild
from sistership.window.offices.cases.models import Case, CaseMessage, RoutingRule, RuleSet
from sistership.window.offices.cases.rules import visible_cases, visible_messages
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices.models import Message

MONDAY = datetime(2026, 7, 6, 2, tzinfo=UTC)
"""10:00 in Kaohsiung."""


def enquiry(**changes: object) -> receiving.Enquiry:
    values: dict[str, object] = {
        "service": "landing",
        "text": "Szukamy biura w Kaohsiung.\nKto nam pomoże?",
        "language": "pl",
        "name": "Anna Nowak",
        "email": "Anna@firma.example",
        "organisation": "Firma Sp. z o.o.",
    }
    return receiving.Enquiry(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def case(world):
    with clock.at(MONDAY):
        return receiving.receive(
            actor=work.ENQUIRER, side=world.side_k, enquiry=enquiry(), came=receiving.Came(channel="form")
        )


def test_receiving_numbers_the_case_and_writes_to_both(world, case):
    assert case.number == "KAO-GDY-2026-00003"  # the world has two
    assert case.subject == "Szukamy biura w Kaohsiung."
    assert case.due_clock == "first_answer"
    letters = {letter.to: letter for letter in Message.objects.filter(about_id=case.public_id)}
    assert set(letters) == {"anna@firma.example", "desk-kaohsiung@example.org"}
    assert letters["anna@firma.example"].language == "pl"
    assert addresses.enquirer_url(case) in letters["anna@firma.example"].body


def test_the_link_of_the_enquirer_finds_the_case_until_it_is_void(case):
    secret = addresses.enquirer_secret(case)
    assert addresses.case_by_secret(secret) == case
    case.link_version += 1
    case.save()
    with pytest.raises(InputError):
        addresses.case_by_secret(secret)


def test_both_sides_work_on_one_case(world, case):
    reader_k, reader_g, reader_p = world.officer_k, world.officer_g, world.officer_p
    assert case in visible_cases(reader_k)
    assert case not in visible_cases(reader_g)
    with clock.at(MONDAY):
        work.take(actor=reader_k.ref, case=case, account=reader_k)
        work.note(
            actor=reader_k.ref,
            case=case,
            side=world.side_k,
            text="內部:先問經發局",
            language="zh-hant",
            author="K",
        )
        offered = handover.offer(
            actor=reader_k.ref, case=case, to_side=world.side_g, reason="Szukają w Gdyni", language="pl"
        )
    assert case in visible_cases(reader_g)
    assert case not in visible_cases(reader_p)
    assert not visible_messages(reader_g).filter(direction="note").exists()
    with clock.at(MONDAY):
        handover.accept(actor=reader_g.ref, handover=offered)
    case = Case.objects.get(pk=case.pk)
    assert (case.side, case.state, case.officer) == (world.side_g, "handed_over", None)
    with clock.at(MONDAY):
        words = work.Words(text="Dzień dobry, odpowiadamy.", language="pl")
        work.write(actor=reader_g.ref, case=case, kind="answered", words=words, author="G")
        work.close(
            actor=reader_g.ref,
            case=case,
            outcome=work.Outcome("served", {"pl": "Biuro znalezione"}, world.commitment),
        )
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.commitment, case.due_at) == ("closed", world.commitment, None)
    assert rebuild() == 0
    assert all(not report.problems for report in verify())
    letter = Message.objects.get(public_id=CaseMessage.objects.get(direction="out").letter_id)
    assert letter.is_personal
    assert letter.body.startswith("Dzień dobry, odpowiadamy.")


def test_a_declined_offer_is_no_longer_read(world, case):
    with clock.at(MONDAY):
        offered = handover.offer(
            actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="x", language="pl"
        )
        with pytest.raises(StateError):
            handover.offer(
                actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="x", language="pl"
            )
        handover.decline(actor=world.officer_g.ref, handover=offered, answer="Nie u nas", language="pl")
    assert case not in visible_cases(world.officer_g)


def test_an_offer_that_nobody_takes_expires(world, case):
    with clock.at(MONDAY):
        offered = handover.offer(
            actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="x", language="pl"
        )
        assert handover.expire_due() == 0
    with clock.at(offered.expires_at):
        assert handover.expire_due() == 1
        assert handover.expire_due() == 0
    assert case not in visible_cases(world.officer_g)


def test_without_consent_the_case_stays(world):
    with clock.at(MONDAY):
        kept = receiving.receive(
            actor=work.ENQUIRER,
            side=world.side_k,
            enquiry=enquiry(may_be_handed_over=False),
            came=receiving.Came(channel="form"),
        )
        with pytest.raises(RuleError):
            handover.offer(
                actor=world.officer_k.ref, case=kept, to_side=world.side_g, reason="x", language="pl"
            )


def test_the_first_rule_that_fits_sends_the_case(world):
    rules = RuleSet.objects.create(side=world.side_k, name="2026", state=RuleSet.State.ON)
    RoutingRule.objects.create(rule_set=rules, position=1, service="talent", priority=3)
    RoutingRule.objects.create(rule_set=rules, position=2, language="pl", officer=world.officer_k, priority=3)
    RoutingRule.objects.create(rule_set=rules, position=3)
    with clock.at(MONDAY):
        case = receiving.receive(
            actor=work.ENQUIRER, side=world.side_k, enquiry=enquiry(), came=receiving.Came(channel="form")
        )
    assert (case.state, case.officer, case.priority) == ("routed", world.officer_k, 3)
    assert case.routed_why["conditions"] == {"language": "pl"}
    with clock.at(MONDAY), pytest.raises(InputError):
        routing.send_to(actor=world.officer_k.ref, case=case, desk=None, officer=world.officer_p, priority=2)


def test_duplicates_go_on_under_one_number(world, case):
    with clock.at(MONDAY):
        second = receiving.receive(
            actor=work.ENQUIRER, side=world.side_k, enquiry=enquiry(), came=receiving.Came(channel="mail")
        )
        work.merge(actor=world.officer_k.ref, case=second, into=case)
    second = Case.objects.get(pk=second.pk)
    assert (second.state, second.merged_into, second.outcome_kind) == ("closed", case, "duplicate")
    with clock.at(MONDAY), pytest.raises(StateError):
        work.reopen(actor=world.officer_k.ref, case=second, reason="x", language="en")


def test_an_enquirer_is_forgotten_and_the_clocks_stay(world, case):
    from sistership.window.offices.people.erasure import erase_person, find_subjects

    [subject] = find_subjects("anna@firma.example")
    erase_person(actor=world.administrator.ref, subject=subject)
    case = Case.objects.get(pk=case.pk)
    assert (case.enquirer_name, case.enquirer_email, case.subject) == ("", "", "—")
    assert "biura" not in CaseMessage.objects.get(case=case).text
    assert case.due_at is not None
    assert rebuild() == 0
