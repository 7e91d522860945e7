"""The map: names neither overlap nor leave the box, for one city and for sixty."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.report import MapCity, MapLink, network_map
from sistership.report.label_placement import Box, shorten, width_em
from sistership.report.map_projection import Projection
from sistership.report.networks import FONT_PX, LINE_PX

SVG = "{http://www.w3.org/2000/svg}"
KAOHSIUNG = MapCity("高雄", 120.3, 22.63, "zh-Hant", is_home=True)
GDYNIA = MapCity("格丁尼亞", 18.53, 54.52, "zh-Hant")
PENANG = MapCity("檳城", 100.33, 5.41, "zh-Hant")
CITIES = st.builds(
    MapCity,
    name=st.text(
        alphabet=st.characters(codec="utf-8", categories=["L", "Nd", "Zs"]), min_size=1, max_size=30
    ),
    longitude_deg=st.floats(-180, 180),
    latitude_deg=st.floats(-80, 80),
    lang=st.just("en"),
)


def draw(cities: list[MapCity], links: list[MapLink] | None = None) -> str:
    return network_map(cities, links or [], title="Partner cities", description="Where they lie")


def label_boxes(svg: str) -> tuple[list[Box], Box]:
    root = ElementTree.fromstring(svg)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    found = []
    for text in root.findall(f"{SVG}text"):
        wide = width_em(text.text or "") * FONT_PX
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.attrib["text-anchor"]]
        left = float(text.attrib["x"]) - share * wide
        bottom = float(text.attrib["y"]) + LINE_PX * 0.28
        # Coordinates are written to a tenth: the boxes are compared a little inside their edges.
        found.append(Box(left + 0.1, bottom - LINE_PX + 0.1, left + wide - 0.1, bottom - 0.1))
    return found, Box(0, 0, width, height)


def places(svg: str) -> dict[str | None, tuple[float, float]]:
    root = ElementTree.fromstring(svg)
    dots = [dot for dot in root.findall(f"{SVG}circle") if dot.attrib["class"] in {"f-home", "f-city"}]
    names = [text.text for text in root.findall(f"{SVG}text")]
    return {
        name: (float(dot.attrib["cx"]), float(dot.attrib["cy"]))
        for name, dot in zip(names, dots, strict=True)
    }


def test_cities_lie_as_on_a_map_and_a_dotted_line_is_a_contact_without_agreement() -> None:
    svg = draw([KAOHSIUNG, GDYNIA, PENANG], [MapLink(0, 1, "on_track", True), MapLink(0, 2, None, False)])
    spots = places(svg)
    assert spots["格丁尼亞"][0] < spots["檳城"][0] < spots["高雄"][0]
    assert spots["格丁尼亞"][1] < spots["高雄"][1] < spots["檳城"][1]
    root = ElementTree.fromstring(svg)
    lines = root.findall(f"{SVG}path[@class='f-link']")
    assert [line.get("stroke-dasharray") for line in lines] == [None, "1 6"]
    assert [mark.get("class") for mark in root.findall(f"{SVG}g")] == ["f-on_track"]
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("Partner cities", "Where they lie")
    assert {text.get("lang") for text in root.findall(f"{SVG}text")} == {"zh-Hant"}


def test_one_city_alone_lies_in_the_middle() -> None:
    assert places(draw([KAOHSIUNG])) == {"高雄": (220.0, 140.0)}


def test_neighbours_across_the_antimeridian_stay_neighbours() -> None:
    spots = places(draw([MapCity("Suva", 178.4, -18.1, "en"), MapCity("Apia", -171.8, -13.8, "en")]))
    assert 0 < spots["Apia"][0] - spots["Suva"][0] < 220


def test_the_map_is_cut_far_from_home() -> None:
    projection = Projection.fitted(
        [(longitude, 20) for longitude in (120, 10, -122, -75, 100)],
        width=440,
        height=280,
        padding=40,
        home_longitude_deg=120,
    )
    europe, home, america = (projection.place(longitude, 20)[0] for longitude in (10, 120, -122))
    assert europe < home < america


@settings(max_examples=40, deadline=None)
@given(st.lists(CITIES, min_size=1, max_size=60), st.data())
def test_names_never_overlap_and_never_leave_the_box(cities: list[MapCity], data: st.DataObject) -> None:
    index = st.integers(0, len(cities) - 1)
    states = st.sampled_from([None, "kept", "late"])
    links = data.draw(st.lists(st.builds(MapLink, index, index, states, st.booleans()), max_size=12))
    svg = draw(cities, links)
    assert svg == draw(cities, links)
    boxes, frame = label_boxes(svg)
    assert len(boxes) == len(cities)
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
    assert [box for box in boxes if not box.is_inside(frame)] == []


def test_a_name_is_escaped_and_a_long_one_shortened_with_the_whole_in_its_title() -> None:
    long_name = "Municipality of <Saint> & a very long further name"
    text = ElementTree.fromstring(draw([MapCity(long_name, 0, 0, "en")])).find(f"{SVG}text")
    assert text is not None
    assert (text.text, text.findtext(f"{SVG}title")) == (shorten(long_name), long_name)
    assert width_em(shorten(long_name)) <= 18


@pytest.mark.parametrize(
    ("cities", "links", "message"),
    [
        ([], [], "no city"),
        ([MapCity("X", 200, 0, "en")], [], "not on the globe"),
        ([KAOHSIUNG], [MapLink(0, 1, None, True)], "city number 1"),
        ([KAOHSIUNG, GDYNIA], [MapLink(0, 1, "fine", True)], "'fine'"),
    ],
)
def test_what_cannot_be_drawn_is_refused(cities: list[MapCity], links: list[MapLink], message: str) -> None:
    with pytest.raises(InputError, match=message):
        draw(cities, links)
