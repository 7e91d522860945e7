"""Matchmaking days: registered, planned, published, changed on the day, reported; vetoes stay untold."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time

import pytest
from tests.window.offices.matchdays.conftest import AFTER, BEFORE, MORNING

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.offices.matchdays import engine, tasks
from sistership.window.offices.matchdays.actions import days, happening, planning, registering
from sistership.window.offices.matchdays.erasure import export_registration
from sistership.window.offices.matchdays.exchange import meetings_json, own_day_json, plan_table, report_table
from sistership.window.offices.matchdays.models import DayMeeting, DayPlan, Matchday, Registration, Wish
from sistership.window.offices.matchdays.queries.days import meetings_of, own_day
from sistership.window.offices.matchdays.queries.report import report_of
from sistership.window.offices.matchdays.queries.work import current_document, plan_check
from sistership.window.offices.matchdays.rules import visible_matchdays
from sistership.window.offices.matchdays.states import DAY_TABLE, DayState, PlanState
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.erasure import erase_person
from sistership.window.offices.people.rules import may

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _plan(day, at=BEFORE) -> DayPlan:
    with clock.at(at):
        asked = planning.ask_for_plan(actor=day.actor, matchday=day.matchday)
        tasks.make_plan(str(asked.public_id))
    asked.refresh_from_db()
    assert asked.state == PlanState.DRAFT, asked.failure
    return asked


def _publish(day, plan: DayPlan, at=BEFORE) -> DayPlan:
    with clock.at(at):
        document, meetings = plan_check(plan)
        broken = engine.broken_meetings(document, meetings)
        return planning.publish(actor=day.actor, plan=plan, broken=broken)


def _pairs(plan: DayPlan) -> set[frozenset[str]]:
    return {frozenset((one.first.name[-2:], one.second.name[-2:])) for one in meetings_of(plan)}


def _wish(day, who: str, *others: str, said: str = "wish") -> None:
    with clock.at(BEFORE):
        registering.regard(registration=day.of[who], others={day.of[one]: said for one in others})


def test_slots_step_over_breaks_and_are_by_the_clock_of_the_place(day):
    slots = list(day.matchday.slots.all())
    assert [one.number for one in slots] == [1, 2, 3, 4, 5, 6]
    assert slots[0].starts_at == datetime(2026, 12, 3, 1, 0, tzinfo=UTC)
    registering.edit(actor=day.actor, registration=day.of["k1"], available=[1, 3, 6])
    days.add_break(
        actor=day.actor,
        matchday=day.matchday,
        starts_at=slots[1].starts_at,
        ends_at=slots[1].ends_at,
        names={"en": "Coffee"},
    )
    assert [one.number for one in day.matchday.slots.all()] == [1, 2, 3, 4, 5]
    day.of["k1"].refresh_from_db()
    assert day.of["k1"].available == [1, 2, 5]
    with pytest.raises(InputError, match="does not fit"):
        days.set_slots(
            actor=day.actor,
            matchday=day.matchday,
            days=[slots[0].starts_at.date()],
            first=time(9),
            last=time(12),
            minutes=2,
        )


def test_a_plan_joins_the_two_cities_by_wishes_and_tells_each_in_their_language(day):
    _wish(day, "k1", "g1", "g2")
    _wish(day, "g1", "k1")
    plan = _publish(day, _plan(day))
    pairs = _pairs(plan)
    assert {frozenset(("k1", "g1")), frozenset(("k1", "g2"))} <= pairs
    assert all(sorted(one[0] for one in pair) == ["g", "k"] for pair in pairs)
    assert plan.engine.startswith("matching.scheduling")
    assert len(plan.code_digest) == len(plan.data_digest) == len(plan.parameters_digest) == 64
    assert plan.share is not None
    assert plan.share > 0.99
    by_name = {one.interpreter.name for one in meetings_of(plan) if one.interpreter}
    assert by_name == {"Lin"}, "k1 speaks zh alone"
    letters = Message.objects.filter(to="g1@example.org").order_by("pk")
    assert [one.language for one in letters] == ["pl", "pl"]
    assert "Firm k1" in letters[1].body
    assert "02:00" not in letters[1].body, "by the clock of Kaohsiung"
    day.matchday.refresh_from_db()
    assert day.matchday.state == DayState.PLANNED


def test_nobody_learns_who_refuses_whom(day):
    _wish(day, "k1", "g1")
    _wish(day, "g1", "k1", said="veto")
    _wish(day, "g2", "k2", said="veto")
    plan = _publish(day, _plan(day))
    assert not {frozenset(("k1", "g1")), frozenset(("k2", "g2"))} & _pairs(plan)
    own = own_day(day.of["k1"])
    assert [one.name for one in own.unmet] == ["Firm g1"]
    secret = [str(day.of[one].public_id) for one in ("g2", "k2")]
    with clock.at(BEFORE):
        document = current_document(day.matchday, plan, {})
    pairs = {frozenset((one["a"], one["b"])) for one in document["candidates"]}
    assert frozenset(secret) not in pairs
    told = [
        json.dumps(document),
        json.dumps(own_day_json(own_day(day.of["k2"])), default=str),
        json.dumps(meetings_json(meetings_of(plan))),
        str(plan_table(day.matchday, meetings_of(plan))),
        str(report_table(report_of(day.matchday))),
        json.dumps([plan.unmet, plan.changes]),
        json.dumps(export_registration(day.of["k2"]), default=str),
        *Message.objects.values_list("body", flat=True),
    ]
    assert not [one for one in told if "veto" in one]
    mine = export_registration(day.of["g2"])["says"]
    assert [(one["about"], one["regard"]) for one in mine] == [("Firm k2", "veto")], "one's own is one's own"


def test_a_wish_not_granted_is_told_the_same_whether_or_not_the_other_refuses(day):
    for who in ("k2", "k3", "k4"):
        _wish(day, who, "g1")
    with clock.at(BEFORE):
        registering.edit(actor=day.actor, registration=day.of["g1"], most_meetings=1)
    _wish(day, "g1", "k2", said="veto")
    plan = _plan(day)
    told = {one["by"]: one["told"] for one in plan.unmet}
    refused, outweighed = str(day.of["k2"].public_id), [str(day.of[one].public_id) for one in ("k3", "k4")]
    assert told[refused] == "not_chosen"
    assert {told[one] for one in outweighed if one in told} == {"not_chosen"}


def test_a_late_veto_keeps_a_plan_from_being_published(day):
    _wish(day, "k1", "g1")
    plan = _plan(day)
    _wish(day, "g1", "k1", said="veto")
    with pytest.raises(StateError, match="can no longer be held"):
        _publish(day, plan)
    assert DayPlan.objects.get(pk=plan.pk).state == PlanState.DRAFT


def test_a_new_plan_on_the_day_keeps_what_it_can_and_tells_only_those_concerned(day):
    for number in range(1, 5):
        _wish(day, f"k{number}", *(f"g{one}" for one in range(1, 5)))
    first = _publish(day, _plan(day))
    before = {(one.first_id, one.second_id): one.slot_id for one in first.meetings.all()}
    at = datetime(2026, 12, 3, 1, 45, tzinfo=UTC)  # in the second slot
    kept = first.meetings.filter(slot__number=1).first()
    with clock.at(at):
        happening.check_in(actor=day.actor, registration=kept.first)
        happening.settle(actor=day.actor, meeting=kept, was_kept=True)
        happening.mark_absent(actor=day.actor, registration=day.of["g4"])
    stays = (
        first.meetings.filter(slot__number__gte=3).exclude(first=day.of["g4"]).exclude(second=day.of["g4"])
    )
    confirmed = planning.confirm(actor=day.actor, meeting=stays.first(), is_confirmed=True)
    sent = Message.objects.count()
    second = _publish(day, _plan(day, at), at)
    after = {(one.first_id, one.second_id): one for one in second.meetings.all()}
    assert after[confirmed.first_id, confirmed.second_id].slot_id == confirmed.slot_id
    assert after[kept.first_id, kept.second_id].state == "kept"
    past = {
        pair
        for pair, slot in before.items()
        if slot in set(first.meetings.filter(slot__number__lte=2).values_list("slot", flat=True))
    }
    assert all(after[pair].slot_id == before[pair] for pair in past), "what has begun stays"
    coming = [pair for pair, one in after.items() if day.of["g4"].pk in pair and one.slot.number > 2]
    assert coming == []
    letters = Message.objects.order_by("pk")[sent:]
    concerned = set()
    for pair in before.keys() | after.keys():
        now = after[pair].slot_id if pair in after else None
        if before.get(pair) != now:
            concerned |= set(pair)
    emails = set(Registration.objects.filter(pk__in=concerned).values_list("email", flat=True))
    assert emails <= {one.to for one in letters}
    assert first.state != DayPlan.objects.get(pk=first.pk).state == PlanState.SUPERSEDED


def test_of_two_officers_the_second_is_told_that_the_day_has_changed(day):
    seen = Matchday.objects.get(pk=day.matchday.pk).version
    days.edit_day(actor=day.actor, matchday=day.matchday, version=seen, tables=5)
    with pytest.raises(StateError, match="Somebody else has changed this day"):
        days.edit_day(actor=day.actor, matchday=day.matchday, version=seen, tables=2)
    with pytest.raises(StateError, match="Somebody else"):
        planning.ask_for_plan(actor=day.actor, matchday=day.matchday, version=seen)
    assert Matchday.objects.get(pk=day.matchday.pk).tables == 5


def test_a_plan_that_another_replaced_is_not_published(day):
    first, second = _plan(day), _plan(day)
    _publish(day, first)
    with pytest.raises(StateError, match="Another plan was published"):
        _publish(day, second)


def test_a_plan_goes_out_as_a_file_and_comes_back_checked(day):
    _wish(day, "k2", "g2")
    plan = _plan(day)
    with clock.at(BEFORE):
        document = current_document(day.matchday, None, {})
        given = {"meetings": meetings_json(meetings_of(plan))}
        taken = planning.take_plan(
            actor=day.actor, matchday=day.matchday, result=engine.plan_from_file(document, given)
        )
        assert _pairs(taken) == _pairs(plan)
        given["meetings"][0]["slot"] = given["meetings"][1]["slot"]
        given["meetings"][0]["table"] = given["meetings"][1]["table"]
        with pytest.raises(InputError):
            engine.plan_from_file(document, given)


def test_registering_refuses_what_cannot_be(day):
    with clock.at(BEFORE):
        with pytest.raises(StateError, match="registered already"):
            registering.register(
                actor=None,
                matchday=day.matchday,
                name="Again",
                email="K1@example.org",
                city=day.world.kaohsiung,
                languages=["zh"],
            )
        with pytest.raises(InputError, match="no slot 9"):
            registering.edit(actor=None, registration=day.of["k1"], available=[9])
        with pytest.raises(InputError, match="no code of a language"):
            registering.edit(actor=None, registration=day.of["k1"], languages=["Chinese!"])
        days.move(actor=day.actor, matchday=day.matchday, event="closed")
        with pytest.raises(StateError, match="registration closed"):
            registering.edit(actor=None, registration=day.of["k1"], person="Mei")
    registering.withdraw(actor=None, registration=day.of["k1"])
    with pytest.raises(StateError, match="withdrawn"):
        registering.withdraw(actor=None, registration=day.of["k1"])


def test_the_report_counts_by_the_usual_measures_and_hides_small_numbers(day):
    for number in range(1, 5):
        _wish(day, f"k{number}", *(f"g{one}" for one in range(1, 5)))
    plan = _publish(day, _plan(day))
    with clock.at(MORNING), pytest.raises(StateError, match="not begun"):
        happening.say_how_it_was(
            registration=plan.meetings.first().first, meeting=plan.meetings.first(), was_held=True
        )
    with clock.at(AFTER):
        assert tasks.ask_how_it_was() == len(
            {who for pair in plan.meetings.values_list("first", "second") for who in pair}
        )
        assert tasks.ask_how_it_was() == 0, "asked once"
        meetings = list(plan.meetings.all())
        for place, one in enumerate(meetings):
            happening.say_how_it_was(
                registration=one.first,
                meeting=one,
                was_held=place > 0,
                grade=4 if place else None,
                again="yes" if place == 1 else "no",
            )
        report = report_of(day.matchday)
    by_key = {one.key: one for one in report.measures}
    assert (report.meetings, report.kept, report.missed) == (len(meetings), len(meetings) - 1, 1)
    assert by_key["kept"].value == pytest.approx((len(meetings) - 1) / len(meetings))
    assert by_key["second"].value == pytest.approx(1 / (len(meetings) - 1))
    assert by_key["meetings"].value == pytest.approx(2 * len(meetings) / 8)
    assert by_key["requests"].of == 16
    assert {one.registered for one in report.cities} == {None}, "four of each city are too few to say"


def test_who_took_part_is_forgotten_when_asked_and_the_numbers_stay(day):
    _wish(day, "k1", "g1")
    plan = _publish(day, _plan(day))
    count = plan.meetings.count()
    erase_person(actor=day.actor, subject=day.of["k1"].ref)
    row = Registration.objects.get(pk=day.of["k1"].pk)
    assert (row.name, row.email) == ("—", "")
    assert not Wish.objects.filter(by=row).exists()
    assert not Message.objects.filter(to="k1@example.org").exists()
    assert DayMeeting.objects.filter(plan=plan).count() == count


def test_only_the_organisers_staff_write_and_nobody_sees_a_draft(day):
    assert may(day.world.officer_k, "matchday.organise", day.matchday)
    assert not may(day.world.officer_g, "matchday.organise", day.matchday)
    from django.contrib.auth.models import AnonymousUser

    assert visible_matchdays(AnonymousUser()).filter(pk=day.matchday.pk).exists()
    Matchday.objects.filter(pk=day.matchday.pk).update(state=DayState.DRAFT)
    assert not visible_matchdays(AnonymousUser()).filter(pk=day.matchday.pk).exists()
    assert {who for _state, who in DAY_TABLE.values()} == {"desk"}
