"""The blueprint: filters, order by date, and what may be taken away as a file."""

import csv
import io
import json
import sys
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from sistership.report import is_pdf_available
from sistership.window.ground import clock
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.journal.actions import SYSTEM


@pytest.fixture
def shared(world):
    """A second commitment in the same direction, owed by Gdynia, without a date."""
    return promises.add_commitment(
        actor=SYSTEM,
        partnership=world.kaohsiung_gdynia,
        direction=world.direction,
        titles={"en": "Share a laboratory"},
        owing=[world.side_g],
    )


def titles_in(client, world, **asked):
    page = client.get(reverse("blueprint", args=[world.agreement.public_id]), asked).content.decode()
    return [title for title in ("Place interns every year", "Share a laboratory") if title in page]


def test_filters_narrow_by_side_direction_and_state(client, world, shared):
    both = ["Place interns every year", "Share a laboratory"]
    assert titles_in(client, world) == both
    assert titles_in(client, world, side="gdynia") == ["Share a laboratory"]
    assert titles_in(client, world, side="kaohsiung") == ["Place interns every year"]
    assert titles_in(client, world, state="late") == []
    assert titles_in(client, world, state="on_track", direction=str(world.direction.public_id)) == both
    assert titles_in(client, world, side="atlantis") == both


def test_a_row_says_who_owes_what_and_how_far_it_is(client, world):
    page = client.get(reverse("blueprint", args=[world.agreement.public_id])).content.decode()
    assert page.count("Kaohsiung owes the next step") == 1
    assert page.count("due 31 January 2030") == 1
    assert page.count("target 10 interns, no figure yet") == 1
    assert page.count("0 of 1 step done") == 1
    assert page.count('class="figure figure-milestones"') == 1


def test_by_date_puts_today_between_past_and_future(client, world, shared):
    with clock.at(datetime(2030, 3, 1, tzinfo=UTC)):
        page = client.get(
            reverse("blueprint", args=[world.agreement.public_id]), {"view": "date"}
        ).content.decode()
    marks = ("2030-01-31", "2030-03-01", "2030-06-30")
    places = [page.index(f'<time datetime="{mark}">') for mark in marks] + [page.index("Without a date")]
    assert places == sorted(places)
    assert page.count('<tr class="today">') == 1
    assert page.count('<tr class="past">') == 1


def test_a_partnership_has_a_blueprint_without_any_agreement(client, world):
    address = reverse("partnership_blueprint", args=["kaohsiung-penang"])
    page = client.get(address).content.decode()
    assert page.count("Nothing was promised so far.") == 1
    assert page.count("Invitation to the smart city forum") == 1


def test_csv_and_json_hold_what_the_page_shows(client, world, shared):
    address = reverse("blueprint_csv", args=[world.agreement.public_id])
    response = client.get(address, {"side": "gdynia"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["title_en"] for row in rows] == ["Share a laboratory"]
    document = json.loads(client.get(reverse("blueprint_json", args=[world.agreement.public_id])).content)
    assert [row["title_en"] for row in document["rows"]] == [
        "Place interns every year",
        "Call is open",
        "Share a laboratory",
    ]


@pytest.mark.parametrize(("reader", "evidence"), [(None, 0), ("councillor_k", 0), ("officer_g", 1)])
def test_data_respect_who_may_see_evidence(client, world, reader, evidence):
    if reader:
        client.force_login(getattr(world, reader))
    content = client.get(reverse("blueprint_json", args=[world.agreement.public_id])).content.decode()
    assert content.count("Interns placed in the first year") == evidence


def test_files_of_an_unpublished_agreement_do_not_exist(client, world):
    world.agreement.is_public = False
    world.agreement.save()
    for name in ("agreement", "blueprint", "blueprint_csv", "blueprint_json", "blueprint_pdf"):
        assert client.get(reverse(name, args=[world.agreement.public_id])).status_code == 404
    client.force_login(world.officer_g)
    assert client.get(reverse("blueprint_csv", args=[world.agreement.public_id])).status_code == 200


@pytest.mark.skipif(not is_pdf_available(), reason="Pango is NOT on this machine: no PDF is drawn")
def test_pdf_is_a_pdf(client, world):
    response = client.get(reverse("blueprint_pdf", args=[world.agreement.public_id]))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_without_pango_the_page_says_how_to_get_it(client, world, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    response = client.get(reverse("blueprint_pdf", args=[world.agreement.public_id]))
    assert response.status_code == 501
    assert response.content.decode().count("apt install libpango-1.0-0 libpangoft2-1.0-0") == 1


def test_queries_do_not_grow_with_commitments(client, world, django_assert_max_num_queries):
    client.force_login(world.officer_k)
    for number in range(12):
        made = promises.add_commitment(
            actor=SYSTEM,
            partnership=world.kaohsiung_gdynia,
            direction=world.direction,
            titles={"en": f"Promise {number}"},
            owing=[world.side_k, world.side_g],
        )
        promises.add_milestone(actor=SYSTEM, commitment=made, titles={"en": "Step"})
    with django_assert_max_num_queries(28):
        client.get(reverse("blueprint", args=[world.agreement.public_id]))
