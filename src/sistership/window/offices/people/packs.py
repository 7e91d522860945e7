"""A city as a pack: what the file of a city holds, taken from the records."""

from __future__ import annotations

from sistership.formats.city_packs import (
    WEEKDAYS,
    CityPack,
    PackDay,
    PackLaw,
    PackLevel,
    PackTerm,
    PackThreshold,
)
from sistership.window.ground.records import Record
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import City
from sistership.window.offices.people.queries import aliases_of


def _wordings(record: Record, field: str) -> dict[str, str]:
    return {code: variant.text for code, variant in sorted(record.localized(field).variants.items())}


def pack_of(city: City) -> CityPack:
    """All that is particular to the city; lists in an order that does not depend on the database."""
    levels = list(city.official_levels.prefetch_related("thresholds"))
    links = list(city.law_links.all())
    load_texts([city], levels, links)
    return CityPack(
        key=city.key,
        names=_wordings(city, "name"),
        country=city.country,
        subdivision=city.subdivision,
        timezone=city.timezone,
        longitude=city.longitude,
        latitude=city.latitude,
        language=city.language,
        aliases=tuple(sorted(aliases_of([city]).get(city.public_id, []))),
        published_languages=tuple(city.published_languages),
        desk_hours=_wordings(city, "desk_hours"),
        office_hours={day: hours for day, hours in zip(WEEKDAYS, city.office_hours, strict=False) if hours},
        local_days=tuple(
            sorted(PackDay(day.on, day.is_working, day.note, day.hours) for day in city.local_days.all())
        ),
        terms=tuple(
            sorted(
                PackTerm(row.concept, row.language, row.term, row.is_locked, row.note)
                for row in city.terms.all()
            )
        ),
        official_levels=tuple(
            PackLevel(
                topic=level.topic,
                position=level.position,
                names=_wordings(level, "name"),
                thresholds=tuple(
                    PackThreshold(one.at_least, one.unit, one.period_h) for one in level.thresholds.all()
                ),
                source_url=level.source_url,
            )
            for level in sorted(levels, key=lambda one: (one.topic, one.position))
        ),
        law_links=tuple(
            PackLaw(
                topic=link.topic, url=link.url, titles=_wordings(link, "title"), checked_on=link.checked_on
            )
            for link in sorted(links, key=lambda one: (one.topic, one.url))
        ),
    )
