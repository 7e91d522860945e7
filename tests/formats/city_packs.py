"""City packs of any content, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from sistership.common.text import LANGUAGES
from sistership.formats.city_packs import (
    WEEKDAYS,
    CityPack,
    PackDay,
    PackLaw,
    PackLevel,
    PackTerm,
    PackThreshold,
)

LANGUAGE = st.sampled_from(LANGUAGES)
SLUG = st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
ADDRESS = SLUG.map(lambda name: f"https://example.org/{name}?q=高雄#1")
HOURS = st.sampled_from(["09:00-17:00", "08:00-12:00, 13:00-17:30", "20:00-24:00"])
PERIOD_H = st.none() | st.sampled_from([0.5, 1.0, 3.0, 24.0])


def words(longest: int) -> st.SearchStrategy[str]:
    """Text that no blank begins or ends, of what a database can hold."""
    letters = st.characters(exclude_categories=("Cs", "Cc"))
    return st.text(letters, min_size=1, max_size=longest).map(str.strip).filter(bool)


def texts(longest: int = 40, *, least: int = 1) -> st.SearchStrategy[dict[str, str]]:
    """Language → wording."""
    return st.dictionaries(LANGUAGE, words(longest), min_size=least, max_size=4)


def notes() -> st.SearchStrategy[str]:
    """Nothing, or a short text."""
    return st.just("") | words(30)


def _levels() -> st.SearchStrategy[tuple[PackLevel, ...]]:
    threshold = st.builds(
        PackThreshold,
        at_least=st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: value + 0.0),
        unit=words(10),
        period_h=PERIOD_H,
    )
    level = st.builds(
        PackLevel,
        topic=SLUG,
        position=st.integers(1, 99),
        names=texts(),
        thresholds=st.lists(threshold, max_size=3, unique_by=lambda one: (one.unit, one.period_h)).map(tuple),
        source_url=st.just("") | ADDRESS,
    )
    rows = st.lists(level, max_size=4, unique_by=lambda one: (one.topic, one.position))
    return rows.map(lambda found: tuple(sorted(found, key=lambda one: (one.topic, one.position))))


def _laws() -> st.SearchStrategy[tuple[PackLaw, ...]]:
    law = st.builds(PackLaw, topic=SLUG, url=ADDRESS, titles=texts(), checked_on=st.none() | st.dates())
    rows = st.lists(law, max_size=3, unique_by=lambda one: one.url)
    return rows.map(lambda found: tuple(sorted(found, key=lambda one: (one.topic, one.url))))


def city_packs(key: st.SearchStrategy[str] = SLUG) -> st.SearchStrategy[CityPack]:
    """A pack whose lists are ordered as the window orders them."""
    closed = st.builds(PackDay, on=st.dates(), is_working=st.just(False), note=notes())
    worked = st.builds(
        PackDay, on=st.dates(), is_working=st.just(True), note=notes(), hours=st.just("") | HOURS
    )
    day = closed | worked
    term = st.builds(
        PackTerm, concept=words(40), language=LANGUAGE, term=words(40), is_locked=st.booleans(), note=notes()
    )
    return st.builds(
        CityPack,
        key=key,
        names=texts(),
        country=st.sampled_from(["TW", "PL", "JP", "ZZ"]),
        timezone=st.sampled_from(["Asia/Taipei", "Europe/Warsaw", "America/St_Johns"]),
        longitude=st.floats(-180, 180).map(lambda value: value + 0.0),
        latitude=st.floats(-90, 90).map(lambda value: value + 0.0),
        language=LANGUAGE,
        aliases=st.lists(words(30), max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
        published_languages=st.lists(LANGUAGE, max_size=4, unique=True).map(tuple),
        desk_hours=texts(least=0),
        office_hours=st.dictionaries(st.sampled_from(WEEKDAYS), HOURS, max_size=7).map(
            lambda week: {weekday: week[weekday] for weekday in WEEKDAYS if weekday in week}
        ),
        local_days=st.lists(day, max_size=3, unique_by=lambda one: one.on).map(
            lambda found: tuple(sorted(found))
        ),
        terms=st.lists(term, max_size=4, unique_by=lambda one: (one.concept, one.language)).map(
            lambda found: tuple(sorted(found))
        ),
        official_levels=_levels(),
        law_links=_laws(),
    )
