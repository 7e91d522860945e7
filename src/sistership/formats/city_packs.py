"""City packs: all that is particular to a city in one file, so that a new city is data.

1. A pack is written as JSON and read as JSON or TOML; both hold the same names.
2. What is absent stays absent: an empty text, list or table is the same as none.
3. Written and read again, a pack is the same: `read_city_pack(write_city_pack(pack)) == pack`.
4. Every problem of a file is named at once, each with its place: `terms, entry 3, language`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sistership.common.errors import InputError
from sistership.common.office_hours import EXAMPLE, read_spans, written_spans
from sistership.common.text import filled, gettext_noop, joined
from sistership.formats.pack_fields import Fields, Problem, entry_place

FORMAT = "sistership-city"
VERSION = 1
LARGEST_BYTES = 2_000_000
MOST_ROWS = 5000
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HEADER = frozenset(("format", "version"))


class PackError(InputError):
    """A pack that cannot be used, with every problem found in it."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(problem.message for problem in self.problems),
            where=file,
            next_step=gettext_noop("Nothing was written. Mend the file and import it again"),
        )


@dataclass(frozen=True, slots=True, order=True)
class PackDay:
    """A day on which the offices differ from the public calendar."""

    on: date
    is_working: bool
    note: str = ""
    hours: str = ""
    """Of a working day whose hours are not its weekday's: `08:00-12:00`."""


@dataclass(frozen=True, slots=True, order=True)
class PackTerm:
    """How the city says a concept in one language."""

    concept: str
    language: str
    term: str
    is_locked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class PackThreshold:
    """One measure that reaches a level: at least so much, summed over so many hours."""

    at_least: float
    unit: str
    period_h: float | None = None


@dataclass(frozen=True, slots=True)
class PackLevel:
    """One step of an official scale, the mildest at position 1."""

    topic: str
    position: int
    names: Mapping[str, str]
    thresholds: tuple[PackThreshold, ...] = ()
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class PackLaw:
    """A law or rule, where the authority publishes it."""

    topic: str
    url: str
    titles: Mapping[str, str]
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class CityPack:
    """A city; position in degrees, longitude first."""

    key: str
    names: Mapping[str, str]
    country: str
    timezone: str
    longitude: float
    latitude: float
    language: str
    subdivision: str = ""
    aliases: tuple[str, ...] = ()
    published_languages: tuple[str, ...] = ()
    desk_hours: Mapping[str, str] = field(default_factory=dict)
    office_hours: Mapping[str, str] = field(default_factory=dict)
    """Weekday in English → hours such as `08:00-12:00, 13:00-17:30`; empty where nobody said them."""
    local_days: tuple[PackDay, ...] = ()
    terms: tuple[PackTerm, ...] = ()
    official_levels: tuple[PackLevel, ...] = ()
    law_links: tuple[PackLaw, ...] = ()


def write_city_pack(pack: CityPack) -> bytes:
    """The pack as JSON that a person can read and change."""
    values = {"format": FORMAT, "version": VERSION, **_without_nothing(asdict(pack))}
    return (json.dumps(values, ensure_ascii=False, indent=2, default=date.isoformat) + "\n").encode()


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _without_nothing(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in ("", None, {}, [])}
    return [_without_nothing(one) for one in value] if isinstance(value, list | tuple) else value


def read_city_pack(content: bytes, *, file: str) -> CityPack:
    """Read a pack from JSON or, where the file is called .toml, TOML. Raises PackError or InputError."""
    values = _values(content, file)
    if (values.get("format"), values.get("version")) != (FORMAT, VERSION):
        raise InputError(
            filled(gettext_noop("This is no city pack of version %(version)s"), version=VERSION),
            where=file,
            allowed=joined(f'format = "{FORMAT}"', f"version = {VERSION}"),
            next_step=gettext_noop("Write one with: sistership city export KEY"),
        )
    fields = Fields(values, skip=HEADER)
    pack = CityPack(
        key=fields.slug("key", 60),
        names=fields.texts("names", is_required=True),
        country=fields.country("country"),
        subdivision=fields.text("subdivision", 10),
        timezone=fields.timezone("timezone"),
        longitude=fields.number("longitude", at_least=-180, at_most=180),
        latitude=fields.number("latitude", at_least=-90, at_most=90),
        language=fields.language("language"),
        aliases=fields.words("aliases", 200),
        published_languages=fields.languages("published_languages"),
        desk_hours=fields.texts("desk_hours"),
        office_hours=_office_hours(fields),
        local_days=tuple(_day(one) for one in fields.rows("local_days", MOST_ROWS)),
        terms=tuple(_term(one) for one in fields.rows("terms", MOST_ROWS)),
        official_levels=tuple(_level(one) for one in fields.rows("official_levels", MOST_ROWS)),
        law_links=tuple(_law(one) for one in fields.rows("law_links", MOST_ROWS)),
    )
    fields.refuse_unknown()
    if not fields.problems:
        _refuse_twice(fields, pack)
    if fields.problems:
        raise PackError(file, fields.problems)
    return pack


def _values(content: bytes, file: str) -> dict[str, Any]:
    if len(content) > LARGEST_BYTES:
        raise InputError(
            filled(gettext_noop("The file has %(count)s bytes"), count=len(content)),
            where=file,
            allowed=filled(gettext_noop("up to %(count)s bytes"), count=LARGEST_BYTES),
        )
    try:
        text = content.decode("utf-8-sig")
        values = tomllib.loads(text) if file.lower().endswith(".toml") else json.loads(text)
    except UnicodeDecodeError as error:
        raise InputError(
            filled(gettext_noop("The text is not UTF-8 (byte %(position)s)"), position=error.start),
            where=file,
            next_step=gettext_noop("Save it as UTF-8"),
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            filled(gettext_noop("The file cannot be read (%(reason)s)"), reason=str(error)),
            where=file,
            allowed=gettext_noop("JSON, or TOML in a file called .toml"),
        ) from error
    if not isinstance(values, dict):
        raise InputError(
            gettext_noop("The file holds no table"),
            where=file,
            allowed=gettext_noop("one table with the city's fields"),
        )
    return values


def _hours(fields: Fields, name: str) -> str:
    written = fields.text(name, 60)
    try:
        return written_spans(read_spans(written))
    except InputError as error:
        fields.problem(name, error.what, error.allowed)
        return ""


def _office_hours(fields: Fields) -> dict[str, str]:
    example = filled(gettext_noop("hours by weekday, such as %(example)s"), example=f'monday = "{EXAMPLE}"')
    inner = fields.table("office_hours", example)
    found = {day: hours for day in WEEKDAYS if (hours := _hours(inner, day))}
    inner.refuse_unknown()
    return found


def _day(fields: Fields) -> PackDay:
    day = PackDay(
        on=fields.day("on"),
        is_working=fields.flag("is_working"),
        note=fields.text("note", 120),
        hours=_hours(fields, "hours"),
    )
    if day.hours and not day.is_working:
        what = gettext_noop("A day on which the offices are closed has no hours")
        fields.problem("hours", what, gettext_noop("nothing, or is_working = true"))
    return fields.closed(day)


def _term(fields: Fields) -> PackTerm:
    return fields.closed(
        PackTerm(
            concept=fields.text("concept", 80, is_required=True),
            language=fields.language("language"),
            term=fields.text("term", 200, is_required=True),
            is_locked=fields.flag("is_locked", default=True),
            note=fields.text("note", 200),
        )
    )


def _level(fields: Fields) -> PackLevel:
    return fields.closed(
        PackLevel(
            topic=fields.slug("topic", 40),
            position=int(fields.number("position", at_least=1, at_most=99, is_whole=True)),
            names=fields.texts("names", is_required=True),
            thresholds=tuple(_threshold(one) for one in fields.rows("thresholds", 20)),
            source_url=fields.url("source_url"),
        )
    )


def _threshold(fields: Fields) -> PackThreshold:
    return fields.closed(
        PackThreshold(
            at_least=fields.number("at_least", at_least=-1e9, at_most=1e9),
            unit=fields.text("unit", 20, is_required=True),
            period_h=fields.number("period_h", at_least=0.01, at_most=10_000)
            if "period_h" in fields
            else None,
        )
    )


def _law(fields: Fields) -> PackLaw:
    return fields.closed(
        PackLaw(
            topic=fields.slug("topic", 40),
            url=fields.url("url", is_required=True),
            titles=fields.texts("titles", is_required=True),
            checked_on=fields.day("checked_on") if "checked_on" in fields else None,
        )
    )


def _refuse_twice(fields: Fields, pack: CityPack) -> None:
    """One day, one term for a concept and language, one level at a position, one link: each once."""
    keys: dict[tuple[str, ...], list[object]] = {
        ("local_days",): [day.on for day in pack.local_days],
        ("terms",): [(term.concept, term.language) for term in pack.terms],
        ("official_levels",): [(level.topic, level.position) for level in pack.official_levels],
        ("law_links",): [law.url for law in pack.law_links],
    }
    for number, level in enumerate(pack.official_levels, 1):
        keys["official_levels", entry_place(number), "thresholds"] = [
            (one.unit, one.period_h) for one in level.thresholds
        ]
    for place, given in keys.items():
        for number, key in enumerate(given, 1):
            if key in given[: number - 1]:
                said = ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
                what = filled(gettext_noop("'%(given)s' stands there twice"), given=said)
                fields.problem(joined(*place, entry_place(number)), what)
