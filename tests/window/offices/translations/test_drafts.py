"""Drafts by machine, through a real service on loopback: kept, flagged, proposed, refused, tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.outside.translation_server import running

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.models import LocalizedText, TextStatus, TranslationProposal, WordingRevision
from sistership.window.ground.texts import write_texts
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.people.erasure import erase_person, export_person
from sistership.window.offices.people.models import CityTerm
from sistership.window.offices.translations import tasks
from sistership.window.offices.translations.actions import request_drafts, stop_drafts
from sistership.window.offices.translations.checks import problems_of
from sistership.window.offices.translations.glossary import glossary_of
from sistership.window.offices.translations.models import DraftBatch, DraftItem
from sistership.window.offices.translations.queries import read_units, units
from sistership.window.offices.translations.rules import scope_of

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.once]


@pytest.fixture
def service(settings):
    with running() as started:
        settings.TRANSLATOR = "libretranslate"
        settings.TRANSLATOR_OPTIONS = {"url": started.url, "key": "", "model": "", "timeout_s": 2.0}
        yield started


def request(world, language="ms", **options):
    scope = scope_of(world.officer_k).narrowed(world.kaohsiung_gdynia)
    found = read_units(units(scope, language, states=("missing", "stale")), language)
    return request_drafts(
        actor=world.officer_k.ref,
        partnership=world.kaohsiung_gdynia,
        language=language,
        units=found,
        **options,
    )


def work(batch, *, steps=20):
    """What the worker does: step after step, until nothing is left."""
    said = []
    while batch.state == DraftBatch.State.RUNNING and len(said) < steps:
        said.append(tasks.draft(str(batch.public_id)))
        batch.refresh_from_db()
    return said


def row_of(record, language, field="title"):
    return LocalizedText.objects.filter(owner_id=record.public_id, field=field, language=language).first()


def test_published_texts_are_drafted_and_internal_ones_stay(world, service):
    batch = request(world)
    assert work(batch)[-1] == "done"
    row = row_of(world.commitment, "ms")
    assert (row.text, row.status, row.source_revision) == ("[每年安排實習]", TextStatus.MACHINE_DRAFT, 1)
    sent = [text for asked in service.asked for text in asked["q"]]
    assert "Interns placed in the first year" not in sent
    assert row_of(world.filed, "ms") is None
    assert set(batch.items.values_list("state", flat=True)) == {DraftItem.State.DRAFTED}
    entries = Entry.objects.filter(action="translation.drafted", subject_id=world.commitment.public_id)
    said = [(entry.actor_kind, entry.payload.data["after"]) for entry in entries.order_by("pk")]
    assert sorted(said, key=str) == [
        ("system", {"title": {"ms": "[每年安排實習]"}}),
        ("system", {"unit": {"ms": "[interns]"}}),
    ]
    assert tasks.draft(str(batch.public_id)) == "nothing to do"


def test_internal_texts_leave_only_where_the_officer_confirms(world, service):
    work(request(world, includes_internal=True))
    assert row_of(world.filed, "ms").status == TextStatus.MACHINE_DRAFT


def test_what_is_hidden_after_the_request_does_not_leave(world, service):
    batch = request(world)
    type(world.agreement).objects.filter(pk=world.agreement.pk).update(is_public=False)
    work(batch)
    assert row_of(world.agreement, "ms") is None
    assert batch.items.get(owner_id=world.agreement.public_id, field="title").state == "not_needed"


def test_a_stale_translation_gets_a_proposal_and_keeps_its_words(world, service):
    write_texts(world.commitment, {"title": {"zh-hant": "每年至少安排十名實習"}})
    work(request(world, language="pl"))
    assert row_of(world.commitment, "pl").text == "Staże co roku"
    assert (
        TranslationProposal.objects.get(owner_id=world.commitment.public_id).text == "[每年至少安排十名實習]"
    )


def test_a_locked_term_is_kept_by_a_good_service_and_flagged_after_a_bad_one(world, service):
    CityTerm.objects.create(city=world.kaohsiung, concept="intern", language="zh-hant", term="實習")
    CityTerm.objects.create(city=world.kaohsiung, concept="intern", language="ms", term="latihan industri")

    def problems():
        terms = glossary_of([world.kaohsiung_gdynia.pk])[world.kaohsiung_gdynia.pk].between("zh-hant", "ms")
        row = row_of(world.commitment, "ms")
        found = problems_of("每年安排實習", row.text, languages=("zh-hant", "ms"), terms=terms)
        return row.text, [(one.kind, one.wanted) for one in found]

    work(request(world))
    assert problems() == ("[每年安排latihan industri]", [])
    service.answer = lambda body: {"translatedText": ["Setiap tahun" for _ in body["q"]]}
    LocalizedText.objects.filter(status=TextStatus.MACHINE_DRAFT).delete()
    work(request(world))
    assert problems() == ("Setiap tahun", [("term", "latihan industri")])


def test_mangled_and_empty_drafts_are_refused(world, service):
    service.answer = lambda body: {
        "translatedText": ["<跨度>" if n else " " for n, _ in enumerate(body["q"])]
    }
    batch = request(world)
    work(batch)
    assert set(batch.items.values_list("state", flat=True)) == {DraftItem.State.REFUSED}
    assert not LocalizedText.objects.filter(status=TextStatus.MACHINE_DRAFT).exists()


def test_a_failing_service_is_tried_again_later_and_given_up_in_the_end(world, service):
    service.status = 429
    batch = request(world)
    assert tasks.draft(str(batch.public_id)) == "will be tried again"
    assert tasks.draft(str(batch.public_id)) == "nothing to do", "leased for a while"
    assert tasks.sweep() == 0
    service.status = 200
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert tasks.sweep() == 1
        assert tasks.draft(str(batch.public_id)) == "running"
    service.status = 500
    said = []
    for number in range(1, 8):
        with clock.at(clock.now() + timedelta(hours=number)):
            said.append(tasks.draft(str(batch.public_id)))
    batch.refresh_from_db()
    assert said == ["will be tried again"] * 4 + ["given up"] + ["nothing to do"] * 2
    assert (batch.state, "status 500" in batch.last_error) == ("failed", True)
    assert batch.items.filter(state="waiting").exists()


def test_settings_that_name_no_adapter_are_said_in_the_batch(world, service, settings):
    settings.TRANSLATOR = "deepl"
    batch = request(world)
    tasks.draft(str(batch.public_id))
    batch.refresh_from_db()
    assert "'deepl' is no translation service" in batch.last_error


def test_one_batch_at_a_time_and_one_can_be_stopped(world, service, settings):
    batch = request(world)
    with pytest.raises(StateError, match="already"):
        request(world)
    stop_drafts(actor=world.officer_k.ref, batch=batch)
    assert tasks.draft(str(batch.public_id)) == "nothing to do"
    assert not service.asked
    settings.TRANSLATOR = ""
    with pytest.raises(StateError, match="No translation service"):
        request(world)
    settings.TRANSLATOR = "libretranslate"
    with pytest.raises(InputError, match="no published text"):
        request_drafts(actor=world.officer_k.ref, partnership=world.kaohsiung_gdynia, language="ms", units=[])


def test_who_asked_is_exported_and_forgotten(world, service):
    batch = request(world)
    asked = export_person(world.officer_k.ref)["translations"]["drafts_asked_for"]
    assert [one["public_id"] for one in asked] == [batch.public_id]
    erase_person(actor=world.administrator.ref, subject=world.officer_k.ref)
    batch.refresh_from_db()
    assert batch.requested_by is None


def test_past_wordings_about_a_person_are_exported_and_erased(world):
    write_texts(world.person, {"name": {"pl": "Jan Nowy"}})
    past = export_person(world.person.ref)["translations"]["wordings"]
    assert {one["text"] for one in past} == {"Jan Testowy", "Jan Nowy"}
    erase_person(actor=world.administrator.ref, subject=world.person.ref)
    assert not WordingRevision.objects.filter(owner_id=world.person.public_id).exists()
