"""Read the fields of a nested table from a file, collecting every problem with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sistership.common.text import LANGUAGES, Filled, filled, gettext_noop, joined

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LONGEST_WORDING = 300
LONGEST_URL = 500
NOTHING_GIVEN = gettext_noop("Nothing is given")
NOT_OFFERED = gettext_noop("%(given)s is not offered")
NO_TABLE = gettext_noop("%(given)s is no table")
NEVER = date(1, 1, 1)
"""Stands for a day that was not given, where a problem was noted for it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field."""

    where: str
    what: str
    allowed: str = ""

    @property
    def message(self) -> str:
        """Place, what is wrong, what is allowed, in one line."""
        return f"{self.where}: {self.what}" + (f" (allowed: {self.allowed})" if self.allowed else "")


class Fields:
    """The fields of one table; a wrong one is noted in `problems` and read as something harmless."""

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        path: str = "",
        problems: list[Problem] | None = None,
        skip: Collection[str] = (),
    ) -> None:
        self.values = values
        self.path = path
        self.problems: list[Problem] = [] if problems is None else problems
        self._asked = set(skip)

    def __contains__(self, name: str) -> bool:
        self._asked.add(name)
        return self.values.get(name) is not None

    def problem(self, name: str, what: str, allowed: str = "") -> None:
        """Note what is wrong with a field."""
        self.problems.append(Problem(self._place(name), what, allowed))

    def _place(self, *names: str) -> str:
        return joined(*filter(None, (self.path, *names)))

    def refuse_unknown(self) -> None:
        """Note every field that nobody asked for: a typing error would be lost otherwise."""
        for name in self.values:
            if name not in self._asked:
                self.problem(str(name), gettext_noop("There is no such field"), joined(*sorted(self._asked)))

    def closed(self, value: T) -> T:
        """The value, once all fields were asked for."""
        self.refuse_unknown()
        return value

    def text(self, name: str, longest: int, *, is_required: bool = False) -> str:
        """A text without blanks around it."""
        given = self.values[name] if name in self else ""
        if not isinstance(given, str) or NO_TEXT.search(given):
            example = filled(gettext_noop("text, such as %(example)s"), example=f'{name} = "…"')
            self.problem(name, _said(gettext_noop("%(given)s is no text"), given), example)
            return ""
        given = given.strip()
        if len(given) > longest:
            self.problem(
                name,
                filled(gettext_noop("The text has %(count)s characters"), count=len(given)),
                filled(gettext_noop("up to %(most)s"), most=longest),
            )
        if is_required and not given:
            self.problem(name, NOTHING_GIVEN, gettext_noop("text"))
        return given

    def slug(self, name: str, longest: int) -> str:
        """A short name for addresses."""
        given = self.text(name, longest, is_required=True)
        if given and not SLUG.fullmatch(given):
            self.problem(
                name,
                _said(gettext_noop("%(given)s cannot stand in an address"), given),
                gettext_noop("small Latin letters, digits and hyphens"),
            )
        return given

    def url(self, name: str, *, is_required: bool = False) -> str:
        """An address on the web."""
        given = self.text(name, LONGEST_URL, is_required=is_required)
        if given and not is_web_address(given):
            what = _said(gettext_noop("%(given)s is no web address"), given)
            self.problem(name, what, gettext_noop("https://… or http://…"))
        return given

    def country(self, name: str) -> str:
        """A country's two letters."""
        given = self.text(name, 60, is_required=True)
        if given and not re.fullmatch("[A-Z]{2}", given):
            what = _said(gettext_noop("%(given)s is no country"), given)
            self.problem(name, what, gettext_noop("two capital letters, such as TW"))
        return given

    def timezone(self, name: str) -> str:
        """A time zone by its IANA name."""
        given = self.text(name, 60, is_required=True)
        try:
            ZoneInfo(given or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            what = _said(gettext_noop("%(given)s is no time zone"), given)
            self.problem(name, what, gettext_noop("IANA names such as Asia/Taipei"))
        return given

    def language(self, name: str) -> str:
        """One of the window's languages."""
        given = self.text(name, 16, is_required=True)
        if given and given not in LANGUAGES:
            self.problem(name, _said(NOT_OFFERED, given), joined(*LANGUAGES))
        return given

    def number(self, name: str, *, at_least: float, at_most: float, is_whole: bool = False) -> float:
        """A number between two others."""
        given = self.values[name] if name in self else None
        if (
            isinstance(given, int | float)
            and not isinstance(given, bool)
            and at_least <= given <= at_most
            and (not is_whole or given == int(given))
        ):
            return float(given)
        self.problem(
            name,
            NOTHING_GIVEN if given is None else _said(gettext_noop("%(given)s is not allowed"), given),
            filled(
                gettext_noop("a whole number from %(least)s to %(most)s")
                if is_whole
                else gettext_noop("a number from %(least)s to %(most)s"),
                least=f"{at_least:g}",
                most=f"{at_most:g}",
            ),
        )
        return at_least

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """true or false."""
        given = self.values[name] if name in self else default
        if not isinstance(given, bool):
            self.problem(name, _said(gettext_noop("%(given)s is neither"), given), joined("true", "false"))
        return bool(given)

    def day(self, name: str) -> date:
        """A plain date, as TOML has it or as text."""
        given = self.values[name] if name in self else ""
        if isinstance(given, date) and not isinstance(given, datetime):
            return given
        try:
            return date.fromisoformat(str(given))
        except (TypeError, ValueError):
            what = _said(gettext_noop("%(given)s is no date"), given)
            self.problem(name, what, gettext_noop("year-month-day, such as 2027-01-01"))
            return NEVER

    def table(self, name: str, allowed: str) -> Fields:
        """The fields of an inner table; an empty one where there is none."""
        given = self.values[name] if name in self else {}
        if not isinstance(given, Mapping):
            self.problem(name, _said(NO_TABLE, given), allowed)
            given = {}
        return Fields(given, path=self._place(name), problems=self.problems)

    def texts(self, name: str, *, is_required: bool = False) -> dict[str, str]:
        """Language → wording, without empty ones."""
        inner = self.table(name, gettext_noop('texts by language, such as { en = "…" }'))
        found = {code: inner.text(code, LONGEST_WORDING) for code in LANGUAGES}
        inner.refuse_unknown()
        if is_required and not any(found.values()):
            self.problem(name, NOTHING_GIVEN, gettext_noop("text in at least one language"))
        return {code: text for code, text in found.items() if text}

    def words(self, name: str, longest: int) -> tuple[str, ...]:
        """Several short texts, each once, in order of their letters."""
        given = self.values[name] if name in self else []
        if not isinstance(given, list):
            what = _said(gettext_noop("%(given)s is no list"), given)
            self.problem(name, what, gettext_noop('texts, such as ["…", "…"]'))
            return ()
        found = Fields(
            {entry_place(number): one for number, one in enumerate(given, 1)},
            path=self._place(name),
            problems=self.problems,
        )
        return tuple(sorted({text for key in found.values if (text := found.text(key, longest))}))

    def languages(self, name: str) -> tuple[str, ...]:
        """Several of the window's languages, each once, in the order given."""
        given = self.values[name] if name in self else []
        if not isinstance(given, list) or any(code not in LANGUAGES for code in given):
            allowed = filled(gettext_noop("a list of %(languages)s"), languages=LANGUAGES)
            self.problem(name, _said(NOT_OFFERED, given), allowed)
            return ()
        if len(set(given)) < len(given):
            what = gettext_noop("A language stands there twice")
            self.problem(name, what, gettext_noop("each language once"))
        return tuple(given)

    def rows(self, name: str, most: int) -> list[Fields]:
        """A list of tables."""
        given = self.values[name] if name in self else []
        if not isinstance(given, list) or len(given) > most:
            what = gettext_noop("This is no list, or too long")
            self.problem(name, what, filled(gettext_noop("up to %(count)s tables"), count=most))
            return []
        found = []
        for number, one in enumerate(given, 1):
            path = self._place(name, entry_place(number))
            if isinstance(one, Mapping):
                found.append(Fields(one, path=path, problems=self.problems))
            else:
                what = _said(NO_TABLE, one)
                self.problems.append(Problem(path, what, gettext_noop("a table of fields")))
        return found


def entry_place(number: int) -> Filled:
    """`entry 3`, of a list."""
    return filled(gettext_noop("entry %(number)s"), number=number)


def _said(template: str, given: object) -> Filled:
    return filled(template, given=repr(given))


def is_web_address(given: str) -> bool:
    """Whether a link to it would lead somewhere on the web, and nowhere else."""
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", given)
