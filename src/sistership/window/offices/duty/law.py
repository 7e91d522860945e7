"""What the laws ask of whoever keeps personal data, as data: lawful bases, breach clocks, answers to persons.

Every row names its article and was written from public texts by people who are no lawyers: each is to be
checked with counsel, and every page that shows one says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EEA = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()  # noqa: SIM905  # thirty names read better so
)


class Risk(StrEnum):
    """How likely a breach harms the persons concerned, the mildest first."""

    UNLIKELY = "unlikely"
    LIKELY = "likely"
    HIGH = "high"


RISK_ORDER = tuple(Risk)


class RequestKind(StrEnum):
    """What a person asks for."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class Law:
    """One data protection law."""

    key: str
    name: Any
    countries: frozenset[str]
    url: str
    authority: Any
    """Who watches over it."""


GDPR = Law(
    "gdpr",
    _("General Data Protection Regulation (EU) 2016/679"),
    EEA,
    "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    _("The country's supervisory authority"),
)
TAIWAN = Law(
    "tw",
    _("Personal Data Protection Act of Taiwan"),
    frozenset({"TW"}),
    "https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=I0050021",
    _("Personal Data Protection Commission of Taiwan"),
)
MALAYSIA = Law(
    "my",
    _("Personal Data Protection Act 2010 of Malaysia, as amended in 2024"),
    frozenset({"MY"}),
    "https://www.pdp.gov.my/",
    _("Personal Data Protection Commissioner of Malaysia"),
)
LAWS = (GDPR, TAIWAN, MALAYSIA)


def law_of(country: str) -> Law | None:
    """The law of a country; None where this program knows none."""
    return next((law for law in LAWS if country in law.countries), None)


BASES: dict[str, tuple[Any, dict[str, str]]] = {
    "public_task": (
        pgettext_lazy("lawful basis", "task of a public body"),
        {"gdpr": "art. 6(1)(e)", "tw": "art. 15(1)", "my": "s. 6(2)(f)"},
    ),
    "consent": (
        pgettext_lazy("lawful basis", "consent of the person"),
        {"gdpr": "art. 6(1)(a)", "tw": "art. 15(2)", "my": "s. 6(1)(a)"},
    ),
    "legal_obligation": (
        pgettext_lazy("lawful basis", "duty under another law"),
        {"gdpr": "art. 6(1)(c)", "tw": "art. 15(1)", "my": "s. 6(2)(c)"},
    ),
    "contract": (
        pgettext_lazy("lawful basis", "contract with the person"),
        {"gdpr": "art. 6(1)(b)", "my": "s. 6(2)(a)"},
    ),
    "vital_interests": (
        pgettext_lazy("lawful basis", "life and health of the person"),
        {"gdpr": "art. 6(1)(d)", "my": "s. 6(2)(d)"},
    ),
    "no_harm": (
        pgettext_lazy("lawful basis", "no harm to the person's rights"),
        {"tw": "art. 15(3)"},
    ),
}
"""Basis → (in words, law → article)."""

TRANSFER_BASES: dict[str, Any] = {
    "adequacy": pgettext_lazy("basis of a transfer", "decision that the other country protects data as well"),
    "standard_clauses": pgettext_lazy("basis of a transfer", "standard clauses signed by both"),
    "agreement_of_authorities": pgettext_lazy("basis of a transfer", "agreement between public bodies"),
    "consent": pgettext_lazy("basis of a transfer", "explicit consent of the person"),
    "public_interest": pgettext_lazy("basis of a transfer", "important public interest"),
    "not_restricted": pgettext_lazy("basis of a transfer", "the law of the sending country sets no limit"),
}


@dataclass(frozen=True, slots=True)
class BreachDuty:
    """Somebody who must be told of a breach, and by when."""

    code: str
    law: Law
    to: Any
    article: str
    hours: int
    """From the start of the clock, in calendar hours."""
    least_risk: Risk
    """Owed from this risk on; a risk that nobody has assessed counts as the highest."""
    after: str = ""
    """The duty whose notice starts the clock; empty: it starts when the breach was noticed."""
    or_persons_above: int | None = None
    """Owed also at a lower risk when more persons than these are concerned."""
    is_target: bool = False
    """The law names no hours (“without undue delay”): the hours are the window's own target."""
    note: Any = ""


_PERSONS = _("The persons concerned")
BREACH_DUTIES = (
    BreachDuty(
        "gdpr_authority",
        GDPR,
        GDPR.authority,
        "art. 33",
        72,
        Risk.LIKELY,
        note=_("Where it is later than 72 hours, the reasons go with it."),
    ),
    BreachDuty(
        "gdpr_persons",
        GDPR,
        _PERSONS,
        "art. 34",
        72,
        Risk.HIGH,
        is_target=True,
        note=_("Without undue delay, where the risk for the persons is high."),
    ),
    BreachDuty(
        "my_commissioner",
        MALAYSIA,
        MALAYSIA.authority,
        "s. 12B(1)",
        72,
        Risk.LIKELY,
        or_persons_above=1000,
        note=_("Where significant harm is likely, or more than 1,000 persons are concerned."),
    ),
    BreachDuty(
        "my_persons",
        MALAYSIA,
        _PERSONS,
        "s. 12B(2)",
        7 * 24,
        Risk.HIGH,
        after="my_commissioner",
        note=_("Within 7 days after the Commissioner was told, where significant harm is likely."),
    ),
    BreachDuty(
        "tw_persons",
        TAIWAN,
        _PERSONS,
        "art. 12",
        72,
        Risk.UNLIKELY,
        is_target=True,
        note=_("Once the facts are clear, by fitting means; the law names no hours."),
    ),
    BreachDuty(
        "tw_authority",
        TAIWAN,
        TAIWAN.authority,
        "art. 12 (2025)",
        72,
        Risk.UNLIKELY,
        is_target=True,
        note=_(
            "The amendment promulgated on 11 November 2025 asks for a report; when it starts is set later."
        ),
    ),
)
DUTIES = {duty.code: duty for duty in BREACH_DUTIES}


@dataclass(frozen=True, slots=True)
class AnswerTerm:
    """By when a person's request is answered: months are those of the calendar."""

    article: str
    months: int = 0
    days: int = 0
    longer_months: int = 0
    """By how much it may be put off once, with a reason told to the person."""
    longer_days: int = 0
    is_target: bool = False


_GDPR_TERM = AnswerTerm("art. 12(3)", months=1, longer_months=2)
_TAIWAN_TERM = AnswerTerm("art. 13", days=30, longer_days=30)
_MALAYSIA_TERM = AnswerTerm("s. 31, 35, 42", days=21, longer_days=14)
OWN_TERM = AnswerTerm("", days=21, is_target=True)
"""Where no law is known: the shortest of those known that fit every request."""


def answer_term(country: str, kind: str) -> AnswerTerm:
    """The term for a kind of request under a country's law."""
    law = law_of(country)
    if law is GDPR:
        return _GDPR_TERM
    if law is TAIWAN:
        return AnswerTerm("art. 13", days=15, longer_days=15) if kind == RequestKind.ACCESS else _TAIWAN_TERM
    return _MALAYSIA_TERM if law is MALAYSIA else OWN_TERM
