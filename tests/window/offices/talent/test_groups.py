"""Groups that open with a least number or not at all: placed together, with reasons, over several rounds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sistership.common.errors import InputError
from sistership.window.ground import clock

from .conftest import IN_TIME, ORDERING

SEEDED = datetime(2027, 4, 22, 8, tzinfo=UTC)


def _groups(exchange):
    """Harbour and lab take two or nobody; the yard takes one, and wants Bea alone."""
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions.positions import edit_position, order_applicants
    from sistership.window.offices.talent.tasks import keep_deadlines

    with clock.at(IN_TIME):
        for host in ("Harbour", "Lab"):
            position = exchange.positions[host]
            edit_position(actor=SYSTEM, position=position, places=2, at_least=2)
    exchange.apply("Ada", ["Harbour", "Yard"])
    exchange.apply("Bea", ["Yard", "Harbour"])
    for name in ("Cyd", "Dan", "Eve"):
        exchange.apply(name, ["Lab"])
    with clock.at(ORDERING):
        keep_deadlines()
        for host, wanted in (("Yard", ["Bea"]), ("Lab", ["Cyd", "Dan", "Eve"])):
            values = {f"A-{name}": place for place, name in enumerate(wanted, 1)}
            order_applicants(position=exchange.positions[host], asks="ranking", values=values)


def _place(exchange):
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions.placing import place_cohort
    from sistership.window.offices.talent.actions.programmes import publish_seed
    from sistership.window.offices.talent.tasks import keep_deadlines

    keep_deadlines()
    publish_seed(actor=SYSTEM, cohort=exchange.cohort, seed="4711", source="public draw")
    return place_cohort(cohort=exchange.cohort)


def _places(exchange):
    from sistership.window.offices.talent.queries.lists import held_places

    return held_places(exchange.cohort)


def _why(run, applicant, *hosts):
    from sistership.window.offices.talent.engine import reasons_against

    found = reasons_against(run.lists, run.outcome, seed="4711", applicant=applicant, hosts=hosts)
    return [one.kind for one in found]


def test_a_group_opens_with_its_least_number_or_not_and_everybody_hears_why(exchange):
    _groups(exchange)
    with clock.at(SEEDED):
        run = _place(exchange)
    # Bea got what she would rather have, so Ada alone is left for the harbour, which stays closed
    assert _places(exchange) == {"A-Bea": "H02", "A-Cyd": "H03", "A-Dan": "H03"}
    assert run.certificate["is_stable"]
    assert run.data_digest == exchange.fresh().lists_digest
    assert _why(run, "A-Ada", "H01", "H02", "H03") == ["closed", "refused", "unlisted"]
    assert _why(run, "A-Bea", "H01", "H02") == ["dearer", "placed"]
    assert _why(run, "A-Eve", "H03") == ["ahead"]
    with pytest.raises(InputError, match="A-Zoe"):
        _why(run, "A-Zoe", "H01")


def test_a_closed_group_stays_closed_for_one_and_opens_for_two_in_a_further_round(exchange):
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions import programmes
    from sistership.window.offices.talent.actions.placing import give_back, refill_cohort
    from sistership.window.offices.talent.models import Placement

    _groups(exchange)
    with clock.at(SEEDED):
        _place(exchange)
        give_back(placement=Placement.objects.get(application__number="A-Cyd"))
        run = refill_cohort(cohort=exchange.cohort)
        # the lab had opened, so Eve follows; the harbour would open with Ada alone, and does not
        assert _places(exchange) == {"A-Bea": "H02", "A-Dan": "H03", "A-Eve": "H03"}
        assert run.certificate["placed"] == 3
        assert _why(run, "A-Ada", "H01") == ["closed"]
        assert _why(run, "A-Dan", "H01", "H03") == ["kept", "placed"]
        programmes.open_second_round(
            actor=SYSTEM,
            cohort=exchange.cohort,
            applications_until=date(2027, 5, 10),
            rankings_until=date(2027, 5, 20),
        )
    exchange.apply("Fay", ["Harbour"])
    with clock.at(datetime(2027, 5, 22, 8, tzinfo=UTC)):
        _place(exchange)
    placed = {"A-Bea": "H02", "A-Dan": "H03", "A-Eve": "H03"}
    assert _places(exchange) == placed | {"A-Ada": "H01", "A-Fay": "H01"}


def test_an_applicant_reads_that_the_group_did_not_open(exchange, client):
    from sistership.window.offices.talent.addresses import secret_of
    from sistership.window.offices.talent.models import Application

    _groups(exchange)
    with clock.at(SEEDED):
        _place(exchange)
        ada = Application.objects.get(number="A-Ada")
        page = client.get(f"/en/talent/application/{secret_of(ada)}/").content.decode()
    assert "opens with 2 people or not at all" in page


def test_places_are_reserved_only_for_those_who_may_come(exchange):
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions.positions import edit_position

    yard, world = exchange.positions["Yard"], exchange.world
    with clock.at(IN_TIME):
        edit_position(actor=SYSTEM, position=yard, reserves=[["gdynia", 1]], home_cities=[world.gdynia])
        assert [one.key for one in yard.home_cities.all()] == ["gdynia"]
        for key in ("kaohsiung", "gdyna"):
            with pytest.raises(InputError, match=key) as caught:
                edit_position(actor=SYSTEM, position=yard, reserves=[[key, 1]])
            assert caught.value.allowed == "gdynia"
