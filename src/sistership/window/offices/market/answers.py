"""What an owner may answer on each page of the form, checked one by one; no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.formats.sheets import NOT_TEXT
from sistership.vocabulary.concepts import concepts
from sistership.window.offices.market.models import ProfileKind, Stage

Answers = dict[str, Any]

PAGES: dict[str, tuple[str, ...]] = {
    "words": ("title", "offers", "needs", "summary"),
    "facts": (
        "sectors",
        "stage",
        "size",
        "trl_low",
        "trl_high",
        "ticket_low_eur",
        "ticket_high_eur",
        "available_from",
        "available_until",
        "looks_in",
    ),
    "party": (
        "profile_kind",
        "organisation_name",
        "website",
        "contact_name",
        "contact_email",
        "contact_telephone",
        "language",
    ),
}
"""Page of the form → its answers, in the order in which they are asked."""
TEXTS = ("title", "summary", "offers", "needs")
LONGEST = {"title": 120, "summary": 400, "offers": 6000, "needs": 6000}
MOST_SECTORS = 5
_REACHES = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://\S+|www\.\S+|(?<![\w.,])\+\d[\d ()/-]{6,}\d", re.ASCII
)
"""An address, a link or a telephone number: what a text that everybody reads may not hold."""


def _text(name: str, longest: int) -> Callable[[Any], str]:
    def check(given: Any) -> str:
        text = NOT_TEXT.sub(" ", str(given)).replace("\r\n", "\n").strip()
        if len(text) > longest:
            raise InputError(
                _("These are %(count)s characters") % {"count": len(text)},
                where=name,
                allowed=_("up to %(most)s") % {"most": longest},
            )
        return text

    return check


def _open_text(name: str) -> Callable[[Any], str]:
    plain = _text(name, LONGEST[name])

    def check(given: Any) -> str:
        text = plain(given)
        if found := _REACHES.search(text):
            raise InputError(
                _("Everybody reads this text, and “%(found)s” tells who you are") % {"found": found[0][:60]},
                where=name,
                next_step=_("Leave it out here; contacts have a page of their own"),
            )
        return text

    return check


def _number(name: str, least: int, most: int) -> Callable[[Any], int]:
    def check(given: Any) -> int:
        try:
            number = int(str(given).strip())
        except ValueError as error:
            raise InputError(
                _("'%(given)s' is no whole number") % {"given": given},
                where=name,
                allowed=f"{least}-{most}",
            ) from error
        if not least <= number <= most:
            raise InputError(
                _("%(number)s is not possible here") % {"number": number},
                where=name,
                allowed=f"{least}-{most}",
            )
        return number

    return check


def _one_of(name: str, allowed: Any) -> Callable[[Any], str]:
    def check(given: Any) -> str:
        choice = str(given).strip()
        if choice not in allowed:
            raise InputError(
                _("'%(given)s' is not known here") % {"given": choice}, where=name, allowed=", ".join(allowed)
            )
        return choice

    return check


def _day(name: str) -> Callable[[Any], str]:
    def check(given: Any) -> str:
        try:
            return (given if isinstance(given, date) else date.fromisoformat(str(given))).isoformat()
        except ValueError as error:
            raise InputError(
                _("'%(given)s' is no day") % {"given": given}, where=name, allowed="2026-09-30"
            ) from error

    return check


def _sectors(given: Any) -> list[str]:
    known = concepts()
    chosen = list(dict.fromkeys(given))
    for one in chosen:
        _one_of("sectors", known)(one)
    if len(chosen) > MOST_SECTORS:
        raise InputError(
            _("These are %(count)s sectors") % {"count": len(chosen)},
            where="sectors",
            allowed=_("up to %(most)s") % {"most": MOST_SECTORS},
        )
    return chosen


def _email(given: Any) -> str:
    try:
        validate_email(address := str(given).strip().lower())
    except ValidationError as error:
        raise InputError(
            _("'%(given)s' is no e-mail address") % {"given": given},
            where="contact_email",
            allowed="name@example.org",
        ) from error
    return address


def _website(given: Any) -> str:
    address = str(given).strip()
    address = address if "//" in address else f"https://{address}"
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or len(address) > 300:
        raise InputError(
            _("'%(given)s' is no address of a page") % {"given": given},
            where="website",
            allowed="https://example.org",
        )
    return address


CHECKS: dict[str, Callable[[Any], Any]] = {
    **{name: _open_text(name) for name in TEXTS},
    "sectors": _sectors,
    "stage": _one_of("stage", Stage.values),
    "size": _number("size", 1, 1_000_000),
    "trl_low": _number("trl_low", 1, 9),
    "trl_high": _number("trl_high", 1, 9),
    "ticket_low_eur": _number("ticket_low_eur", 0, 10**12),
    "ticket_high_eur": _number("ticket_high_eur", 0, 10**12),
    "available_from": _day("available_from"),
    "available_until": _day("available_until"),
    "looks_in": lambda given: list(dict.fromkeys(str(one) for one in given)),
    "profile_kind": _one_of("profile_kind", ProfileKind.values),
    "organisation_name": _text("organisation_name", 200),
    "website": _website,
    "contact_name": _text("contact_name", 120),
    "contact_email": _email,
    "contact_telephone": _text("contact_telephone", 60),
    "language": _one_of("language", LANGUAGES),
}
SPANS = (
    ("trl_low", "trl_high"),
    ("ticket_low_eur", "ticket_high_eur"),
    ("available_from", "available_until"),
)


def checked(given: Mapping[str, Any]) -> Answers:
    """Answers as they are kept; what is empty is None, an empty text or list. Raises InputError by field."""
    found: Answers = {}
    for name, value in given.items():
        if name not in CHECKS:
            raise InputError(
                _("'%(given)s' is not known here") % {"given": name}, where=name, allowed=", ".join(CHECKS)
            )
        is_empty = value is None or value == "" or value == []
        if not is_empty:
            found[name] = CHECKS[name](value)
        elif name in ("sectors", "looks_in"):
            found[name] = []
        else:
            found[name] = None if any(name in span for span in SPANS) or name == "size" else ""
    _check_spans(found)
    return found


def _check_spans(found: Answers) -> None:
    for low, high in SPANS:
        if low not in found and high not in found:
            continue
        least, most = found.get(low), found.get(high)
        if low != "available_from" and (least is None) != (most is None):
            found[low], found[high] = (least, least) if most is None else (most, most)
        elif least is not None and most is not None and least > most:
            raise InputError(
                _("The second value lies before the first"),
                where=high,
                allowed=_("%(least)s or later") % {"least": least}
                if low == "available_from"
                else _("%(least)s or more") % {"least": least},
            )


def require_complete(answers: Answers) -> None:
    """Raise InputError that names the page's field that is still needed before an officer can check it."""
    needed = {
        "title": _("Give the profile a title"),
        "organisation_name": _("Say which organisation it is"),
        "contact_name": _("Say who can be reached"),
        "contact_email": _("Give the e-mail address that can be reached"),
    }
    for name, what in needed.items():
        if not answers.get(name):
            raise InputError(what, where=name)
    if not answers.get("offers") and not answers.get("needs"):
        raise InputError(_("Say what you offer, or what you need"), where="offers")
    who = str(answers["organisation_name"]).casefold()
    for name in TEXTS:
        if len(who) > 3 and who in str(answers.get(name, "")).casefold():
            raise InputError(
                _("Everybody reads this text, and the name of the organisation stands in it"),
                where=name,
                next_step=_("Describe what it does, without its name"),
            )


def page_of(field: str) -> str:
    """The page of the form on which a field is answered; the first for one that is on none."""
    return next((page for page, fields in PAGES.items() if field in fields), next(iter(PAGES)))
