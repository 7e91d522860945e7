"""What a cell of a sheet says: countries, days, languages, kinds, addresses, as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.common.places import normal_name
from sistership.common.text import LANGUAGE_NAMES, LANGUAGES, locale_name
from sistership.window.offices.agreements.models import AgreementKind
from sistership.window.offices.imports.words import WORDS
from sistership.window.offices.people.models import OrganisationKind

ERROR_VALUES = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))
SEPARATORS = ";；、|\n"
# A backslash and what follows it belong together, so a name may end in one.
_NAME = re.compile(r"(?:\\.|\\$|[^;；、|\n\\])+", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def language_of(text: str, latin: str = "en") -> str:
    """The language to which a name without one is put down: Chinese by its script, else the one given."""
    return "zh-hant" if _HAN.search(text) else latin


def split_names(cell: str) -> list[str]:
    """The names in one cell; a separator behind a backslash belongs to the name."""
    names = (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in _NAME.findall(cell))
    return list(dict.fromkeys(name for name in (" ".join(part.split()) for part in names) if name))


def join_names(names: list[str]) -> str:
    """Names as one cell, so that `split_names` gives them back."""
    return "; ".join(re.sub(rf"([\\{SEPARATORS}])", r"\\\1", name) for name in names)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(locale_name(language)).territories.items():
            if re.fullmatch("[A-Z]{2}", code):
                found.setdefault(normal_name(name), code)
                found.setdefault(code.lower(), code)
    return found | {normal_name(word): code for code, words in WORDS["countries"].items() for word in words}


def country_of(cell: str) -> str:
    """Two letters, of a code or a name in four languages."""
    code = _countries().get(normal_name(cell))
    if code is None:
        raise InputError(
            gettext("'%(cell)s' is not a country") % {"cell": cell},
            allowed=gettext("two letters such as TW, PL, MY, or the name of a country"),
        )
    return code


def timezone_of(cell: str) -> str:
    """An IANA time zone."""
    if cell not in available_timezones():
        raise InputError(
            gettext("'%(timezone)s' is not a time zone") % {"timezone": cell},
            allowed=gettext("IANA names such as Asia/Taipei"),
        )
    return cell


def desk_language_of(cell: str) -> str:
    """One of the languages of the window, by code or name."""
    words = {normal_name(name): code for code, name in LANGUAGE_NAMES.items()}
    words |= {normal_name(code): code for code in LANGUAGES}
    words |= {
        "中文": "zh-hant",
        "繁體中文": "zh-hant",
        "chinese": "zh-hant",
        "polish": "pl",
        "malay": "ms",
        "英文": "en",
    }
    code = words.get(normal_name(cell))
    if code is None:
        raise InputError(
            gettext("'%(language)s' is not offered") % {"language": cell}, allowed=", ".join(LANGUAGES)
        )
    return code


def degrees_of(cell: str, limit: int) -> float:
    """Degrees, with a comma or a point."""
    try:
        value = float(cell.replace(",", ".").removesuffix("°"))
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        raise InputError(
            gettext("'%(cell)s' is not a number of degrees") % {"cell": cell},
            allowed=gettext("%(low)s to %(high)s, west and south negative") % {"low": -limit, "high": limit},
        )
    return value


def website_of(cell: str) -> str:
    """An address, `https://` before it where nothing is."""
    url = cell if "://" in cell else f"https://{cell}"
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise InputError(
            gettext("'%(cell)s' is not an address on the web") % {"cell": cell}, allowed="https://example.org"
        ) from error
    if len(url) > 300:
        raise InputError(gettext("The address is too long"), allowed=gettext("up to 300 characters"))
    return url


def email_of(cell: str) -> str:
    """An e-mail address."""
    address = cell.removeprefix("mailto:").strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InputError(
            gettext("'%(email)s' is not an e-mail address") % {"email": cell}, allowed="name@example.org"
        ) from error
    return address


def telephone_of(cell: str) -> str:
    """A telephone number as people write it."""
    if len(cell) > 60 or not any(char.isdigit() for char in cell):
        raise InputError(
            gettext("'%(cell)s' is not a telephone number") % {"cell": cell[:70]}, allowed="+886 7 123 4567"
        )
    return cell


def _kind_of(cell: str, words: Mapping[str, list[str]], labels: Sequence[tuple[Any, Any]]) -> str:
    said = normal_name(cell)
    for kind, names in words.items():
        if said in (normal_name(kind), *map(normal_name, names)):
            return str(kind)
    for kind, label in labels:
        if said == normal_name(str(label)):
            return str(kind)
    raise InputError(
        gettext("'%(cell)s' is no kind that is known here") % {"cell": cell},
        allowed=", ".join(str(label) for _, label in labels),
    )


def agreement_kind_of(cell: str) -> str:
    """A kind of agreement by any of its names."""
    return _kind_of(cell, WORDS["agreements"], AgreementKind.choices)


def organisation_kind_of(cell: str) -> str:
    """A kind of organisation by any of its names."""
    return _kind_of(cell, WORDS["organisations"], OrganisationKind.choices)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in LANGUAGES:
        names = Locale.parse(locale_name(language)).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found |= {normal_name(name): number for number, name in names[use][width].items()}
    return found


def year_of(cell: str) -> str:
    """The year, where a cell says no more than a year; else empty."""
    match = re.fullmatch(r"(?:西元)?\s*((?:19|20)\d\d)\s*年?|民國\s*(\d{1,3})\s*年", cell.strip())
    if not match:
        return ""
    return match[1] or str(int(match[2]) + 1911)


def day_of(cell: str) -> date:
    """A day in any usual form: ISO, with points or slashes, in words, of the ROC calendar."""
    wrong = InputError(
        gettext("'%(cell)s' is not a day that can only mean one") % {"cell": cell},
        allowed=gettext("2005-09-14, 14.09.2005, 14 September 2005, 2005年9月14日, 民國94年9月14日"),
    )
    parts = _parts_of_day(cell.strip())
    if parts is None:
        raise wrong
    try:
        return date(*parts)
    except ValueError as error:
        raise wrong from error


def _parts_of_day(cell: str) -> tuple[int, int, int] | None:
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d\d:\d\d.*)?", cell):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"(?:西元)?\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日", cell):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"(?:中華)?民國\s*(\d{1,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日", cell):
        return int(match[1]) + 1911, int(match[2]), int(match[3])
    if match := re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", cell):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or first == second:
            return year, second, first
        return (year, first, second) if second > 12 else None
    return _parts_in_words(normal_name(cell))


def _parts_in_words(said: str) -> tuple[int, int, int] | None:
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? (\w+) (\d{4})(?: r| roku)?", said)
    if match and match[2] in _months():
        return int(match[3]), _months()[match[2]], int(match[1])
    match = re.fullmatch(r"(\w+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})", said)
    if match and match[1] in _months():
        return int(match[3]), _months()[match[1]], int(match[2])
    return None
