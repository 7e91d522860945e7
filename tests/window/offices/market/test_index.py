"""The index in the market's tables does what any Index must do, on either database."""

from __future__ import annotations

import json

import pytest
from tests.matching.index_conformance import IndexConformance
from tests.outside.model_server import running

from sistership.matching.finding.packing import unpack_vectors
from sistership.window.offices.market import engine
from sistership.window.offices.market.models import IndexedProfile

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class TestTableIndex(IndexConformance):
    def make_index(self) -> engine.TableIndex:
        return engine.TableIndex()


def test_rebuilding_makes_the_index_of_published_profiles_anew(market) -> None:
    assert (engine.rebuild(), IndexedProfile.objects.count()) == (0, 3), "they waited for their first time"
    assert engine.rebuild() == 0
    IndexedProfile.objects.filter(key=str(market.ferries.public_id)).update(kind="lab")
    assert engine.rebuild() == 1
    assert IndexedProfile.objects.count() == 3


def test_a_model_that_settings_name_is_asked_when_a_profile_is_indexed(market, settings, caplog) -> None:
    name = str(market.ferries.public_id)
    data = [{"index": place, "embedding": [1.0, place]} for place in range(2)]
    options = {"key": "", "model": "m", "timeout_s": 5.0}
    with running() as server:
        server.body = json.dumps({"data": data}).encode()
        settings.EMBEDDINGS, settings.EMBEDDINGS_OPTIONS = "openai", options | {"url": server.url}
        engine.index([market.ferries])
        told = engine.TableIndex().features([name])[name].packed
        assert unpack_vectors([told], like=told) is not None
        server.body = b"no vectors"
        engine.index([market.ferries])
        without = engine.TableIndex().features([name])[name].packed
    assert unpack_vectors([without], like=without) is None
    assert "without vectors" in caplog.text
    settings.EMBEDDINGS = "guess"
    assert engine.index([market.ferries]) == 1, "wrong settings keep nobody from being suggested"
