"""Texts in several languages: authentic wordings, translations, and when one is stale."""

from __future__ import annotations

import pytest
from django.db import transaction

from sistership.window.ground.models import LocalizedText, TranslationProposal, WordingRevision
from sistership.window.ground.texts import delete_texts, load_texts, write_machine_draft, write_texts

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _variant(record, language):
    record.forget_texts()
    return record.localized("title").best(language)


def test_first_wording_is_authentic_and_others_are_translations(world):
    row = world.commitment
    assert [
        (variant.language, variant.is_authentic, variant.is_stale)
        for variant in (_variant(row, code) for code in ("zh-hant", "en", "pl"))
    ] == [("zh-hant", True, False), ("en", False, False), ("pl", False, False)]


def test_changed_authentic_wording_makes_translations_stale_until_they_are_written_again(world):
    row = world.commitment
    write_texts(row, {"title": {"zh-hant": "每年至少安排十名實習"}})
    assert (_variant(row, "en").is_stale, _variant(row, "pl").is_stale) == (True, True)
    write_texts(row, {"title": {"en": "Place at least ten interns every year"}})
    assert (_variant(row, "en").is_stale, _variant(row, "pl").is_stale) == (False, True)


def test_unchanged_authentic_wording_keeps_its_revision(world):
    row = world.commitment
    write_texts(row, {"title": {"zh-hant": "每年安排實習"}})
    assert not _variant(row, "en").is_stale


def test_empty_text_removes_the_wording(world):
    write_texts(world.commitment, {"title": {"pl": "  "}})
    assert _variant(world.commitment, "pl").language == "en"


def test_unknown_field_is_a_programming_error(world):
    with pytest.raises(KeyError, match="it has"):
        write_texts(world.commitment, {"name": {"en": "x"}})


def test_many_records_cost_one_query(world, django_assert_num_queries):
    records = [world.commitment, world.milestone, world.direction, world.agreement, world.kaohsiung]
    with django_assert_num_queries(1):
        load_texts(records)
        titles = [record.localized(record.TEXT_FIELDS[0]).text("zh-hant") for record in records]
    assert titles == ["每年安排實習", "Call is open", "人才交流", "經濟合作備忘錄", "高雄"]


def test_one_language_of_a_field_exists_once(world):
    rows = LocalizedText.objects.filter(owner_id=world.commitment.public_id, field="title")
    assert sorted(rows.values_list("language", flat=True)) == ["en", "pl", "zh-hant"]


def _history(record, field="title"):
    rows = WordingRevision.objects.filter(owner_id=record.public_id, field=field).order_by(
        "revision", "language"
    )
    return [(row.language, row.revision, row.text) for row in rows]


def test_what_an_authentic_wording_said_is_kept_by_revision(world):
    row = world.commitment
    assert _history(row) == [("zh-hant", 1, "每年安排實習")]
    write_texts(row, {"title": {"zh-hant": "每年至少安排十名實習", "en": "Ten interns every year"}})
    write_texts(row, {"title": {"zh-hant": "每年至少安排十名實習"}})
    assert _history(row) == [("zh-hant", 1, "每年安排實習"), ("zh-hant", 2, "每年至少安排十名實習")]
    write_texts(row, {"title": {"en": "Ten interns every year"}}, authentic=["en", "zh-hant"])
    assert _history(row)[1:] == [("en", 2, "Ten interns every year"), ("zh-hant", 2, "每年至少安排十名實習")]


def test_a_machine_draft_never_replaces_what_a_person_wrote(world):
    row = world.commitment

    def write(language, text):
        with transaction.atomic():
            return write_machine_draft(row, "title", language, text, source_revision=1)

    assert write("ms", "Tempatkan pelatih") == "draft"
    assert write("ms", "Tempatkan pelatih setiap tahun") == "draft"
    assert write("pl", "Praktyki") == "not_needed"
    assert write("zh-hant", "實習") == "not_needed"
    write_texts(row, {"title": {"zh-hant": "每年至少安排十名實習"}})
    assert write("pl", "Praktyki") == "not_needed", "its source is of another revision by now"
    with transaction.atomic():
        made = write_machine_draft(row, "title", "pl", "Dziesięć staży co roku", source_revision=2)
    assert made == "proposal"
    variant = _variant(row, "pl")
    assert (variant.text, variant.is_stale, variant.is_machine_draft) == ("Staże co roku", True, False)
    draft = _variant(row, "ms")
    assert (draft.is_stale, draft.is_machine_draft) == (True, True)
    assert TranslationProposal.objects.get().text == "Dziesięć staży co roku"


def test_a_person_who_writes_ends_draft_and_proposal(world):
    row = world.commitment
    with transaction.atomic():
        write_machine_draft(row, "title", "ms", "Pelatih", source_revision=1)
        write_texts(row, {"title": {"zh-hant": "每年至少安排十名實習"}})
        write_machine_draft(row, "title", "pl", "Staże", source_revision=2)
    write_texts(row, {"title": {"ms": "Pelatih", "pl": "Dziesięć staży"}})
    assert not TranslationProposal.objects.exists()
    assert [
        (_variant(row, code).is_machine_draft, _variant(row, code).is_stale) for code in ("ms", "pl")
    ] == [
        (False, False),
        (False, False),
    ]


def test_past_wordings_and_proposals_go_with_the_record(world):
    row = world.commitment
    with transaction.atomic():
        write_texts(row, {"title": {"zh-hant": "每年至少安排十名實習"}})
        write_machine_draft(row, "title", "pl", "Staże", source_revision=2)
    delete_texts([row])
    assert _history(row) == []
    assert not TranslationProposal.objects.filter(owner_id=row.public_id).exists()
    assert _history(world.milestone) == [("en", 1, "Call is open")]
