"""A table goes into the blueprint through a page: checked, then applied, or refused by row and field."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sistership.formats.tables import read_csv, write_csv
from sistership.formats.tables import table_of as make_table
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.journal.models import Entry

HEADER = "kind,public_id,title_en,owing,due_on\n"
NEW = HEADER + "commitment,,Open a desk for firms,kaohsiung gdynia,2030-03-01\nmilestone,,Office found,,\n"


@pytest.fixture
def address():
    return reverse("desk_import", args=["kaohsiung-gdynia"])


@pytest.fixture
def officer(world, client):
    client.force_login(world.officer_k)
    return client


def upload(client, address: str, content: str | bytes, name: str = "plan.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(address, {"table": SimpleUploadedFile(name, content)})


def numbers(page) -> tuple[int, int, int]:
    counts = page.context["counts"]
    return counts.added, counts.changed, counts.unchanged


def test_a_table_is_checked_before_it_is_written(world, officer, address):
    entries = Entry.objects.count()
    checked = upload(officer, address, NEW)
    assert (checked.status_code, numbers(checked)) == (200, (2, 0, 0))
    assert (Commitment.objects.filter(partnership=world.kaohsiung_gdynia).count(), Entry.objects.count()) == (
        1,
        entries,
    )
    applied = officer.post(address, {"checked": checked.context["checked"]})
    assert (applied.status_code, applied.url) == (302, reverse("desk_partnership", args=["kaohsiung-gdynia"]))
    made = Commitment.objects.order_by("pk").last()
    assert (made.localized("title").text("en"), made.due_on, made.milestones.count()) == (
        "Open a desk for firms",
        date(2030, 3, 1),
        1,
    )
    entry = Entry.objects.order_by("pk").last()
    assert (entry.action, entry.actor_id) == ("blueprint.imported", world.officer_k.public_id)
    page = officer.get(applied.url)
    assert [str(one) for one in page.context["messages"]] == [
        "2 rows of the table were taken into the blueprint."
    ]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_was_exported_comes_in_again_and_changes_nothing(world, officer, address, form):
    exported = officer.get(reverse(f"partnership_blueprint_{form}", args=["kaohsiung-gdynia"])).content
    checked = upload(officer, address, exported, f"blueprint.{form}")
    assert (checked.status_code, numbers(checked)) == (200, (0, 0, 2))
    assert "there is nothing to apply" in checked.content.decode()


def test_a_changed_cell_changes_its_record(world, officer, address):
    exported = officer.get(reverse("partnership_blueprint_csv", args=["kaohsiung-gdynia"])).content
    table = read_csv(exported)
    rows = [cells for _number, cells in table.records()]
    rows[1]["due_on"] = "2030-02-15"
    checked = upload(officer, address, write_csv(make_table(table.columns, rows)))
    assert numbers(checked) == (0, 1, 1)
    officer.post(address, {"checked": checked.context["checked"]})
    world.milestone.refresh_from_db()
    assert world.milestone.due_on == date(2030, 2, 15)


def test_every_problem_is_told_by_row_and_column(world, officer, address):
    before = Commitment.objects.count()
    answer = upload(
        officer,
        address,
        HEADER + "commitment,,,berlin,2030-02-31\nmilestone,,Step,,\nparty,,x,,\n",
    )
    assert answer.status_code == 422
    assert [(one.row, one.field) for one in answer.context["problems"]] == [
        (2, "title"),
        (2, "due_on"),
        (2, "owing"),
        (4, "kind"),
    ]
    assert (answer.context["checked"], Commitment.objects.count()) == ("", before)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "plan.pdf",
            b"%PDF-1.7",
            "Files of type .pdf are not taken. Choose one of these types: .csv, .json.",
        ),
        (
            "plan.csv",
            "城市".encode("big5"),
            "The text of this file is not UTF-8. In a spreadsheet, save it as “CSV UTF-8”.",
        ),
        (
            "plan.csv",
            b"x" * (1024 * 1024 + 1),
            "The file is too large: 1.0\xa0MB. A file may have up to 1.0\xa0MB.",
        ),
        ("plan.csv", b"", "The submitted file is empty."),
    ],
)
def test_a_file_that_is_no_table_is_refused_beside_the_field(officer, address, name, content, words):
    answer = upload(officer, address, content, name)
    assert (answer.status_code, answer.context["form"].errors) == (422, {"table": [words]})


def test_an_unknown_column_is_named_with_its_row(officer, address):
    answer = upload(officer, address, "kind,colour\ncommitment,red\n")
    (words,) = answer.context["form"].errors["table"]
    assert (
        answer.status_code,
        words.startswith("row 1: 'colour' is no column. Allowed: kind, public_id"),
    ) == (
        422,
        True,
    )


def test_what_was_checked_cannot_be_changed_or_used_elsewhere(world, officer, address):
    checked = upload(officer, address, NEW).context["checked"]
    before = Commitment.objects.count()
    other = reverse("desk_import", args=["kaohsiung-penang"])
    for place, sealed in ((address, checked[:-2] + "xx"), (address, ""), (other, checked)):
        answer = officer.post(place, {"checked": sealed})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["table"])
    assert Commitment.objects.count() == before


def test_where_the_blueprint_changed_meanwhile_the_new_numbers_are_asked_about(world, officer, address):
    row = f"milestone,{world.milestone.public_id},Call is open,,2030-02-15\n"
    checked = upload(officer, address, HEADER + row)
    assert numbers(checked) == (0, 1, 0)
    promises.edit_milestone(actor=world.officer_g.ref, milestone=world.milestone, due_on=date(2030, 2, 15))
    answer = officer.post(address, {"checked": checked.context["checked"]})
    assert (answer.status_code, numbers(answer), answer.context["is_changed"]) == (409, (0, 0, 1), True)


def test_only_those_who_write_in_the_partnership_import(world, client, address):
    found = {}
    for role in ("officer_k", "lead_k", "officer_g", "officer_p", "councillor_k", "outsider"):
        client.force_login(getattr(world, role))
        found[role] = (client.get(address).status_code, upload(client, address, NEW).status_code)
    assert found == {
        "officer_k": (200, 200),
        "lead_k": (200, 200),
        "officer_g": (200, 200),
        "officer_p": (404, 404),
        "councillor_k": (403, 403),
        "outsider": (403, 403),
    }


def test_the_desk_and_the_blueprint_lead_to_the_import(world, officer, address):
    places = [
        reverse("desk_partnership", args=["kaohsiung-gdynia"]),
        reverse("partnership_blueprint", args=["kaohsiung-gdynia"]),
        reverse("blueprint", args=[world.agreement.public_id]),
    ]
    found = [officer.get(place).content.decode().count(f'href="{address}"') for place in places]
    assert found == [1, 1, 1]
    officer.logout()
    assert [officer.get(place).content.decode().count(address) for place in places[1:]] == [0, 0]
