"""What lacks a translation, what is stale, and in which order: for officers of each city."""

from __future__ import annotations

import pytest
from django.apps import apps

from sistership.window.ground.ids import Ref
from sistership.window.ground.records import Record
from sistership.window.ground.texts import write_texts
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.translations.kinds import KINDS, NOT_TRANSLATED
from sistership.window.offices.translations.queries import (
    CURRENT,
    OPEN,
    read_units,
    tally,
    unit_of,
    units,
    wordings_of,
)
from sistership.window.offices.translations.rules import EVERYTHING, scope_of
from sistership.window.offices.visions import actions as visions
from sistership.window.pages.desk.forms.corrections import TEXTS
from sistership.window.pages.desk.forms.translations import KIND_WORDS
from sistership.window.pages.desk.views.wordings import KINDS as CORRECTED

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OF_LESSONS = ("question", "answer", "lesson", "lesson_figure", "site", "helped")
"""Corrected on their own pages, where the other side reviews them."""

OF_MATCHING = ("profile", "matchday", "day_break", "programme", "cohort", "position")
"""Corrected on their own pages, with all else that they say."""


def _listed(scope, language, **options):
    return read_units(units(scope, language, **options), language)


def _unit(world, record, field, language):
    return unit_of(scope_of(world.officer_k), record.ref, field, language)


def test_every_kind_that_can_be_corrected_can_be_translated():
    assert set(KINDS) == {
        *CORRECTED,
        "document",
        "vision",
        "axis",
        "recommendation",
        *OF_LESSONS,
        *OF_MATCHING,
    }


def test_every_record_with_texts_is_on_the_desk_or_says_why_not():
    with_texts = {
        model.kind() for model in apps.get_models() if issubclass(model, Record) and model.TEXT_FIELDS
    }
    assert with_texts == {*KINDS, *NOT_TRANSLATED}
    assert not set(KINDS) & set(NOT_TRANSLATED)
    for name, kind in KINDS.items():
        assert (kind.model.kind(), name in KIND_WORDS) == (name, True)
        assert {one.name for one in TEXTS[name]} == set(kind.model.TEXT_FIELDS), name


def test_visions_and_answers_are_translated_by_their_own_city(world):
    vision = visions.add_vision(actor=SYSTEM, city=world.kaohsiung, titles={"zh-hant": "淨零城市"})
    first = min(world.kaohsiung.partnerships.values_list("pk", flat=True))
    unit = _unit(world, vision, "title", "pl")
    assert (unit.state, unit.is_public, unit.partnership_id) == ("missing", True, first)
    assert unit_of(scope_of(world.officer_g), vision.ref, "title", "pl") is None
    for partnership in world.kaohsiung.partnerships.all():
        scope = scope_of(world.officer_k).narrowed(partnership)
        is_listed = unit_of(scope, vision.ref, "title", "pl") is not None
        assert is_listed == (partnership.pk == first), "once, however many partnerships the city has"


def test_what_lacks_malay_is_listed_with_the_public_and_soonest_first(world):
    found = _listed(scope_of(world.officer_k), "ms")
    assert {unit.state for unit in found} == {"missing"}
    profile, found = found[:3], found[3:]
    assert {unit.source for unit in profile} == {"港口閘門", "閘門與抽水機。", "水位計。"}, "ends in a year"
    texts = [unit.source for unit in found]
    assert set(texts[:2]) == {"Call is open", "每年安排實習"}, "due on the same day"
    assert (texts[2], found[2].name) == ("interns", "Place interns every year"), (
        "a unit of measure, with its promise"
    )
    internal = texts[sum(unit.is_public for unit in found) :]
    assert {"Interns placed in the first year", "interns"} < set(internal), "what is internal comes last"
    assert not any(unit.is_public for unit in found[-len(internal) :])
    assert "A promise not yet published" not in texts, "of a partnership without Kaohsiung"
    by_text = {unit.source: unit for unit in found}
    assert by_text["Call is open"].due_on.isoformat() == "2030-01-31"
    kp = Partnership.objects.get(key="kaohsiung-penang")
    assert by_text["Invitation to the smart city forum"].partnership_id == kp.pk


def test_stale_missing_and_current_are_told_apart(world):
    write_texts(world.commitment, {"title": {"zh-hant": "每年至少安排十名實習"}})
    assert _unit(world, world.commitment, "title", "pl").state == "stale"
    assert _unit(world, world.commitment, "title", "ms").state == "missing"
    assert _unit(world, world.commitment, "title", "zh-hant") is None
    assert _unit(world, world.agreement, "title", "pl").state == "current"
    write_texts(world.commitment, {"title": {"pl": "Co najmniej dziesięć staży co roku"}})
    assert _unit(world, world.commitment, "title", "pl").state == "current"


def test_a_stale_translation_knows_what_its_source_said(world):
    write_texts(world.commitment, {"title": {"zh-hant": "每年至少安排十名實習"}})
    write_texts(world.commitment, {"title": {"zh-hant": "每年至少安排二十名實習"}})
    found = wordings_of(_unit(world, world.commitment, "title", "pl"))
    assert [(one.language, one.before, one.text) for one in found.sources] == [
        ("zh-hant", "每年安排實習", "每年至少安排二十名實習")
    ]
    assert found.sources[0].is_changed
    assert (found.present.text, [row.language for row in found.others]) == ("Staże co roku", ["en"])
    same = wordings_of(_unit(world, world.agreement, "title", "pl"))
    assert not any(one.is_changed for one in same.sources)


def test_the_tally_counts_what_the_list_shows(world):
    write_texts(world.commitment, {"title": {"zh-hant": "每年至少安排十名實習"}})
    for scope in (scope_of(world.officer_k), scope_of(world.officer_g), EVERYTHING):
        counts = tally(scope)
        for language in ("zh-hant", "en", "pl", "ms"):
            for state in (*OPEN, CURRENT):
                listed = _listed(scope, language, states=(state,))
                by_partnership = {
                    key: one[language][state] for key, one in counts.items() if one[language][state]
                }
                assert by_partnership == {
                    key: sum(unit.partnership_id == key for unit in listed)
                    for key in {unit.partnership_id for unit in listed}
                }


def test_an_officer_translates_only_what_her_city_may_write(world):
    owners = {
        name: {unit.owner for unit in _listed(scope_of(getattr(world, name)), "ms")}
        for name in ("officer_k", "officer_g", "officer_p", "councillor_k", "administrator")
    }
    assert world.filed.ref in owners["officer_k"] - owners["officer_g"], "filed by Kaohsiung"
    assert world.hidden_commitment.ref in owners["officer_g"] & owners["officer_p"] - owners["officer_k"]
    assert world.commitment.ref not in owners["officer_p"]
    assert owners["councillor_k"] == owners["administrator"] == set()
    assert Ref("document", world.document.public_id) in owners["officer_k"] & owners["officer_g"]


def test_what_a_lead_decides_is_translated_by_a_lead(world):
    write_texts(world.agreement, {"renewal": {"en": "Renewed by letter"}})
    fields = {
        name: {unit.field for unit in _listed(scope_of(getattr(world, name)), "pl")}
        for name in ("officer_k", "lead_k")
    }
    assert fields["lead_k"] - fields["officer_k"] == {"renewal"}


def test_the_list_and_the_tally_cost_the_same_for_any_number(world, django_assert_num_queries):
    scope = scope_of(world.officer_k)
    with django_assert_num_queries(3):
        read_units(units(scope, "ms")[:25], "ms")
        tally(scope)
