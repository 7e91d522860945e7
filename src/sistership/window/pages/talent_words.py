"""Words of talent exchange for pages: languages with levels, conditions, reasons, states with their marks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sistership.common.text import locale_name
from sistership.window.offices.people.models import City
from sistership.window.offices.talent.concepts import concept_names
from sistership.window.offices.talent.eligibility import Condition
from sistership.window.offices.talent.models import Position, StudyLevel
from sistership.window.offices.talent.words import (
    application_word,
    cohort_word,
    placement_word,
    position_word,
)

SPOKEN = (
    "zh-hant",
    "en",
    "pl",
    "ms",
    "cs",
    "da",
    "de",
    "es",
    "fi",
    "fr",
    "id",
    "it",
    "ja",
    "ko",
    "lt",
    "nb",
    "nl",
    "pt",
    "ru",
    "sv",
    "ta",
    "th",
    "tr",
    "uk",
    "vi",
)
"""Languages that forms offer."""
WORDS = {
    "cohort": cohort_word,
    "position": position_word,
    "application": application_word,
    "placement": placement_word,
}
MARKS = {
    "draft": "filed",
    "begun": "filed",
    "open": "on_track",
    "sent": "confirmed",
    "ranking": "on_track",
    "closed": "awaiting",
    "seeded": "awaiting",
    "placed": "confirmed",
    "offered": "awaiting",
    "accepted": "on_track",
    "agreed": "confirmed",
    "running": "on_track",
    "completed": "kept",
    "ended": "kept",
    "cancelled": "withdrawn",
    "withdrawn": "withdrawn",
    "given_back": "withdrawn",
    "broken_off": "late",
}
"""State → the mark of the house that it is drawn with."""


def state_of(row: Any) -> tuple[str, str]:
    """(mark, words) of the state of a cohort, position, application or placement."""
    return MARKS[row.state], WORDS[row.kind()](row.state)


@cache
def _names(language: str) -> Any:
    return Locale.parse(locale_name(language)).languages


def language_name(code: str) -> str:
    """A language in the reader's language; its code where nobody has a name for it."""
    names = _names(get_language() or "en")
    return str(names.get(code.replace("-", "_")) or names.get(code.partition("-")[0]) or code)


def language_choices() -> list[tuple[str, str]]:
    """(code, name) of the languages that forms offer: the window's own first, then by name."""
    return [(one, language_name(one)) for one in SPOKEN]


def levels_said(pairs: Iterable[Iterable[str]]) -> str:
    """Languages with levels in one line."""
    parts = [f"{language_name(code)} {level}" for code, level in pairs]
    return _(", ").join(parts)


def skills_said(ids: Iterable[str]) -> str:
    """Names of concepts in one line."""
    return _(", ").join(concept_names(ids, get_language() or "en"))


def condition_said(condition: Condition, cities: dict[str, City]) -> str:
    """A condition that is not met, in a sentence."""
    if condition.kind == "language":
        words = {"language": language_name(condition.about), "needs": condition.needs, "has": condition.has}
        if condition.has:
            return _("%(language)s: %(needs)s is needed, you gave %(has)s") % words
        return _("%(language)s: %(needs)s is needed, you gave no level") % words
    if condition.kind == "days":
        if not condition.has:
            return _("It takes %(weeks)s weeks; say when you are free") % {"weeks": condition.needs}
        words = {"weeks": condition.needs, "has": condition.has}
        return _("It takes %(weeks)s weeks within its days; you are free for %(has)s") % words
    if condition.kind == "study":
        return _("It asks for at least: %(level)s") % {"level": StudyLevel(condition.needs).label}
    if not condition.needs:
        return _("It is for applicants from another city than the host's")
    names = [
        cities[key].localized("name").text(get_language() or "en")
        for key in condition.needs.split()
        if key in cities
    ]
    return _("It is for applicants from: %(cities)s") % {"cities": _(", ").join(names)}


def reason_said(kind: str, facts: dict[str, Any]) -> str:
    """Why an applicant is not at a host, said to the applicant."""
    if kind == "placed":
        return _("Your place is here.")
    if kind == "kept":
        return _("You kept your place from an earlier round and took no part in this one.")
    if kind == "unlisted":
        return _("It was not on your list, or you did not meet its conditions when the lists closed.")
    if kind == "dearer":
        return (
            _(
                "You got a place that stands higher on your list: "
                "number %(placed_rank)s instead of %(own_rank)s."
            )
            % facts
        )
    if kind == "refused":
        return _("The host left you out of its order: it would rather keep the place free.")
    if kind == "no_places":
        return _("No place was free here in this round.")
    if kind == "closed":
        return (
            _("The group opens with %(at_least)s people or not at all, and it did not open in this round.")
            % facts
        )
    if kind == "conditions":
        return _(
            "The host would take you. But everybody of this cohort is placed together, so that groups with a "
            "least number can open, and that stands against it."
        )
    counted = (
        _(
            "Places: %(places)s. Applicants who asked for them: %(asked)s. "
            "Before you by the host's order: %(before)s."
        )
        % facts
    )
    if kind == "lottery":
        return counted + _(
            " The last one taken stands equal with you by the host's order, and has the lower lottery number."
        )
    if kind == "reserve":
        return counted + _(" Some places are reserved for a city that you are not from.")
    return counted


def stipend_said(position: Position) -> str:
    """The stipend and who pays it, in a line; empty for none."""
    if position.stipend is None:
        return ""
    words = {
        "amount": f"{number_format(position.stipend, 0, force_grouping=True)} {position.stipend_currency}",
        "payer": position.get_stipend_payer_display(),
    }
    return (
        _("%(amount)s a month, paid by %(payer)s") % words
        if position.stipend_payer
        else _("%(amount)s a month") % words
    )
