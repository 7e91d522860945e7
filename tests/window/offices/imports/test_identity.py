"""What goes out of a window and into an empty one goes out of that the same: any names, any file form."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sistership.window.ground.models import LocalizedText
from sistership.window.offices.imports import actions
from sistership.window.offices.imports.cells import join_names, split_names
from sistership.window.offices.imports.exporting import export, register_table
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Alias, City, Organisation, Person

pytestmark = pytest.mark.django_db

words = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" '=+-@;、|\\高雄"),
    min_size=1,
    max_size=20,
).map(lambda text: " ".join(text.split()))
words = words.filter(lambda text: text and not text.startswith("#"))
names = st.dictionaries(st.sampled_from(["zh-hant", "en", "pl", "ms"]), words, min_size=1, max_size=4)
drafts = st.lists(st.tuples(names, st.lists(words, max_size=2)), min_size=1, max_size=3)
OFTEN = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(found=st.lists(words, max_size=4, unique=True))
def test_names_go_into_one_cell_and_out_again(found):
    assert split_names(join_names(found)) == found


def without_ids(table):
    return table.columns[1:], sorted((row[1:] for row in table.rows), key=str)


def empty(model):
    for row in model.objects.all():
        Alias.objects.filter(owner_id=row.public_id).delete()
        LocalizedText.objects.filter(owner_id=row.public_id).delete()
    model.objects.all().delete()


def out_and_in(reader, register, form, model):
    before = register_table(register, reader)
    content = export(register, reader, form)
    empty(model)
    run = actions.start_run(
        actor=SYSTEM, reader=reader, register=register, file=f"out.{form}", content=content
    )
    rows = actions.sheet_of(run).rows
    run = actions.decide(run=run, decisions={row.number: "new" for row in rows})
    actions.import_run(actor=SYSTEM, reader=reader, run=run)
    assert without_ids(register_table(register, reader)) == without_ids(before)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@OFTEN
@given(drafts)
def test_organisations_out_and_in_are_the_same(world, form, given_drafts):
    with transaction.atomic():
        empty(Organisation)
        for wordings, aliases in given_drafts:
            people.add_organisation(
                actor=SYSTEM, names=wordings, organisation_kind="company", city=world.gdynia, aliases=aliases
            )
        out_and_in(world.administrator, "organisations", form, Organisation)
        transaction.set_rollback(True)


@pytest.mark.parametrize("form", ["csv", "xlsx", "vcf"])
@OFTEN
@given(drafts)
def test_contacts_out_and_in_are_the_same(world, form, given_drafts):
    with transaction.atomic():
        for office in (world.visit.attendances, world.committee.members):
            office.all().delete()
        empty(Person)
        for number, (wordings, aliases) in enumerate(given_drafts):
            person = people.add_person(
                actor=SYSTEM,
                city=world.gdynia,
                names=wordings,
                email=f"p{number}@example.org",
                aliases=aliases,
            )
            people.add_post(actor=SYSTEM, person=person, titles=wordings, organisation=world.organisation)
        out_and_in(world.administrator, "contacts", form, Person)
        transaction.set_rollback(True)


@OFTEN
@given(drafts)
def test_cities_out_and_in_are_the_same(world, given_drafts):
    with transaction.atomic():
        kept = set(City.objects.values_list("pk", flat=True))
        for number, (wordings, aliases) in enumerate(given_drafts):
            people.add_city(
                actor=SYSTEM,
                key=f"city-{number}",
                names=wordings,
                country="PL",
                timezone="Europe/Warsaw",
                longitude=18.1 + number,
                latitude=-54.25,
                aliases=aliases,
            )
        before = register_table("cities", world.administrator)
        content = export("cities", world.administrator, "xlsx")
        for city in City.objects.exclude(pk__in=kept):
            Alias.objects.filter(owner_id=city.public_id).delete()
            LocalizedText.objects.filter(owner_id=city.public_id).delete()
            city.delete()
        run = actions.start_run(
            actor=SYSTEM, reader=world.administrator, register="cities", file="out.xlsx", content=content
        )
        rows = actions.sheet_of(run).rows
        run = actions.decide(run=run, decisions={row.number: "new" for row in rows})
        actions.import_run(actor=SYSTEM, reader=world.administrator, run=run)
        after = register_table("cities", world.administrator)
        assert without_ids(after) == without_ids(before)
        transaction.set_rollback(True)
