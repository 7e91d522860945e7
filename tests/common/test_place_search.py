"""A city is found by any name: those of the house first, then any town of the world."""

from zoneinfo import ZoneInfo

import pytest

from sistership.common.place_search import place_of, suggest_places


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("高雄市", "known:kaohsiung"),
        ("gdynia", "known:gdynia"),
        ("GDAŃSK", "known:gdansk"),
        ("Hội An", "town:1580541"),
        ("hoi an", "town:1580541"),
    ],
)
def test_the_first_suggestion_is_the_city_that_is_meant(words, code):
    assert suggest_places(words)[0].code == code


def test_a_name_of_many_cities_offers_them_all_the_large_ones_first():
    found = [one for one in suggest_places("Springfield") if one.place.names["en"] == "Springfield"]
    assert len({one.region for one in found}) == len(found) > 3
    assert [one.population for one in found] == sorted((one.population for one in found), reverse=True)


@pytest.mark.parametrize("words", ["", "  ", "?!", "xyzzyplugh", "市" * 500])
def test_nothing_is_made_up(words):
    assert suggest_places(words) == ()


def test_a_town_comes_with_all_that_a_record_needs():
    place = place_of("town:1580541")
    assert place is not None
    assert (place.key, place.country, place.language) == ("hoi-an", "VN", "en")
    assert place.names["zh-hant"] == "會安"
    assert ZoneInfo(place.timezone)
    assert abs(place.longitude - 108.33) < 0.1
    assert abs(place.latitude - 15.88) < 0.1


@pytest.mark.parametrize("code", ["", "known:atlantis", "town:0", "gdynia", "own:x"])
def test_an_unknown_code_is_no_place(code):
    assert place_of(code) is None
