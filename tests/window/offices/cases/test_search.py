"""Search finds cases and notes as soon as they are written, for those who read them and for nobody else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from tests.window.offices.cases.leaking import leaked, tell

from sistership.window.ground.search import entries
from sistership.window.ground.search.searching import search

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _found(reader, words: str) -> dict[str, list[str]]:
    """Kind → what its records are called."""
    return {
        group.kind: [group.searchable.title_of(hit.record, "en").text for hit in group.hits]
        for group in search(reader, words).groups
    }


def test_what_is_written_is_found_at_once_by_its_readers(world):
    told = tell(world)
    assert entries.rebuild() == 0
    number = told.cases["c"].number
    for words in ("zqcsubject", "zqctext", "zqcreply", "zqcorganisation", "zqcname", number, number[-5:]):
        assert "zqcsubject" in " ".join(_found(world.officer_k, words)["case"]), words
        assert _found(world.officer_p, words).get("case") is None
        assert _found(AnonymousUser(), words) == {}
    assert _found(world.officer_k, "zqcnote") == {"case_message": [f"{number} · {told.cases['c'].subject}"]}
    assert "zqdtheirnote" in leaked("zqdtheirnote", "officer_k")
    assert _found(world.officer_k, "zqdtheirnote") == {}
    assert [*_found(world.officer_g, "zqdtheirnote")] == ["case_message"]


def test_the_page_of_results_leads_to_the_case(world):
    told = tell(world)
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.officer_k)
    for words in ("zqctext", "zqcnote"):
        page = client.get(reverse("desk_search"), {"q": words}).content.decode()
        assert f'href="{reverse("desk_case", args=[told.cases["c"].public_id])}"' in page
