"""SVG as text: escaped, well formed, the same each time."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sistership.report.svg import element, figure, percent, plain_number, words


def test_element_escapes_attributes_and_writes_numbers_short() -> None:
    assert (
        element("rect", class_="a", stroke_width="2", x=1.25, y=-0.01, fill=None)
        == '<rect class="a" stroke-width="2" x="1.2" y="0"/>'
    )
    assert element("g", words("<b> & c"), id='"') == "<g id='\"'>&lt;b&gt; &amp; c</g>"


@pytest.mark.parametrize(("value", "text"), [(0, "0%"), (100, "100%"), (36.363, "36.36%"), (50.5, "50.5%")])
def test_percent(value: float, text: str) -> None:
    assert percent(value) == text


@pytest.mark.parametrize(("value", "text"), [(10, "10"), (100.0, "100"), (0.04, "0"), (-2.55, "-2.5")])
def test_plain_number(value: float, text: str) -> None:
    assert plain_number(value) == text


@given(st.text())
def test_any_text_makes_a_well_formed_figure(text: str) -> None:
    drawn = figure(element("text", words(text), lang="en"), title=text, description=text, kind="map")
    root = ElementTree.fromstring(drawn)
    assert root.attrib == {"class": "figure figure-map", "role": "img"}
