"""State marks: one shape for each state, the same in figures and in pages."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sistership
from sistership.common.errors import InputError
from sistership.report.state_marks import STATE_MARKS, draw_mark, mark_of

PAGES = Path(sistership.__file__).parent / "window/pages"


def test_every_state_has_a_shape_of_its_own() -> None:
    assert len({mark.path for mark in STATE_MARKS.values()}) == len(STATE_MARKS)


def test_pages_draw_the_same_shapes() -> None:
    template = (PAGES / "templates/components/state_drawn.html").read_text(encoding="utf-8")
    drawn = re.findall(r'if state == "(\w+)" %}<path d="([^"]+)" fill="(\w+)"', template)
    expected = {
        state: (mark.path, "currentColor" if mark.line_width is None else "none")
        for state, mark in STATE_MARKS.items()
    }
    assert {state: (path, fill) for state, path, fill in drawn} == expected


@pytest.mark.parametrize("sheet", ["components.css", "figures.css"])
def test_every_state_has_its_colour_in_the_stylesheet(sheet: str) -> None:
    styles = (PAGES / "static/sistership" / sheet).read_text(encoding="utf-8")
    assert {state for state in STATE_MARKS if f"-{state}" not in styles} == set()


@pytest.mark.parametrize("state", STATE_MARKS)
def test_a_mark_is_well_formed_and_carries_its_state(state: str) -> None:
    root = ElementTree.fromstring(draw_mark(state, left=3.5, top=2, size=12))
    assert root.attrib["class"] == f"f-{state}"
    assert root.attrib["transform"] == "translate(3.5 2) scale(1.2)"


def test_an_unknown_state_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"'on track' has no mark\..*on_track"):
        mark_of("on track")
