"""Search finds what a reader may see in any language, nothing else, and keeps in step with the records."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from sistership.common.errors import InputError
from sistership.window.ground.models import LocalizedText, SearchEntry
from sistership.window.ground.registry import registry
from sistership.window.ground.search.entries import rebuild, rebuild_if_empty
from sistership.window.ground.search.searching import Results, search
from sistership.window.ground.search.words import with_tokens
from sistership.window.ground.texts import delete_texts
from sistership.window.offices.agreements.actions import accords, documents, promises
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import actions as people
from sistership.window.offices.visits import actions as visits

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _promise(world, partnership, titles, **more):
    owing = [partnership.sides.order_by("position")[0]]
    return promises.add_commitment(actor=SYSTEM, partnership=partnership, titles=titles, owing=owing, **more)


def _titles(results: Results) -> list[str]:
    return [
        hit.record.localized(group.searchable.title).text("en")
        for group in results.groups
        for hit in group.hits
    ]


def _kinds(results: Results) -> list[str]:
    return [group.kind for group in results.groups]


@pytest.mark.parametrize("words", ["實習", "每年", "staże", "STAZE", "interns", "inter", "latihan industri"])
def test_a_promise_is_found_in_every_language(world, words):
    assert "Place interns every year" in _titles(search(AnonymousUser(), words, kinds=["commitment"]))


def test_every_registered_kind_is_found_by_a_word_of_its_own(world):
    unusual = {"en": "Quixotic zeppelin", "zh-hant": "鯤鵬飛船"}
    pair = world.kaohsiung_gdynia
    commitment = _promise(world, pair, unusual)
    promises.add_milestone(actor=SYSTEM, commitment=commitment, titles=unusual, due_on=date(2030, 1, 1))
    promises.add_intention(
        actor=SYSTEM, partnership=pair, texts=unusual, intention_kind="hope", side=world.side_k
    )
    agreement = accords.add_agreement(
        actor=SYSTEM, partnership=pair, agreement_kind="memorandum", titles=unusual
    )
    document = documents.add_document(
        actor=SYSTEM, partnership=pair, document_kind="press", titles=unusual, url="https://example.org/"
    )
    accords.attach_document(actor=SYSTEM, agreement=agreement, document=document, is_authentic=False)
    visits.add_visit(actor=SYSTEM, partnership=pair, occasions=unusual, on=date(2026, 5, 1))
    people.add_organisation(actor=SYSTEM, names=unusual, organisation_kind="company", city=world.kaohsiung)
    people.edit_city(actor=SYSTEM, city=world.kaohsiung, names={"ms": "Zeppelin"}, aliases=[])
    people.edit_partnership(
        actor=SYSTEM,
        partnership=pair,
        summaries=unusual,
        is_public=True,
        answer_working_days=15,
        warning_days=14,
    )
    found = {*_kinds(search(AnonymousUser(), "zeppelin"))}
    assert found == {
        "commitment",
        "milestone",
        "intention",
        "agreement",
        "document",
        "visit",
        "organisation",
        "city",
        "partnership",
    }
    assert found - {"city"} == {*_kinds(search(AnonymousUser(), "飛船"))}


def test_nobody_finds_what_they_may_not_see_not_even_as_a_count(world):
    secret = {"en": "Clandestine ferry", "zh-hant": "祕密渡輪"}
    hidden = _promise(world, world.hidden, secret)
    promises.add_milestone(actor=SYSTEM, commitment=hidden, titles=secret, due_on=date(2030, 1, 1))
    unpublished = _promise(world, world.kaohsiung_gdynia, secret)
    type(unpublished).objects.filter(pk=unpublished.pk).update(is_public=False)
    nothing = (AnonymousUser(), world.outsider, world.councillor_k)
    for reader in nothing:
        for words in ("clandestine", "祕密", '"clandestine ferry"', "cland"):
            assert search(reader, words).groups == ()
    assert len(_titles(search(world.officer_k, "clandestine"))) == 1
    assert len(_titles(search(world.officer_p, "clandestine"))) == 2
    assert len(_titles(search(world.officer_g, "clandestine"))) == 3
    assert len(_titles(search(world.administrator, "clandestine"))) == 3


def test_what_is_hidden_does_not_count_towards_more(world):
    for number in range(4):
        _promise(world, world.hidden, {"en": f"Ferry {number}"})
    _promise(world, world.kaohsiung_gdynia, {"en": "Ferry in public"})
    (group,) = search(AnonymousUser(), "ferry", limit=1).groups
    assert [hit.record.localized("title").text("en") for hit in group.hits] == ["Ferry in public"]
    assert not group.has_more


def test_a_word_of_a_sector_finds_it_in_another_language(world):
    _promise(world, world.kaohsiung_gdynia, {"zh-hant": "豪雨預報交流"})
    _promise(world, world.kaohsiung_gdynia, {"pl": "Prognozy ulewnych deszczy"})
    results = search(AnonymousUser(), "heavy rain", kinds=["commitment"])
    assert len(results.groups[0].hits) == 2
    assert [concept.id for concept in results.query.concepts] == ["flooding"]


def test_a_phrase_must_stand_together(world):
    _promise(world, world.kaohsiung_gdynia, {"en": "Joint office of two ports"})
    _promise(world, world.kaohsiung_gdynia, {"en": "Two offices, one joint port"})
    titles = _titles(search(AnonymousUser(), '"joint office"'))
    assert titles == ["Joint office of two ports"]


def test_results_are_the_newest_first_and_say_that_there_are_more(world):
    for day in (3, 1, 2):
        accords.add_agreement(
            actor=SYSTEM,
            partnership=world.kaohsiung_gdynia,
            agreement_kind="memorandum",
            titles={"en": f"Pact {day}"},
            signed_on=date(2026, 1, day),
        )
    (group,) = search(AnonymousUser(), "pact", limit=2).groups
    assert [hit.record.localized("title").text("en") for hit in group.hits] == ["Pact 3", "Pact 2"]
    assert group.has_more


def test_an_excerpt_shows_the_words_where_the_title_does_not(world):
    long = "Nothing here. " * 20 + "Then a dirigible lands. " + "And more. " * 30
    _promise(world, world.kaohsiung_gdynia, {"en": "A promise"}, summaries={"en": long})
    (group,) = search(AnonymousUser(), "dirigible").groups
    (hit,) = group.hits
    assert [part.text for part in hit.excerpt if part.is_marked] == ["dirigible"]
    assert len("".join(part.text for part in hit.excerpt)) < 180
    assert hit.language == "en"


def test_a_changed_text_is_found_and_the_old_one_is_not(world):
    promises.edit_commitment(
        actor=SYSTEM, commitment=world.commitment, texts={"title": {"en": "Send apprentices"}}
    )
    assert _kinds(search(AnonymousUser(), "apprentices")) == ["commitment"]
    assert "Send apprentices" not in _titles(search(AnonymousUser(), '"place interns"'))


def test_a_change_that_is_undone_leaves_no_word(world):
    with transaction.atomic():
        _promise(world, world.kaohsiung_gdynia, {"en": "Dirigible"})
        assert search(AnonymousUser(), "dirigible").groups
        transaction.set_rollback(True)
    assert search(AnonymousUser(), "dirigible").groups == ()


def test_actions_keep_the_index_as_a_rebuild_would_make_it(world):
    assert SearchEntry.objects.count() > 10
    assert rebuild() == 0


def test_a_rebuild_mends_what_drifted(world):
    row = LocalizedText.objects.get(owner_id=world.commitment.public_id, field="title", language="en")
    LocalizedText.objects.filter(pk=row.pk).update(text="Dirigible")
    SearchEntry.objects.create(owner_kind="unknown", owner_id=row.owner_id, at=row.updated_at)
    SearchEntry.objects.filter(owner_id=world.agreement.public_id).delete()
    assert rebuild() == 3
    assert rebuild() == 0
    assert _kinds(search(AnonymousUser(), "dirigible")) == ["commitment"]


def test_a_window_that_was_never_indexed_is(world):
    there = SearchEntry.objects.count()
    SearchEntry.objects.all().delete()
    assert rebuild_if_empty() == there
    assert rebuild_if_empty() == 0


def test_what_is_deleted_leaves_no_word(world):
    delete_texts([world.visit])
    world.visit.delete()
    assert not SearchEntry.objects.filter(owner_id=world.visit.public_id).exists()


def test_the_index_holds_the_tokens_as_they_are(world):
    _promise(world, world.kaohsiung_gdynia, {"en": "KH-2026-0042 İstanbul naïve ½ '\"; DROP 臺灣"})
    entry = with_tokens(SearchEntry.objects.order_by("-pk")).first()
    assert {"kh-2026-0042", "0042", "naive", "台灣", "drop"} <= set(entry.held.split())
    for words in ("KH-2026-0042", "2026-0042", "0042", "naïve", "istanbul", "台灣", "灣", "drop'\"):* | &"):
        assert _kinds(search(AnonymousUser(), words)) == ["commitment"], words


def test_the_database_uses_its_index(world):
    if connection.vendor != "postgresql":
        pytest.skip("FTS5 has no other way")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM ground_searchentry WHERE words @@ '''ferry'''::tsquery")
        assert "ground_searchentry_words" in str(cursor.fetchall())


def test_a_kind_and_words_that_cannot_be_looked_for_are_said(world):
    with pytest.raises(InputError, match=r"kind: There is no kind 'ship'. Allowed: .*commitment"):
        search(AnonymousUser(), "x", kinds=["ship"])
    with pytest.raises(InputError, match="q: These are 201 characters"):
        search(AnonymousUser(), "x" * 201)
    assert search(AnonymousUser(), " … ").groups == ()


def test_every_kind_names_a_field_that_it_has():
    wrong = {
        kind: one.title
        for kind, one in registry.searchable.items()
        if one.model.kind() != kind or (one.called is None and one.title not in one.model.TEXT_FIELDS)
    }
    assert wrong == {}
