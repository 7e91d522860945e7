"""Absences and deputies; promises; templates; what the leads are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases import letters
from sistership.window.offices.cases.actions import (
    absences,
    escalation,
    handover,
    promises,
    receiving,
    templates,
    work,
)
from sistership.window.offices.cases.letter_templates import fill, marks_of
from sistership.window.offices.cases.models import Absence, Case, WeeklyReport
from sistership.window.offices.notices.models import Message

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 7, 6, 2, tzinfo=UTC)
"""10:00 in Kaohsiung, 04:00 in Gdynia."""


@pytest.fixture
def case(world):
    return received(world)


def received(world):
    with clock.at(MONDAY):
        return receiving.receive(
            actor=work.ENQUIRER,
            side=world.side_k,
            enquiry=receiving.Enquiry(
                service="landing", text="Biuro?", language="pl", email="a@firma.example", name="Anna Nowak"
            ),
            came=receiving.Came(channel="form"),
        )


def away(world, account, deputy, first=date(2026, 7, 6), last=date(2026, 7, 10)):
    with clock.at(MONDAY):
        return absences.note(
            actor=account.ref,
            account=account,
            deputy=deputy,
            city=world.kaohsiung,
            first_day=first,
            last_day=last,
        )


def test_letters_go_to_the_deputy_and_come_back_by_themselves(world, case):
    with clock.at(MONDAY):
        work.take(actor=world.officer_k.ref, case=case, account=world.officer_k)
    away(world, world.officer_k, world.lead_k)
    case = Case.objects.get(pk=case.pk)
    for day, to in ((MONDAY, world.lead_k), (MONDAY + timedelta(days=7), world.officer_k)):
        Message.objects.all().delete()
        with clock.at(day):
            letters.tell_desk(case, case.side, officer=case.officer, has_written=True)
        assert Message.objects.get().to == to.email


def test_overlaps_circles_strangers_and_past_days_are_answered(world):
    away(world, world.officer_k, world.lead_k)
    with pytest.raises(InputError) as caught:
        away(world, world.officer_k, world.lead_k, date(2026, 7, 10), date(2026, 7, 12))
    assert caught.value.where == "first_day"
    with pytest.raises(InputError, match="come back"):
        away(world, world.lead_k, world.officer_k, date(2026, 7, 10), date(2026, 7, 12))
    for deputy in (world.officer_g, world.officer_k):
        with pytest.raises(InputError) as caught:
            away(world, world.officer_k, deputy, date(2026, 8, 1), date(2026, 8, 1))
        assert caught.value.where == "deputy"
    with pytest.raises(InputError, match="over"):
        away(world, world.lead_k, world.officer_k, date(2026, 7, 1), date(2026, 7, 3))


def test_open_cases_are_handed_on_and_an_absence_ends_early(world, case):
    with clock.at(MONDAY):
        work.take(actor=world.officer_k.ref, case=case, account=world.officer_k)
    absence = away(world, world.officer_k, world.lead_k)
    with clock.at(MONDAY + timedelta(days=2)):
        assert absences.hand_on(actor=world.officer_k.ref, absence=absence) == 1
        absences.end(actor=world.officer_k.ref, absence=absence)
    assert Case.objects.get(pk=case.pk).officer == world.lead_k
    assert Absence.objects.exclude(pk=world.absence.pk).get().last_day == date(2026, 7, 7)


def test_a_promise_counts_for_cases_that_begin_after_it(world, case):
    hours = {"first_answer_h": 4, "next_step_h": 8, "outcome_h": 40, "handover_h": 4}
    line = promises.set_promise(actor=world.lead_k.ref, side=world.side_k, service="landing", hours=hours)
    later = received(world)
    promised = [one.events.get(event="received").promise["first_answer"] for one in (case, later)]
    assert promised == [16, 4]
    with pytest.raises(InputError) as caught:
        promises.set_promise(
            actor=world.lead_k.ref, side=world.side_k, service="", hours=hours | {"outcome_h": 2}
        )
    assert caught.value.where == "outcome_h"
    promises.remove_promise(actor=world.lead_k.ref, line=line)
    assert received(world).events.get(event="received").promise["first_answer"] == 16


def test_a_template_is_filled_in_the_enquirers_language_or_marked(world, case):
    texts = {
        "name": {"en": "First answer"},
        "subject": {"en": "Your enquiry {number}"},
        "body": {"en": "Dear {name}, {officer} of {city} answers. {link}", "pl": "Dzień dobry {name}"},
    }
    template = templates.add(actor=world.officer_k.ref, side=world.side_k, texts=texts)
    polish = fill(template, case, "pl", officer=world.officer_k)
    assert (polish.body, polish.subject) == ("Dzień dobry Anna Nowak", f"Your enquiry {case.number}")
    assert not marks_of(polish)
    malay = fill(template, case, "ms", officer=world.officer_k)
    assert malay.language == "en"
    assert len(marks_of(malay)) == 1
    assert "{" not in malay.body
    templates.change(
        actor=world.officer_k.ref, template=template, service="", texts={"body": {"en": "Hello {name}"}}
    )
    load_texts([template])
    assert fill(template, case, "pl").is_stale
    for wrong in ("{nummer}", "a } b", "{}"):
        with pytest.raises(InputError) as caught:
            templates.change(
                actor=world.officer_k.ref, template=template, service="", texts={"body": {"en": wrong}}
            )
        assert "{number}" in caught.value.allowed
    templates.remove(actor=world.officer_k.ref, template=template)


def test_leads_are_told_once_of_what_is_late_in_their_hours(world, case):
    Message.objects.all().delete()
    with clock.at(case.due_at - timedelta(minutes=1)):
        assert escalation.tell_late() == 0 or not Message.objects.filter(body__contains=case.number)
    night = datetime(2026, 7, 8, 18, tzinfo=UTC)
    morning = datetime(2026, 7, 9, 2, tzinfo=UTC)
    with clock.at(night):
        assert escalation.tell_late() == 0
    with clock.at(morning):
        assert escalation.tell_late() == 1
        assert escalation.tell_late() == 0
    letter = Message.objects.get(body__contains=case.number)
    assert letter.to == world.lead_k.email
    assert case.subject not in letter.body


def test_an_expired_offer_is_told_to_the_leads_of_both_sides(world, case):
    with clock.at(MONDAY):
        offered = handover.offer(
            actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="x", language="pl"
        )
    Message.objects.all().delete()
    with clock.at(offered.expires_at):
        handover.expire(offered)
    told = set(Message.objects.filter(about_id=offered.public_id).values_list("to", flat=True))
    assert world.lead_k.email in told
    assert world.side_g.desk_email in told  # has no lead
    asked = Message.objects.get(to=world.lead_k.email, about_id=offered.public_id)
    assert world.kaohsiung.calendar().is_open_at(asked.next_attempt_at)


def test_a_week_is_told_once(world, case):
    Message.objects.all().delete()
    with clock.at(MONDAY):
        work.write(
            actor=world.officer_k.ref, case=case, kind="answered", words=work.Words("Tak", "pl"), author="K"
        )
    with clock.at(MONDAY + timedelta(days=7)):
        escalation.tell_weeks()
        count = WeeklyReport.objects.count()
        assert escalation.tell_weeks() == 0
    assert WeeklyReport.objects.count() == count
    letter = Message.objects.get(to=world.lead_k.email, about_id=world.side_k.public_id)
    assert "1" in letter.body
