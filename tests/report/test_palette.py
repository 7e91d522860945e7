"""Colours: every pair of text and ground can be read, and figures match the stylesheet."""

import re
from pathlib import Path

import pytest

import sistership
from sistership.report import palette

STYLES = Path(sistership.__file__).parent / "window/pages/static/sistership"
TEXT_ON_GROUND = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "sea-ink", "late") for ground in ("paper", "sheet")),
    ("kept", "kept-wash"),
    ("sea-ink", "sea-wash"),
    ("risk", "risk-wash"),
    ("late", "late-wash"),
    ("still", "still-wash"),
    ("ink", "sea-wash"),
    ("ink", "still-wash"),
    ("ink-2", "still-wash"),
    ("ink-2", "sea-wash"),
    ("ink", "risk-wash"),
    ("paper", "ink"),
    ("paper", "sea-ink"),
]
SHAPE_ON_GROUND = [
    *(
        (shape, ground)
        for shape in ("buoy", "edge", "sea", "side-a", "side-b")
        for ground in ("paper", "sheet")
    ),
    *(
        (shape, ground)
        for shape in ("side-c", "side-d", "kept", "risk", "ink-3")
        for ground in ("paper", "sheet")
    ),
    ("sea", "sea-wash"),
    ("side-b", "sea-wash"),
]


def themes() -> dict[str, dict[str, str]]:
    light, dark = (STYLES / "tokens.css").read_text(encoding="utf-8").split("@media")
    tokens = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")
    return {"light": dict(tokens.findall(light)), "dark": dict(tokens.findall(dark))}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme: str) -> None:
    tokens = themes()[theme]
    weak = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in TEXT_ON_GROUND}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shapes_can_be_seen(theme: str) -> None:
    tokens = themes()[theme]
    weak = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in SHAPE_ON_GROUND}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_both_themes_define_the_same_colours() -> None:
    assert set(themes()["light"]) == set(themes()["dark"])


def test_figures_have_the_light_colours_of_the_stylesheet() -> None:
    drawn = {
        name.lower().replace("_", "-"): colour for name, colour in vars(palette).items() if name.isupper()
    }
    light = themes()["light"]
    assert drawn == {name: light[name] for name in drawn}


def test_every_class_of_a_figure_has_a_rule_in_the_stylesheet() -> None:
    report = Path(palette.__file__).parent
    used = {
        name
        for source in report.glob("*.py")
        for name in re.findall(r"\bf-[a-z]+\b", source.read_text(encoding="utf-8"))
    }
    ruled = set(re.findall(r"\.(f-[a-z]+)\b", (STYLES / "figures.css").read_text(encoding="utf-8")))
    assert used - ruled == set()
