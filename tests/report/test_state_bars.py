"""The bar of states: widths share the whole, in order."""

from xml.etree import ElementTree

import pytest

from sistership.common.errors import InputError
from sistership.report import state_bar

SVG = "{http://www.w3.org/2000/svg}"


def test_widths_follow_the_counts() -> None:
    root = ElementTree.fromstring(state_bar({"kept": 1, "late": 0, "on_track": 3}, label="4 <commitments>"))
    parts = [(part.get("class"), part.get("x"), part.get("width")) for part in root.findall(f"{SVG}rect")]
    assert parts == [("f-kept", "0%", "24.85%"), ("f-on_track", "25.45%", "74.55%")]
    assert root.findtext(f"{SVG}title") == "4 <commitments>"


def test_without_any_count_the_bar_is_empty() -> None:
    root = ElementTree.fromstring(state_bar({"kept": 0}, label="none"))
    assert [part.get("class") for part in root.findall(f"{SVG}rect")] == ["f-empty"]


@pytest.mark.parametrize("counts", [{"kept": -1}, {"great": 1}])
def test_wrong_counts_are_refused(counts: dict[str, int]) -> None:
    with pytest.raises(InputError):
        state_bar(counts, label="")
