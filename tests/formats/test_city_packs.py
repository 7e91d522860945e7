"""City packs: what is written is read again, and every problem of a file is named with its place."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from tests.formats.city_packs import city_packs

from sistership.common.errors import InputError
from sistership.formats.city_packs import PackError, read_city_pack, write_city_pack

SMALL = {
    "format": "sistership-city",
    "version": 1,
    "key": "kobe",
    "names": {"en": "Kobe"},
    "country": "JP",
    "timezone": "Asia/Tokyo",
    "longitude": 135.2,
    "latitude": 34.7,
    "language": "en",
}


def read(**changed):
    values = {name: value for name, value in {**SMALL, **changed}.items() if value is not None}
    return read_city_pack(json.dumps(values).encode(), file="kobe.json")


@given(pack=city_packs())
def test_out_and_in_again_is_the_same(pack):
    assert read_city_pack(write_city_pack(pack), file="city.json") == pack


def test_toml_holds_the_same():
    text = """
format = "sistership-city"
version = 1
key = "kobe"
names = { en = "Kobe" }
country = "JP"
timezone = "Asia/Tokyo"
longitude = 135.2
latitude = 34.7
language = "en"
local_days = [ { on = 2027-01-04, is_working = false } ]
"""
    days = [{"on": "2027-01-04", "is_working": False}]
    assert read_city_pack(text.encode(), file="kobe.toml") == read(local_days=days)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"names": {}}, "names: Nothing is given (allowed: text in at least one language)"),
        ({"names": {"xx": "Kobe"}}, "names, xx: There is no such field (allowed: en, ms, pl, zh-hant)"),
        ({"country": "Japan"}, "country: 'Japan' is no country (allowed: two capital letters, such as TW)"),
        ({"timezone": "Mars"}, "timezone: 'Mars' is no time zone (allowed: IANA names such as Asia/Taipei)"),
        (
            {"timezone": "../etc"},
            "timezone: '../etc' is no time zone (allowed: IANA names such as Asia/Taipei)",
        ),
        ({"longitude": 200}, "longitude: 200 is not allowed (allowed: a number from -180 to 180)"),
        ({"latitude": True}, "latitude: True is not allowed (allowed: a number from -90 to 90)"),
        ({"latitude": None}, "latitude: Nothing is given (allowed: a number from -90 to 90)"),
        ({"language": "de"}, "language: 'de' is not offered (allowed: zh-hant, en, pl, ms)"),
        ({"aliases": "Kobe"}, 'aliases: \'Kobe\' is no list (allowed: texts, such as ["…", "…"])'),
        ({"local_days": [{"on": "soon", "is_working": True}]}, "local_days, entry 1, on: 'soon' is no date"),
        (
            {"office_hours": {"monday": "8-12"}},
            "office_hours, monday: '8-12' is no span of hours (allowed: 08:00-12:00, 13:00-17:30)",
        ),
        ({"office_hours": {"mon": "08:00-12:00"}}, "office_hours, mon: There is no such field"),
        (
            {"local_days": [{"on": "2027-01-04", "is_working": False, "hours": "08:00-12:00"}]},
            "local_days, entry 1, hours: A day on which the offices are closed has no hours",
        ),
        (
            {"law_links": [{"topic": "tax", "url": "javascript:alert(1)", "titles": {"en": "x"}}]},
            "law_links, entry 1, url: 'javascript:alert(1)' is no web address",
        ),
        (
            {
                "official_levels": [
                    {
                        "topic": "rain",
                        "position": 1,
                        "names": {"en": "x"},
                        "thresholds": [{"at_least": 1, "unit": "mm", "period_h": 0}],
                    }
                ]
            },
            "official_levels, entry 1, thresholds, entry 1, period_h: 0 is not allowed",
        ),
        (
            {"terms": [{"concept": "desk", "language": "en", "term": word} for word in ("desk", "window")]},
            "terms, entry 2: 'desk, en' stands there twice",
        ),
        ({"terms": ["desk"]}, "terms, entry 1: 'desk' is no table (allowed: a table of fields)"),
        ({"timzone": "Asia/Tokyo"}, "timzone: There is no such field"),
        ({"key": "a\x00b"}, r"key: 'a\x00b' is no text"),
    ],
)
def test_a_problem_is_named_with_its_place(changed, problem):
    with pytest.raises(PackError) as caught:
        read(**changed)
    assert any(one.message.startswith(problem) for one in caught.value.problems), caught.value


def test_all_problems_are_named_at_once():
    with pytest.raises(PackError, match="Nothing was written") as caught:
        read(country="xx", latitude=100, language="de")
    assert [one.where for one in caught.value.problems] == ["country", "latitude", "language"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[]", "holds no table"),
        (b"{", "cannot be read"),
        (b"\xff\xfe", "not UTF-8"),
        (b"{}", "no city pack of version 1"),
        (b" " * 2_000_001, "has 2000001 bytes"),
        (b"[" * 200_000, "cannot be read"),
    ],
)
def test_another_file_is_refused(content, message):
    with pytest.raises(InputError, match=re.escape(message)):
        read_city_pack(content, file="city.json")


def test_the_file_in_the_guide_is_one_that_can_be_taken_in():
    guide = Path(__file__).resolve().parents[2] / "docs" / "guide" / "administrator.md"
    shown = re.search(r"```toml\n(.*?)```", guide.read_text("utf-8"), re.S)
    assert shown is not None
    pack = read_city_pack(shown.group(1).encode(), file="kaohsiung.toml")
    assert (len(pack.terms), len(pack.official_levels), len(pack.law_links)) == (1, 1, 1)
