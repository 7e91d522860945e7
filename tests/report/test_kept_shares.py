"""Columns of kept promises: one a month, nothing where nothing may be said."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sistership.common.errors import InputError
from sistership.report import KeptShare, kept_shares

SVG = "{http://www.w3.org/2000/svg}"


def test_each_month_has_its_name_and_its_share():
    drawn = kept_shares([KeptShare("6", 0.5), KeptShare("7", None), KeptShare("8", 1.0)], label="Two <of> 3")
    root = ElementTree.fromstring(drawn)
    assert root.find(f"{SVG}title").text == "Two <of> 3"
    assert [text.text for text in root.iter(f"{SVG}text")] == ["6", "50", "7", "8", "100"]
    kept = [rect.get("height") for rect in root.iter(f"{SVG}rect") if rect.get("class") == "f-kept"]
    assert kept == ["30", "60"]


@pytest.mark.parametrize("months", [[], [KeptShare("6", 1.2)]])
def test_what_cannot_be_drawn_is_said(months):
    with pytest.raises(InputError):
        kept_shares(months, label="x")
