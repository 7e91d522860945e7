"""Profiles as JSON lines: what can be understood is taken, the rest is named by line and field.

1. Needed is `id`. `lang`, `city`, `kind`, `title`, `offers`, `needs` may lack; texts are a string, a list of
   strings, or an object from language to either, of which the profile's own language is taken.
2. Languages are read in any common spelling (`zh-TW`, `zh_Hant`, `pl-PL`); cities in any of the names that
   the house knows; kinds in small letters, with some other words for them. An unknown one stays as it is.
3. A line that cannot be used is left out and told; so is an id that stands twice (the first one stays).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sistership.common.errors import InputError
from sistership.common.places import place_named
from sistership.common.text import filled, gettext_noop
from sistership.matching.profile import Profile

FORM = gettext_noop(
    "Give one JSON object a line with id, lang, city, kind, title, offers, needs, as the guide describes"
)
LANGUAGES = {
    "zh": "zh-hant",
    "zho": "zh-hant",
    "chi": "zh-hant",
    "cmn": "zh-hant",
    "yue": "zh-hant",
    "chinese": "zh-hant",
    "eng": "en",
    "english": "en",
    "pol": "pl",
    "polish": "pl",
    "may": "ms",
    "msa": "ms",
    "zsm": "ms",
    "malay": "ms",
}
SIMPLIFIED = frozenset(("hans", "cn", "sg", "chs"))
KINDS = {
    "company": "firm",
    "business": "firm",
    "sme": "firm",
    "enterprise": "firm",
    "corporation": "firm",
    "start-up": "startup",
    "laboratory": "lab",
    "research-lab": "lab",
    "research": "lab",
    "institute": "lab",
    "university": "school",
    "college": "school",
    "science-park": "park",
    "tech-park": "park",
    "technology-park": "park",
    "city-department": "department",
    "city": "department",
    "government": "department",
    "bureau": "department",
    "vc": "investor",
    "fund": "investor",
    "student": "applicant",
    "intern": "applicant",
}
Plain = Mapping[str, Any]


def profiles_from_lines(lines: Iterable[str], *, file: str) -> tuple[list[Profile], list[InputError]]:
    """The profiles of a file, and what was wrong with the lines that were left out."""
    profiles: dict[str, Profile] = {}
    errors: list[InputError] = []
    for number, line in enumerate(lines, 1):
        if not line.strip().lstrip("\ufeff"):
            continue
        where = filled(gettext_noop("%(file)s, line %(number)s"), file=file, number=number)
        try:
            profile = profile_from_json(_object(line, where), where=where)
            if profile.id in profiles:
                raise InputError(
                    filled(gettext_noop("The id %(name)s stands twice"), name=repr(profile.id)),
                    where=where,
                    next_step=gettext_noop("Give each profile an id of its own"),
                )
        except InputError as error:
            errors.append(error)
        else:
            profiles[profile.id] = profile
    return list(profiles.values()), errors


def profile_from_json(given: Plain, *, where: str) -> Profile:
    """One profile; raises InputError that names the field which cannot be used."""
    field = _Fields(given, where)
    language = normal_language(field.word("lang") or field.word("language"))
    return Profile(
        id=field.needed_word("id"),
        lang=language,
        city=normal_city(field.word("city")),
        kind=normal_kind(field.word("kind")),
        title=" ".join(field.texts("title", language)),
        offers=field.texts("offers", language),
        needs=field.texts("needs", language),
        organisation=field.word("organisation"),
        sectors=tuple(one.strip() for one in field.texts("sectors", language)),
        stage=_key(field.word("stage")),
        size=field.whole("size"),
        ticket=field.span("ticket"),
        trl=field.span("trl"),
        available=field.days("available"),
        cities=tuple(normal_city(one) for one in field.texts("cities", language)),
        shown=field.whole("shown"),
    )


def normal_language(said: str) -> str:
    """`zh-TW`, `zh_Hant`, `Chinese` → `zh-hant`; `pl-PL` → `pl`; an unknown one in small letters."""
    head, *rest = said.strip().lower().replace("_", "-").split("-")
    language = LANGUAGES.get(head, head)
    if language == "zh-hant" and SIMPLIFIED & set(rest):
        return "zh-hans"
    return language


def normal_city(said: str) -> str:
    """The key of a city that the house knows by the name, else the name as a key."""
    place = place_named(said) if said.strip() else None
    return place.key if place else _key(said)


def normal_kind(said: str) -> str:
    """A kind of `profile.KINDS` where the word is one for it, else the word as a key."""
    key = _key(said)
    return KINDS.get(key, key)


def _key(said: str) -> str:
    return "-".join(said.strip().casefold().replace("_", " ").replace("-", " ").split())


def _object(line: str, where: str) -> Plain:
    try:
        value = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InputError(
            filled(gettext_noop("The line is no JSON (%(error)s)"), error=error), where=where, next_step=FORM
        ) from error
    if not isinstance(value, dict):
        raise InputError(gettext_noop("The line is no JSON object"), where=where, next_step=FORM)
    return value


class _Fields:
    """Reads the fields of one object; an error names the place."""

    def __init__(self, given: Plain, where: str) -> None:
        self._given = given
        self._where = where

    def word(self, name: str) -> str:
        value = self._given.get(name)
        if value is None:
            return ""
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value).strip()
        raise self._wrong(name, value, gettext_noop("a word"))

    def needed_word(self, name: str) -> str:
        value = self.word(name)
        if not value:
            raise InputError(
                filled(gettext_noop("The field %(name)s lacks"), name=name), where=self._where, next_step=FORM
            )
        return value

    def texts(self, name: str, language: str) -> tuple[str, ...]:
        value = self._given.get(name)
        if isinstance(value, dict):
            wordings = {normal_language(str(key)): one for key, one in value.items()}
            value = wordings.get(language, next(iter(wordings.values()), None))
        some = [] if value is None else value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in some):
            raise self._wrong(name, value, gettext_noop("a text, or a list of texts"))
        return tuple(one for one in some if one.strip())

    def whole(self, name: str) -> int | None:
        value = self._given.get(name)
        if value is None or value == "":
            return None
        number = _whole(value)
        if number is None or number < 0:
            raise self._wrong(name, value, gettext_noop("a whole number from 0"))
        return number

    def span(self, name: str) -> tuple[int, int] | None:
        """Two whole numbers as a list or as `4-7`, or one that stands for both."""
        value = self._given.get(name)
        if value is None or value in ("", []):
            return None
        ends = value.replace("–", "-").split("-") if isinstance(value, str) else value
        ends = ends if isinstance(ends, list) else [ends]
        numbers = [number for one in ends if (number := _whole(one)) is not None and number >= 0]
        if len(numbers) != len(ends) or len(numbers) not in (1, 2) or numbers[0] > numbers[-1]:
            raise self._wrong(name, value, gettext_noop("two whole numbers, the smaller one first"))
        return numbers[0], numbers[-1]

    def days(self, name: str) -> tuple[date, date] | None:
        value = self._given.get(name)
        if value is None or value in ("", []):
            return None
        try:
            first, last = (date.fromisoformat(one) for one in value)
        except (TypeError, ValueError) as error:
            raise self._wrong(
                name, value, gettext_noop("two days as 2027-03-01, the first one first")
            ) from error
        if first > last:
            raise self._wrong(name, value, gettext_noop("two days as 2027-03-01, the first one first"))
        return first, last

    def _wrong(self, name: str, value: object, allowed: str) -> InputError:
        return InputError(
            filled(
                gettext_noop("The field %(name)s cannot be used: %(value)s"),
                name=name,
                value=repr(value)[:60],
            ),
            where=self._where,
            allowed=allowed,
        )


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    return int(number) if number.is_integer() else None
