"""A long sheet is written with few queries, and says what the rows would have said one by one."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sistership.formats.tables import table_of, write_csv
from sistership.window.ground.models import LocalizedText, TranslationProposal, WordingRevision
from sistership.window.ground.texts import write_texts
from sistership.window.ground.texts_in_bulk import write_more_texts
from sistership.window.offices.imports import actions
from sistership.window.offices.imports.checking import Verdict
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people.models import Alias, Person, Post

pytestmark = [pytest.mark.django_db, pytest.mark.database]


SOME = 8
"""Queries more for ten times the rows: a database takes only so many values at once."""


def take(world, rows, *, decision="new"):
    run = actions.start_run(
        actor=world.administrator.ref,
        reader=world.administrator,
        register="contacts",
        file="contacts.csv",
        content=write_csv(table_of(list(rows[0]), rows)),
    )
    check = actions.check_run(run, world.administrator)
    alike = {
        one.row.number: decision or one.suspicions[0].id
        for one in check.rows
        if one.verdict == Verdict.SUSPECT
    }
    run = actions.decide(run=run, decisions=alike)
    with CaptureQueriesContext(connection) as asked:
        written = actions.import_run(actor=world.administrator.ref, reader=world.administrator, run=run)
    return written, len(asked)


def contact(number, **more):
    return {
        "name_zh_hant": f"承辦人{number}號",
        "email": f"person{number}@example.org",
        "telephone": "",
        "city": "gdynia",
        "aliases": "",
        "title": "Officer",
    } | more


def test_changes_of_many_contacts_cost_no_more_queries_than_of_few(world):
    take(world, [contact(number) for number in range(60)])
    changed = [
        contact(number, name_zh_hant=f"承辦{number}君", telephone=f"+48 58 {number:07}", title="Head")
        | {"aliases": f"Nick {number}", "name_en": f"Clerk {number}"}
        for number in range(60)
    ]
    few, queries_of_few = take(world, changed[:5], decision="")
    many, queries_of_many = take(world, changed[5:], decision="")
    assert (few.added, few.changed, many.added, many.changed) == (0, 5, 0, 55)
    assert queries_of_many <= queries_of_few + SOME
    person = Person.objects.get(email="person42@example.org")
    names = LocalizedText.objects.filter(owner_id=person.public_id).order_by("language")
    assert list(names.values_list("text", "status", "source_revision")) == [
        ("Clerk 42", "translation", 1),
        ("承辦人42號", "authentic", None),
    ]
    assert person.telephone == "+48 58 0000042"
    aliases = Alias.objects.filter(owner_id=person.public_id).values_list("name", flat=True)
    assert set(aliases) == {"Nick 42", "承辦42君"}, "a person said that the two names are of one"
    posts = Post.objects.filter(person=person).values_list("public_id", flat=True)
    titles = LocalizedText.objects.filter(owner_id__in=posts).order_by("pk").values_list("text", flat=True)
    assert list(titles) == ["Officer", "Head"]
    assert Entry.objects.filter(action="person.edited", subject_id=person.public_id).count() == 1
    assert [problem for report in verify() for problem in report.problems] == []


def test_rows_with_one_unknown_identifier_fold_into_one_person_in_few_queries(world):
    def folded(first, count):
        return [
            contact(number, title=title, public_id=f"00000000-0000-7000-8000-{number:012}")
            | {"aliases": f"{title} {number}"}
            for number in range(first, first + count)
            for title in ("Officer", "Head", "Officer")
        ]

    few, queries_of_few = take(world, folded(0, 2))
    many, queries_of_many = take(world, folded(2, 30))
    assert (few.added, many.added) == (2, 30)
    assert queries_of_many <= queries_of_few + SOME
    person = Person.objects.get(email="person9@example.org")
    assert person.posts.count() == 2
    assert set(Alias.objects.filter(owner_id=person.public_id).values_list("name", flat=True)) == {
        "Officer 9",
        "Head 9",
    }


def _all_of(record):
    rows = LocalizedText.objects.filter(owner_id=record.public_id).order_by("field", "language")
    past = WordingRevision.objects.filter(owner_id=record.public_id).order_by("field", "language", "revision")
    return (
        list(rows.values_list("field", "language", "text", "status", "revision", "source_revision")),
        list(past.values_list("field", "language", "revision", "text")),
    )


GIVEN = (
    {"zh-hant": "每年至少安排十名實習"},
    {"en": "Place ten interns", "ms": "Latihan industri"},
    {"en": "Place at least ten interns", "zh-hant": "每年至少安排二十名實習"},
)


def test_many_texts_together_read_as_those_written_one_by_one(world):
    record = world.commitment
    TranslationProposal.objects.create(
        owner_kind="commitment", owner_id=record.public_id, field="title", language="en", text="Machine",
        source_revision=1, at=record.created_at,
    )  # fmt: skip
    with transaction.atomic():
        for wordings in GIVEN:
            write_texts(record, {"title": wordings})
        one_by_one, kept = _all_of(record), TranslationProposal.objects.count()
        transaction.set_rollback(True)
    write_more_texts("title", [(record, wordings) for wordings in GIVEN])
    assert _all_of(record) == one_by_one
    assert (TranslationProposal.objects.count(), kept) == (0, 0)
    assert record.localized("title").text("ms") == "Latihan industri"
