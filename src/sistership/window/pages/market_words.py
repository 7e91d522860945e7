"""Words and marks for the states of the market, and for the facts of a profile."""

from __future__ import annotations

from typing import Any

from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from sistership.vocabulary.concepts import concepts
from sistership.window.offices.market.actions.steps import (
    interest_word,
    introduction_word,
    profile_word,
)
from sistership.window.offices.market.models import Profile

MARKS = {
    "draft": "filed",
    "in_review": "awaiting",
    "on_hold": "at_risk",
    "refused": "disputed",
    "published": "confirmed",
    "expired": "withdrawn",
    "withdrawn": "withdrawn",
    "erased": "withdrawn",
    "asked": "awaiting",
    "accepted": "confirmed",
    "declined": "withdrawn",
    "taken_back": "withdrawn",
    "lapsed": "withdrawn",
    "made": "awaiting",
    "met": "on_track",
    "settled": "kept",
}
"""State → the mark of the house that it is drawn with."""
_WORDS = {"profile": profile_word, "interest": interest_word, "introduction": introduction_word}
SIZES = ((10, "1-9"), (50, "10-49"), (250, "50-249"), (1000, "250-999"))
"""An exact number would tell who it is."""


def state_of(kind: str, state: str) -> tuple[str, str]:
    """(mark, words) of the state of a profile, an interest or an introduction."""
    return MARKS[state], _WORDS[kind](state)


def sector_word(key: str) -> str:
    """A sector in the reader's language; its key where the vocabulary has none."""
    known = concepts().get(key)
    language = get_language() or "en"
    return known.names.get(language) or known.names["en"] if known else key.replace("-", " ")


def sector_choices() -> list[tuple[str, str]]:
    """(key, name) of every sector, by name."""
    return sorted(((key, sector_word(key)) for key in concepts()), key=lambda one: one[1])


def facts_of(profile: Profile) -> list[tuple[str, str]]:
    """(label, value) of what everybody may read beside the words, what was said alone."""
    found: list[tuple[str, Any]] = [
        (_("Sectors"), pgettext("between items of a list", ", ").join(map(sector_word, profile.sectors))),
        (_("How far it has come"), profile.get_stage_display() if profile.stage else ""),
        (_("People"), _size(profile.size)),
        (_("Technology readiness"), _span(profile.trl_low, profile.trl_high, "TRL ")),
        (_("Investment"), _money(profile.ticket_low_eur, profile.ticket_high_eur)),
        (_("Available"), _days(profile)),
    ]
    return [(label, value) for label, value in found if value]


def _size(size: int | None) -> str:
    if size is None:
        return ""
    return next((said for most, said in SIZES if size < most), "1000+")


def _span(low: int | None, high: int | None, before: str = "") -> str:
    if low is None or high is None:
        return ""
    return f"{before}{low}" if low == high else f"{before}{low}–{high}"


def _money(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return ""
    said = [formats.number_format(one, use_l10n=True, force_grouping=True) for one in (low, high)]
    return f"EUR {said[0]}" if low == high else f"EUR {said[0]}–{said[1]}"


def _days(profile: Profile) -> str:
    first, last = profile.available_from, profile.available_until
    if first and last:
        return f"{formats.date_format(first)} – {formats.date_format(last)}"
    if first:
        return _("from %(day)s") % {"day": formats.date_format(first)}
    return _("until %(day)s") % {"day": formats.date_format(last)} if last else ""
