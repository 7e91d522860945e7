"""The index in the market's tables does what any Index must do, on either database."""

from __future__ import annotations

import pytest
from tests.matching.index_conformance import IndexConformance

from sistership.window.offices.market import engine
from sistership.window.offices.market.models import IndexedProfile

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class TestTableIndex(IndexConformance):
    def make_index(self) -> engine.TableIndex:
        return engine.TableIndex()


def test_rebuilding_makes_the_index_of_published_profiles_anew(market) -> None:
    assert engine.rebuild() == 3
    assert engine.rebuild() == 0
    IndexedProfile.objects.filter(key=str(market.ferries.public_id)).update(kind="lab")
    assert engine.rebuild() == 1
    assert IndexedProfile.objects.count() == 3
