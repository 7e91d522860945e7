"""Pages of talent exchange: from applying to the certificate, with what a host may not learn."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.window.offices.talent.conftest import IN_TIME, ORDERING, exchange  # noqa: F401  # a fixture

from sistership.window.ground import clock

MOST_QUERIES = 15
SEEDED = datetime(2027, 4, 22, 8, tzinfo=UTC)


def _get(client: Client, address: str) -> str:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    assert len(asked) <= MOST_QUERIES, (address, len(asked), [one["sql"][:90] for one in asked])
    return response.content.decode()


def _own(application, page: str = "") -> str:
    from sistership.window.offices.talent.addresses import secret_of

    return f"/en/talent/application/{secret_of(application)}/{page}"


def _host(position) -> str:
    from sistership.window.offices.talent.addresses import secret_of

    return f"/en/talent/host/{secret_of(position)}/"


def test_an_applicant_writes_lists_and_hands_in_without_an_account(exchange, client):  # noqa: F811
    from sistership.window.offices.talent.models import Application

    with clock.at(IN_TIME):
        cohort = exchange.cohort.public_id
        assert "Intern at Yard" in _get(client, f"/en/talent/cohorts/{cohort}/")
        assert "Intern at Yard" not in _get(client, f"/en/talent/cohorts/{cohort}/?words=harbour")
        sent = client.post(
            f"/en/talent/cohorts/{cohort}/apply/", {"email": "new@example.org", "language": "en"}
        )
        assert "mailbox" in sent.content.decode()
        application = Application.objects.get(email="new@example.org")
        answers = {
            "about": {"name": "Nina Nowa"},
            "studies": {
                "home_city": "gdynia",
                "institution": "Maritime University",
                "institution_email": "ex@example.org",
                "study_level": "bachelor",
                "studies": "hulls",
            },
            "skills": {
                "language_0": "en",
                "level_0": "C1",
                "skills_said": "welding",
                "statement": "I build.",
            },
            "days": {"available_from": "2027-07-01", "available_until": "2027-09-15"},
            "choices": {"H02": "1", "H01": "2"},
            "check": {"is_agreed": "on"},
        }
        for step, given in answers.items():
            _get(client, _own(application, f"{step}/"))
            response = client.post(_own(application, f"{step}/"), given)
            assert response.status_code == 302, (step, response.content.decode()[:3000])
        assert "handed in" in _get(client, _own(application))
    application.refresh_from_db()
    assert application.state == "sent"
    assert [one.position.number for one in application.choices.order_by("rank")] == ["H02", "H01"]


def _shown_to_host(client, exchange) -> str:  # noqa: F811
    page = _get(client, _host(exchange.positions["Yard"]))
    return re.sub(r"[A-Za-z0-9]{64}", "", page)  # what guards forms is new each time


def test_a_host_sees_neither_names_nor_where_it_stands_on_a_list(exchange, client):  # noqa: F811
    from sistership.window.offices.talent.models import Choice
    from sistership.window.offices.talent.tasks import keep_deadlines

    ada = exchange.apply("Ada", ["Yard", "Harbour", "Lab"])
    exchange.apply("Bea", ["Lab", "Yard"])
    with clock.at(ORDERING):
        keep_deadlines()
        first = _shown_to_host(client, exchange)
        Choice.objects.filter(application=ada).delete()
        for rank, host in enumerate(("Harbour", "Lab", "Yard"), 1):
            Choice.objects.create(application=ada, position=exchange.positions[host], rank=rank)
        second = _shown_to_host(client, exchange)
        ordered = client.post(
            _host(exchange.positions["Yard"]), {"asks": "ranking", "A-Ada": "2", "A-Bea": "1"}
        )
    assert first == second
    assert "A-Ada" in first
    for told in ("Testowa", "ada@students.example.org", "Ada Testowa"):
        assert told not in first
    assert ordered.status_code == 302
    assert exchange.positions["Yard"].opinions.count() == 2


def _placed(exchange):  # noqa: F811
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.talent.actions import placing, programmes
    from sistership.window.offices.talent.tasks import keep_deadlines

    for name in ("Ada", "Bea"):
        exchange.apply(name, ["Harbour"])
    with clock.at(ORDERING):
        keep_deadlines()
    with clock.at(SEEDED):
        keep_deadlines()
        programmes.publish_seed(actor=SYSTEM, cohort=exchange.cohort, seed="4711", source="public draw")
        return placing.place_cohort(cohort=exchange.cohort)


def test_results_reasons_signatures_and_the_certificate_are_shown(exchange, client):  # noqa: F811
    from sistership.window.offices.talent.models import Application, Placement

    run = _placed(exchange)
    placement = Placement.objects.get()
    loser = Application.objects.exclude(pk=placement.application_id).get(cohort=exchange.cohort)
    with clock.at(SEEDED):
        assert "Applicants who asked for them: 2" in _get(client, _own(loser))
        assert "Read the agreement and sign" in _get(client, _own(placement.application))
        page = _get(client, _own(placement.application, "do/sign/"))
        seen = re.search(r'name="seen" value="(\w{64})"', page)
        assert seen
        signed = client.post(
            _own(placement.application, "do/sign/"), {"signer": "Ada Testowa", "seen": seen.group(1)}
        )
        assert signed.status_code == 302
        _get(client, _host(exchange.positions["Harbour"]))
        certificate = _get(client, f"/en/talent/runs/{run.public_id}/")
        assert run.data_digest in certificate
        assert "4711" in certificate
        assert (
            client.get(f"/en/talent/runs/{run.public_id}/certificate.json").json()["certificate"]["placed"]
            == 1
        )
        _get(client, "/en/talent/balance/")
        client.force_login(exchange.world.officer_k)
        cohort = f"/zh-hant/desk/talent/cohorts/{exchange.cohort.public_id}/"
        for page in ("", "eligibility/", "import/", "edit/", "do/second_round/"):
            _get(client, cohort + page)
        _get(client, f"/zh-hant/desk/talent/stays/{placement.public_id}/")
        _get(client, "/zh-hant/desk/talent/")


def test_a_table_of_positions_is_checked_row_by_row(exchange, client):  # noqa: F811
    from django.core.files.uploadedfile import SimpleUploadedFile

    head = "title,host,city,places,first_day,last_day,weeks,languages\n"
    good = "Crane,Port,kaohsiung,2,2027-07-01,2027-09-01,6,en B2\n"
    client.force_login(exchange.world.officer_k)
    address = f"/en/desk/talent/cohorts/{exchange.cohort.public_id}/import/"

    def send(rows: str, **more: str):
        table = SimpleUploadedFile("positions.csv", (head + rows).encode(), content_type="text/csv")
        return client.post(address, {"kind": "positions", "table": table, **more})

    with clock.at(IN_TIME):
        wrong = send(good + "Crane,Port,atlantis,2,2027-07-01,2027-09-01,60,en B9\n")
        assert wrong.status_code == 422
        assert "atlantis" in wrong.content.decode()
        assert exchange.cohort.positions.count() == 3
        assert "would be added" in send(good, is_dry_run="on").content.decode()
        assert exchange.cohort.positions.count() == 3
        assert send(good).status_code == 302
    assert exchange.cohort.positions.count() == 4


@pytest.mark.parametrize("address", ["application", "host", "institution"])
def test_a_link_that_nobody_sent_opens_nothing(db, client, address):
    response = client.get(f"/en/talent/{address}/nobody:knows/")
    assert response.status_code == 404
    assert "not known here" in response.content.decode()
