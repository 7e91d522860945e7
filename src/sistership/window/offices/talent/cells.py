"""Pairs in one line of text: languages with levels, home cities with reserved places."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.offices.talent.actions.steps import checked_levels

_PARTS = re.compile(r"[;,、；，\n]+")  # fullwidth separators of Chinese texts


def parts_of(text: str) -> list[str]:
    """The parts between semicolons or commas, without blanks around them."""
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def levels_of(text: str) -> list[list[str]]:
    """`en B2; zh-hant A2` as pairs; raises InputError for what is none."""
    pairs = []
    for part in parts_of(text):
        language, _blank, level = part.rpartition(" ")
        pairs.append([language or part, level.upper() if language else ""])
    return checked_levels(pairs)


def reserves_of(text: str) -> list[list[str | int]]:
    """`gdynia 1; kaohsiung 2` as pairs; raises InputError for what is none."""
    found: list[list[str | int]] = []
    for part in parts_of(text):
        city, _blank, number = part.rpartition(" ")
        if not city or not number.isdecimal() or int(number) < 1:
            raise InputError(
                _("'%(part)s' reserves no place") % {"part": part},
                where="reserves",
                allowed="gdynia 1; kaohsiung 2",
            )
        found.append([city.strip(), int(number)])
    return found
