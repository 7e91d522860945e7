"""Short articles and agreements written for these tests, in the ways that press offices write."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "texts"
_DOCUMENTS = _FOLDER.parent / "documents" / "zh"


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")


KUMAMOTO = _text("kumamoto")
PHOENIX = _text("phoenix")
LODZ = _text("lodz")
LETTER = _text("letter")
THREE_CITIES = _text("three_cities")
EINDHOVEN = _text("eindhoven")
WROCLAW = _text("wroclaw")
PENANG_RAIL = _text("penang_rail")
FURNITURE = _text("furniture")
WEATHER = _text("weather")

UNSEEN = {
    name: (_DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    for name in (
        "dresden",
        "denial",
        "future",
        "notice",
        "mou",
        "trip",
        "pact",
        "guests",
        "parks",
        "sanfran",
        "honolulu",
        "johor",
        "letterhead",
        "lviv",
    )
}
"""Written after the rules, each with a golden file of its name."""

ALL = (
    KUMAMOTO,
    PHOENIX,
    LODZ,
    LETTER,
    THREE_CITIES,
    EINDHOVEN,
    WROCLAW,
    PENANG_RAIL,
    WEATHER,
    *UNSEEN.values(),
)
