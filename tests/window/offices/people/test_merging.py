"""Two records that are one are merged: nothing that named the other is lost, and its address leads on."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sistership.common.errors import InputError, StateError
from sistership.window.ground.models import LocalizedText, Source
from sistership.window.ground.sources import cite
from sistership.window.offices.agreements.actions import accords, committees
from sistership.window.offices.imports.models import ImportNote
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.actions.merging import foreign_keys, named_references, preview_moves
from sistership.window.offices.people.erasure import erase_person
from sistership.window.offices.people.models import City, MergedRecord, Organisation, Person
from sistership.window.offices.people.queries import aliases_of
from sistership.window.offices.visits import actions as visits

pytestmark = pytest.mark.django_db

REVIEWED = {
    City: {
        "people.Person.city", "people.Post.city", "people.Grant.city", "people.LocalDay.city",
        "people.Side.city",
        "people.Organisation.city", "people.CityTerm.city", "people.OfficialLevel.city",
        "people.LawLink.city",
    },
    Organisation: {
        "people.Post.organisation",
        "people.Side.desk_organisation",
        "agreements.Party.organisation",
    },
    Person: {
        "people.Post.person", "people.Account.person", "agreements.Signatory.person",
        "agreements.CommitteeMember.person", "visits.Attendance.person",
    },
}  # fmt: skip


@pytest.mark.parametrize("model", REVIEWED)
def test_every_foreign_key_to_a_merged_table_is_found(model):
    """What Django knows of columns, against what merging moves: a table that merging forgets fails here."""
    from django.apps import apps

    columns = {
        f"{other._meta.label}.{field.name}"
        for other in apps.get_models(include_auto_created=True)
        for field in other._meta.concrete_fields
        if field.related_model is model
    }
    moved = {f"{other._meta.label}.{name}" for other, name in foreign_keys(model)}
    assert moved == columns
    assert columns >= REVIEWED[model]


def test_tables_that_name_records_by_kind_and_id_are_found():
    found = {(model._meta.label, prefix) for model, prefix in named_references()}
    assert found >= {
        ("ground.Source", "owner"),
        ("imports.ImportNote", "owner"),
        ("notices.Message", "about"),
        ("agreements.Evidence", "record"),
    }
    assert not [label for label, _ in found if label.startswith("journal.")]


def body(world, name, **values):
    return people.add_organisation(
        actor=SYSTEM, names={"en": name}, organisation_kind="science_park", city=world.gdynia, **values
    )


def test_what_named_the_one_names_the_other(world):
    goes = body(world, "Pomeranian Park", website="https://park.example", aliases=["PSTP"])
    party = accords.add_party(actor=SYSTEM, agreement=world.agreement, side=world.side_g, organisation=goes)
    post = people.add_post(actor=SYSTEM, person=world.person, titles={"en": "Director"}, organisation=goes)
    cite(goes, world.document)
    stays = world.organisation
    people.merge_records(actor=SYSTEM, winner=stays, loser=goes)
    for row in (party, post, stays):
        row.refresh_from_db()
    assert (party.organisation, post.organisation, stays.website) == (stays, stays, "https://park.example")
    assert stays.localized("name").text("en") == "Pomeranian Park"
    assert set(aliases_of([stays])[stays.public_id]) == {"PPNT", "PSTP"}
    assert Source.objects.get(owner_kind="organisation").owner_id == stays.public_id
    assert not Organisation.objects.filter(pk=goes.pk).exists()
    assert not LocalizedText.objects.filter(owner_id=goes.public_id).exists()
    assert Entry.objects.get(action="organisation.merged").subject_id == stays.public_id
    assert [problem for report in verify() for problem in report.problems] == []


def test_the_names_that_are_not_taken_become_aliases(world):
    goes = people.add_organisation(
        actor=SYSTEM, names={"pl": "Park Pomorski"}, organisation_kind="other", city=world.gdynia
    )
    people.merge_records(
        actor=SYSTEM, winner=world.organisation, loser=goes, take=["name_pl", "organisation_kind"]
    )
    world.organisation.refresh_from_db()
    assert world.organisation.organisation_kind == "other"
    assert world.organisation.localized("name").text("pl") == "Park Pomorski"
    assert "Pomorski Park" in aliases_of([world.organisation])[world.organisation.public_id]


def test_two_persons_of_one_visit_become_one_and_are_erased_as_one(world):
    goes = people.add_person(actor=SYSTEM, city=world.gdynia, names={"en": "John Tester"}, email="")
    visits.add_attendance(actor=SYSTEM, visit=world.visit, person=goes, side=world.side_g)
    other = visits.add_visit(
        actor=SYSTEM, partnership=world.kaohsiung_gdynia, occasions={"en": "Return"}, on=date(2026, 1, 2)
    )
    visits.add_attendance(actor=SYSTEM, visit=other, person=goes, side=world.side_g)
    committees.add_member(actor=SYSTEM, committee=world.committee, person=goes, side=world.side_g)
    ImportNote.objects.bulk_create(
        ImportNote(owner_kind="person", owner_id=one.public_id, label=label, text=label)
        for one, label in ((goes, "Fax"), (world.person, "Fax"), (goes, "Floor"))
    )
    with CaptureQueriesContext(connection) as asked:
        shown = preview_moves(world.person, goes)
    assert len(asked) == 1
    twins = {one.table: (one.rows, one.twins) for one in shown}
    assert (twins["attendance"], twins["committee member"], twins["import note"]) == ((2, 1), (1, 1), (2, 1))
    people.merge_records(actor=SYSTEM, winner=world.person, loser=goes)
    labels = ImportNote.objects.filter(owner_id=world.person.public_id).values_list("label", flat=True)
    assert sorted(labels) == ["Fax", "Floor"], "what was shown as going is gone, and nothing else"
    assert [one.person for one in (*world.visit.attendances.all(), *other.attendances.all())] == [
        world.person, world.person,
    ]  # fmt: skip
    assert world.committee.members.count() == 1
    erase_person(actor=SYSTEM, subject=world.person.ref)
    assert not LocalizedText.objects.filter(text="John Tester").exists()
    payloads = [entry.payload.data for entry in Entry.objects.filter(payload__isnull=False)]
    assert "John Tester" not in str(payloads)
    assert [problem for report in verify() for problem in report.problems] == []


def test_two_cities_of_one_partnership_are_not_merged(world):
    with pytest.raises(StateError):
        people.merge_records(actor=SYSTEM, winner=world.kaohsiung, loser=world.gdynia)
    assert City.objects.count() == 3
    with pytest.raises(InputError):
        people.merge_records(actor=SYSTEM, winner=world.kaohsiung, loser=world.kaohsiung)


def test_a_chain_of_merges_leads_to_the_last(client, world):
    first, second = body(world, "First"), body(world, "Second")
    people.merge_records(actor=SYSTEM, winner=second, loser=first)
    people.merge_records(actor=SYSTEM, winner=world.organisation, loser=second)
    assert set(MergedRecord.objects.values_list("new_id", flat=True)) == {world.organisation.public_id}
    client.force_login(world.administrator)
    answer = client.get(reverse("organisation", args=[first.public_id]))
    assert answer.url == reverse("organisation", args=[world.organisation.public_id])


def test_the_page_shows_what_would_move_and_merges(client, world):
    client.force_login(world.administrator)
    goes = body(world, "Pomeranian Park", website="https://a.example")
    world.organisation.website = "https://b.example"
    world.organisation.save()
    page = reverse("merge", args=["organisations", world.organisation.public_id])
    assert "Pomeranian Park" in client.get(page, {"words": "pomeranian"}).content.decode()
    there = f"{page}?with={goes.public_id}"
    assert "https://a.example" in client.get(there).content.decode()
    assert client.post(there, {"website": "goes"}).url == reverse(
        "organisation", args=[world.organisation.public_id]
    )
    world.organisation.refresh_from_db()
    assert world.organisation.website == "https://a.example"
    client.force_login(world.officer_g)
    assert client.get(page).status_code == 403
