"""Texts in several languages: authentic wordings, translations, and when one is stale."""

from __future__ import annotations

import pytest

from sistership.window.ground.models import LocalizedText
from sistership.window.ground.texts import load_texts, write_texts

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
