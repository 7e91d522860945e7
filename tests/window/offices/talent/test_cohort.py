"""A cohort from applications to certificates: lists, seed, placement, refill, stays, and what is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sistership.common.errors import InputError, RuleError, StateError
from sistership.window.ground import clock

from .conftest import IN_TIME, ORDERING

SEEDED = datetime(2027, 4, 22, 8, tzinfo=UTC)


def _close(exchange):
    from sistership.window.offices.talent.tasks import keep_deadlines

    with clock.at(ORDERING):
        keep_deadlines()


def _order(exchange, host, values, asks="ranking"):
    from sistership.window.offices.talent.actions.positions import order_applicants

    with clock.at(ORDERING):
        order_applicants(position=exchange.positions[host], asks=asks, values=values)


def _place(exchange, seed="4711"):
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions.placing import place_cohort
    from sistership.window.offices.talent.actions.programmes import publish_seed
    from sistership.window.offices.talent.tasks import keep_deadlines

    with clock.at(SEEDED):
        keep_deadlines()
        publish_seed(actor=SYSTEM, cohort=exchange.cohort, seed=seed, source="public draw")
        return place_cohort(cohort=exchange.cohort)


def _places(exchange):
    from sistership.window.offices.talent.queries.lists import held_places

    return held_places(exchange.cohort)


def _placed_four(exchange):
    """Ada and Bea want the harbour, which would rather have Bea; Cyd wants the harbour, then the yard."""
    exchange.apply("Ada", ["Harbour", "Yard"])
    exchange.apply("Bea", ["Harbour", "Lab"])
    exchange.apply("Cyd", ["Harbour", "Yard"])
    exchange.apply("Dan", ["Lab"])
    _close(exchange)
    _order(exchange, "Harbour", {"A-Bea": 1, "A-Ada": 2, "A-Cyd": 3})
    _order(exchange, "Yard", {"A-Cyd": 90, "A-Ada": 60}, asks="scores")
    return _place(exchange)


def test_a_small_cohort_worked_out_by_hand(exchange):
    run = _placed_four(exchange)
    # the harbour takes Bea; the yard prefers Cyd to Ada; Dan alone asks for the lab
    assert _places(exchange) == {"A-Bea": "H01", "A-Cyd": "H02", "A-Dan": "H03"}
    assert run.certificate["blocking_pairs"] == 0
    assert run.certificate["is_stable"]
    assert run.data_digest == exchange.fresh().lists_digest


def test_a_run_is_never_changed_and_is_made_once(exchange):
    from sistership.window.offices.talent.actions.placing import place_cohort

    run = _placed_four(exchange)
    assert place_cohort(cohort=exchange.cohort) is None
    run.seed = "other"
    with pytest.raises(StateError):
        run.save()


def test_lists_that_changed_after_they_closed_are_refused_until_they_are_opened_again(exchange):
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions.placing import place_cohort
    from sistership.window.offices.talent.actions.programmes import publish_seed, reopen_lists
    from sistership.window.offices.talent.erasure import forget_applicant
    from sistership.window.offices.talent.tasks import keep_deadlines

    ada = exchange.apply("Ada", ["Harbour"])
    exchange.apply("Bea", ["Harbour"])
    _close(exchange)
    with clock.at(SEEDED):
        keep_deadlines()
        forget_applicant(ada)
        publish_seed(actor=SYSTEM, cohort=exchange.cohort, seed="1", source="draw")
        with pytest.raises(StateError, match="digest"):
            place_cohort(cohort=exchange.cohort)
        reopen_lists(actor=SYSTEM, cohort=exchange.cohort, reason="somebody was erased")
    assert exchange.fresh().seed == ""
    assert exchange.fresh().lists_digest == ""


def test_a_place_given_back_goes_on_without_unseating_anybody(exchange):
    from sistership.window.offices.talent.actions.placing import give_back, refill_cohort
    from sistership.window.offices.talent.models import Placement, RoundKind

    _placed_four(exchange)
    bea = Placement.objects.get(application__number="A-Bea")
    give_back(placement=bea)
    run = refill_cohort(cohort=exchange.cohort)
    assert run.round_kind == RoundKind.REFILL
    # Cyd would rather be at the harbour, and is not moved; Ada had nothing
    assert _places(exchange) == {"A-Ada": "H01", "A-Cyd": "H02", "A-Dan": "H03"}
    assert run.certificate["waived_pairs"] == 0  # the harbour itself puts Ada before Cyd
    assert refill_cohort(cohort=exchange.cohort) is None


def test_a_second_round_keeps_places_and_takes_new_lists(exchange):
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions import applications, programmes
    from sistership.window.offices.talent.models import Application

    _placed_four(exchange)
    ada = Application.objects.get(number="A-Ada")
    bea = Application.objects.get(number="A-Bea")
    with clock.at(SEEDED):
        programmes.open_second_round(
            actor=SYSTEM,
            cohort=exchange.cohort,
            applications_until=date(2027, 5, 10),
            rankings_until=date(2027, 5, 20),
        )
        applications.choose(application=ada, positions=[exchange.positions["Lab"]])
        with pytest.raises(StateError, match="place already"):
            applications.choose(application=bea, positions=[exchange.positions["Lab"]])
    assert _places(exchange) == {"A-Bea": "H01", "A-Cyd": "H02", "A-Dan": "H03"}


def test_lists_stand_only_where_conditions_are_met_and_the_applicant_hears_which_are_not(exchange):
    from sistership.window.offices.talent.actions import applications
    from sistership.window.offices.talent.eligibility import conditions

    eve = exchange.apply("Eve", [], languages=[["en", "B1"]], available_until=date(2027, 8, 1))
    unmet = [one for one in conditions(eve, exchange.positions["Yard"]) if not one.is_met]
    assert [(one.kind, one.needs, one.has) for one in unmet] == [("days", "8", "4"), ("language", "B2", "B1")]
    with clock.at(IN_TIME), pytest.raises(InputError, match="condition"):
        applications.choose(application=eve, positions=[exchange.positions["Yard"]])


@pytest.mark.parametrize(
    ("words", "named"),
    [("I am Ada Testowa.", "Ada"), ("write to ada@x.org", "ada@x.org"), ("call +48 600 700 800", "600")],
)
def test_what_hosts_read_may_not_say_who_wrote_it(exchange, words, named):
    with pytest.raises(InputError, match="who you are") as caught:
        exchange.apply("Ada", ["Yard"], statement=words)
    assert named in caught.value.what


def test_hosts_order_only_who_asks_and_only_in_time(exchange):
    from sistership.window.offices.talent.actions.positions import order_applicants

    exchange.apply("Ada", ["Harbour"])
    exchange.apply("Bea", ["Yard"])
    yard = exchange.positions["Yard"]
    with clock.at(IN_TIME), pytest.raises(StateError):
        order_applicants(position=yard, asks="ranking", values={"A-Bea": 1})
    _close(exchange)
    with clock.at(ORDERING), pytest.raises(InputError, match="has not asked"):
        order_applicants(position=yard, asks="ranking", values={"A-Ada": 1})
    with clock.at(ORDERING), pytest.raises(InputError, match="points"):
        order_applicants(position=yard, asks="scores", values={"A-Bea": 101})


def _through_the_stay(exchange):
    from sistership.window.offices.talent.actions import stays
    from sistership.window.offices.talent.agreement_words import agreement_words
    from sistership.window.offices.talent.models import Placement

    _placed_four(exchange)
    rows = Placement.objects.select_related("position__city", "application")
    bea = rows.get(application__number="A-Bea")
    seen = agreement_words(bea, "pl").digest
    with clock.at(SEEDED):
        with pytest.raises(StateError, match="student signs first"):
            stays.sign(placement=bea, party="host", signer="Ho", seen_digest=seen)
        with pytest.raises(StateError, match="changed"):
            stays.sign(placement=bea, party="student", signer="Bea", seen_digest="0" * 64)
        for party in ("student", "institution", "host"):
            stays.sign(placement=bea, party=party, signer=f"{party}, dean", seen_digest=seen)
    return rows.get(pk=bea.pk)


def test_a_stay_from_three_signatures_to_evidence_without_a_name(exchange):
    from sistership.window.offices.agreements.models import Evidence
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.notices.models import Message
    from sistership.window.offices.talent.actions import stays
    from sistership.window.offices.talent.tasks import keep_deadlines

    bea = _through_the_stay(exchange)
    assert bea.state == "agreed"
    letters = Message.objects.filter(about_id__in=[bea.public_id, bea.application.public_id])
    written = letters.count()
    with clock.at(datetime(2027, 8, 5, 8, tzinfo=UTC)):
        keep_deadlines()
        keep_deadlines()
        bea.refresh_from_db()
        assert bea.state == "running"
        assert letters.count() == written + 2, "the student and the host are asked for a report, once"
        assert bea.half_way_told_at is not None
        with pytest.raises(StateError, match="final report"):
            stays.complete(actor=SYSTEM, placement=bea)
        stays.report(
            placement=bea, report_kind="final", party="student", text="I learnt to weld.", language="en"
        )
        stays.complete(actor=exchange.world.officer_k.ref, placement=bea)
    bea.refresh_from_db()
    assert bea.state == "completed"
    evidence = Evidence.objects.get(public_id=bea.evidence_id)
    assert evidence.commitment_id == exchange.world.commitment.pk
    assert "Bea" not in evidence.localized("title").text("en") + evidence.record_title


def test_after_the_time_for_grievances_lists_go_and_digests_stay(exchange):
    from sistership.window.offices.talent.models import Choice, HostOpinion
    from sistership.window.offices.talent.tasks import keep_deadlines

    run = _placed_four(exchange)
    with clock.at(datetime(2027, 6, 30, 8, tzinfo=UTC)):
        keep_deadlines()
    run.refresh_from_db()
    assert run.lists is None
    assert run.outcome is None
    assert run.data_digest == exchange.fresh().lists_digest
    assert run.certificate["seed"] == "4711"
    assert not Choice.objects.exists()
    assert not HostOpinion.objects.exists()
    assert _places(exchange) == {"A-Bea": "H01", "A-Cyd": "H02", "A-Dan": "H03"}


def test_a_grievance_opens_a_case(exchange):
    from sistership.window.offices.talent.actions.stays import complain
    from sistership.window.offices.talent.models import Application

    _placed_four(exchange)
    ada = Application.objects.get(number="A-Ada")
    with clock.at(SEEDED):
        case = complain(application=ada, text="The yard was full?", language="pl")
    assert case.service == "grievance"
    assert case.enquirer_email == "ada@students.example.org"
    assert ada.grievances.get().case == case


def test_erasing_a_person_takes_the_words_and_keeps_the_certificate(exchange):
    from sistership.window.ground.registry import registry
    from sistership.window.offices.talent.models import Application

    run = _placed_four(exchange)
    ada = Application.objects.get(number="A-Ada")
    (subject,) = registry.subject_finders["talent"]("ada@students.example.org")
    assert registry.person_exporters["talent"](subject.public_id)["applications"][0]["name"] == "Ada Testowa"
    registry.person_erasers["talent"](subject.public_id)
    ada.refresh_from_db()
    assert (ada.name, ada.email, ada.statement, ada.state) == ("", "", "", "withdrawn")
    assert not ada.choices.exists()
    run.refresh_from_db()
    assert run.certificate["placed"] == 3


def test_only_the_side_that_runs_a_cohort_leads_it(exchange):
    from sistership.window.offices.people.rules import may, require

    assert may(exchange.world.officer_k, "talent.run", exchange.fresh())
    with pytest.raises(RuleError):
        require(exchange.world.officer_g, "talent.run", exchange.fresh())
