"""A reading: drafted, corrected, accepted once with its sources, or discarded with its file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.storage import default_storage

from sistership.common.errors import InputError, RuleError, StateError
from sistership.window.ground.models import Document, Source, StoredFile
from sistership.window.offices.agreements.models import Agreement, Commitment, Intention
from sistership.window.offices.journal.models import Entry as JournalEntry
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.erasure import erase_person, export_person
from sistership.window.offices.people.models import Organisation, Partnership, Person
from sistership.window.offices.readings import actions
from sistership.window.offices.readings.entries import draft_of_reading, entries_of, place_of, plain_value
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.readings.rules import visible_readings
from sistership.window.offices.visits.accept import accept_text
from sistership.window.offices.visits.models import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TEXT = """高雄與格丁尼亞簽署數位合作備忘錄

發布日期:2026/3/4

高雄市副市長王測試於3月3日與格丁尼亞市政府簽署數位合作備忘錄。

雙方將於2026年9月設立聯合辦公室,並提供實習媒合服務。

期待未來共同推動海洋產業。
"""


def read(world, text=TEXT, **options):
    account = options.pop("account", world.officer_k)
    return actions.read_document(actor=account.ref, read_by=account, text=text, **options)[0]


@pytest.fixture
def reading(world):
    return read(world, partnership=world.kaohsiung_gdynia)


def entry(reading, name, words=""):
    reading.refresh_from_db()
    return next(
        one for one in entries_of(reading) if one.field.name == name and words in str(one.field.value)
    )


def accept(world, reading, **options):
    return actions.accept_reading(account=world.officer_k, reading=reading, **options)


def counts():
    return [model.objects.count() for model in (Agreement, Commitment, Document, Intention, Person, Visit)]


def steps(reading):
    return list(
        JournalEntry.objects.filter(subject_id=reading.public_id)
        .order_by("pk")
        .values_list("action", flat=True)
    )


def test_a_reading_makes_no_record_before_it_is_accepted(world):
    before = counts()
    reading = read(world, partnership=world.kaohsiung_gdynia)
    assert counts() == before
    assert draft_of_reading(reading).kind == "memorandum"
    planned = actions.plan(account=world.officer_k, reading=reading)
    assert counts() == before
    _, accepted = accept(world, reading)
    assert accepted.made == planned.made
    assert [one.words for one in accepted.records] == [one.words for one in planned.records]
    assert planned.made["commitment"] == Commitment.objects.filter(agreement=accepted.agreement).count() > 0
    assert [problem for report in verify() for problem in report.problems] == []


def test_accepting_twice_makes_no_second_record(world, reading):
    _, first = accept(world, reading)
    before = counts()
    # the second officer's page was loaded before the first one accepted
    again, second = actions.accept_reading(account=world.officer_g, reading=reading)
    assert (first.is_new, second, again.state) == (True, None, "accepted")
    assert counts() == before


def test_the_same_text_read_anew_makes_no_second_record(world, reading):
    same, is_new = actions.read_document(
        actor=world.officer_g.ref, read_by=world.officer_g, text=TEXT, partnership=world.kaohsiung_gdynia
    )
    assert (same.pk, is_new) == (reading.pk, False)
    accept(world, reading)
    before = counts()
    anew = read(world, partnership=world.kaohsiung_gdynia)
    assert anew.pk != reading.pk
    _, accepted = accept(world, anew)
    assert (accepted.is_new, counts()) == (False, before)
    assert not accept_text(actor=world.officer_k.ref, text=TEXT).is_new
    assert counts() == before


def test_a_corrected_value_is_what_the_record_says_and_its_words_are_cited(world, reading):
    found = entry(reading, "commitment", "聯合辦公室")
    value = replace(found.field.value, what="設立聯合創新辦公室", owing_cities=("高雄",), due="2026-10")
    actions.correct_field(actor=world.officer_k.ref, reading=reading, key=found.key, value=value)
    accept(world, reading)
    (made,) = [one for one in Commitment.objects.all() if "創新" in one.localized("title").text("zh-hant")]
    assert [side.city.key for side in made.owing.all()] == ["kaohsiung"]
    assert str(made.due_on) == "2026-10-31"
    assert "聯合辦公室" in Source.objects.get(owner_id=made.public_id).quote


def test_a_promise_becomes_an_intention_and_the_reverse(world, reading):
    promise, hope = entry(reading, "commitment", "聯合辦公室"), entry(reading, "intention", "海洋產業")
    actions.turn_promise(actor=world.officer_k.ref, reading=reading, key=promise.key)
    actions.turn_promise(actor=world.officer_k.ref, reading=reading, key=hope.key)
    new = entry(reading, "commitment", "海洋產業")
    actions.correct_field(
        actor=world.officer_k.ref,
        reading=reading,
        key=new.key,
        value=replace(new.field.value, owing_cities=("高雄", "格丁尼亞")),
    )
    accept(world, reading)
    promised = {one.localized("title").text("zh-hant") for one in Commitment.objects.all()}
    hoped = {one.localized("text").text("zh-hant") for one in Intention.objects.all()}
    assert any("海洋產業" in one for one in promised)
    assert any("聯合辦公室" in one for one in hoped)
    assert not any("聯合辦公室" in one for one in promised)


def test_what_is_removed_is_not_made_and_what_is_added_is(world, reading):
    removed = entry(reading, "commitment", "實習")
    actions.remove_field(actor=world.officer_k.ref, reading=reading, key=removed.key)
    span = place_of("海洋 產業", reading.text)
    _, key = actions.add_field(
        actor=world.officer_k.ref, reading=reading, name="topic", value="海洋產業", span=span
    )
    assert reading.text[slice(*span)] == "海洋產業"
    assert entry(reading, "topic").key == key
    _, accepted = accept(world, reading)
    assert not any(
        "實習" in one.localized("title").text("zh-hant") for one in accepted.agreement.commitments.all()
    )
    topics = accepted.visit.points.filter(point_kind="topic")
    assert [one.localized("text").text("zh-hant") for one in topics] == ["海洋產業"]
    assert Source.objects.get(owner_id=topics[0].public_id).quote == "海洋產業"


def test_an_officer_says_which_body_is_meant_or_that_it_is_new(world, reading):
    known = world.organisation
    for name, same_as in (("波美拉尼亞園區", ""), ("波美科技園", str(known.public_id)), ("PPNT", "new")):
        span = place_of("格丁尼亞市政府", reading.text)
        _, key = actions.add_field(
            actor=world.officer_k.ref,
            reading=reading,
            name="organisation",
            value=plain_value("organisation", name),
            span=span,
        )
        value = entry(reading, "organisation", name).field.value
        actions.correct_field(
            actor=world.officer_k.ref, reading=reading, key=key, value=value, same_as=same_as
        )
    before = set(Organisation.objects.values_list("pk", flat=True))
    accept(world, reading)
    made = Organisation.objects.exclude(pk__in=before)
    names = {one.localized("name").text("zh-hant") for one in made}
    assert "PPNT" in names
    assert not names & {"波美拉尼亞園區", "波美科技園"}


def test_a_draft_that_changed_since_its_plan_is_not_accepted(world, reading):
    seen = actions.version_of(reading)
    found = entry(reading, "commitment", "聯合辦公室")
    actions.remove_field(actor=world.officer_g.ref, reading=reading, key=found.key)
    before = counts()
    with pytest.raises(StateError) as refused:
        accept(world, reading, version=seen)
    assert "changed since" in refused.value.what
    assert counts() == before


def test_what_was_accepted_or_discarded_is_not_corrected(world, reading):
    key = entry(reading, "commitment").key
    accept(world, reading)
    with pytest.raises(StateError, match="accepted meanwhile"):
        actions.remove_field(actor=world.officer_k.ref, reading=reading, key=key)
    other = read(world, TEXT + "。", partnership=world.kaohsiung_gdynia)
    actions.discard(actor=world.officer_k.ref, reading=other)
    with pytest.raises(StateError, match="discarded meanwhile"):
        actions.remove_field(actor=world.officer_k.ref, reading=other, key=key)


def test_a_discarded_draft_and_its_file_are_gone(world, django_capture_on_commit_callbacks):
    upload = actions.Upload("note.txt", TEXT.encode(), "text/plain")
    reading = read(world, file=upload)
    place = reading.file.storage_path
    assert default_storage.exists(place)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(actor=world.officer_k.ref, reading=reading)
    assert not Reading.objects.filter(pk=reading.pk).exists()
    assert not StoredFile.objects.filter(sha256=reading.file.sha256).exists()
    assert not default_storage.exists(place)
    assert steps(reading) == ["reading.drafted", "reading.discarded"]


def test_the_file_of_an_accepted_reading_belongs_to_its_document(world):
    upload = actions.Upload("note.txt", TEXT.encode(), "text/plain")
    reading = read(world, partnership=world.kaohsiung_gdynia, file=upload, url="https://example.org/a")
    _, accepted = accept(world, reading)
    document = accepted.document
    assert (document.file.name, document.url, document.text) == ("note.txt", "https://example.org/a", TEXT)
    reading.refresh_from_db()
    assert (reading.text, reading.fields, reading.file) == ("", [], None)
    assert steps(reading) == ["reading.drafted", "reading.accepted"]


def test_without_a_partnership_only_its_reader_sees_it_and_the_cities_find_the_partnership(world):
    reading = read(world)
    seen = {
        name: visible_readings(getattr(world, name)).filter(pk=reading.pk).exists()
        for name in ("officer_k", "lead_k", "officer_g", "councillor_k", "outsider", "administrator")
    }
    assert [name for name, is_seen in seen.items() if is_seen] == ["officer_k"]
    _, accepted = accept(world, reading)
    assert accepted.partnership == world.kaohsiung_gdynia


def test_who_acts_for_neither_city_cannot_accept(world):
    reading = read(world, account=world.officer_p)
    before = counts()
    for deed in (actions.plan, actions.accept_reading):
        with pytest.raises(RuleError):
            deed(account=world.officer_p, reading=reading)
    assert (counts(), Partnership.objects.count()) == (before, 3)


def test_words_that_the_text_does_not_say_are_refused(reading):
    with pytest.raises(InputError, match="do not stand in the document"):
        place_of("波蘭語課程", reading.text)
    first, last = reading.text.index("高雄"), reading.text.rindex("高雄")
    assert place_of("高雄", reading.text)[0] == first
    assert place_of("高雄", reading.text, near=last + 1)[0] == last


def test_a_person_is_exported_and_erased_in_open_drafts(world, reading):
    person = people.add_person(actor=world.officer_k.ref, city=world.kaohsiung, names={"zh-hant": "王測試"})
    named = export_person(person.ref)["readings"]["named_in_drafts"]
    assert {one["reading"] for one in named} == {reading.public_id, world.reading.public_id}
    erase_person(actor=world.administrator.ref, subject=person.ref)
    reading.refresh_from_db()
    assert "王測試" not in str(
        [one["field"]["value"] for one in reading.fields if one["field"]["name"] == "person"]
    )
    own = read(world, TEXT + "。")
    assert len(export_person(world.officer_k.ref)["readings"]["read"]) == 3
    erase_person(actor=world.administrator.ref, subject=world.officer_k.ref)
    assert not Reading.objects.filter(pk=own.pk).exists()
    assert Reading.objects.get(pk=reading.pk).read_by is None
