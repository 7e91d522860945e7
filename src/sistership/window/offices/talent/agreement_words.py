"""The words of the tripartite agreement of a placement, as all three sign them, and their digest."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sistership.common.canonical import canonical_json, digest
from sistership.window.offices.talent.models import Placement


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """Rows of (what, words), and the SHA-256 over the facts behind them, the same in every language."""

    rows: tuple[tuple[str, str], ...]
    digest: str


def agreement_words(placement: Placement, language: str) -> AgreementWords:
    """What student, host and home institution agree; position, application and texts are read."""
    position, application = placement.position, placement.application
    title = position.localized("title").text(language)
    work = position.localized("work").text(language)
    with translation.override(language):
        stay = _("%(weeks)s weeks between %(first)s and %(last)s") % {
            "weeks": position.weeks,
            "first": date_format(position.first_day),
            "last": date_format(position.last_day),
        }
        rows = [
            (_("Student"), application.name),
            (_("Home institution"), application.institution),
            (
                pgettext("talent", "Host"),
                f"{position.host_name} · {position.city.localized('name').text(language)}",
            ),
            (pgettext("talent", "Position"), f"{position.number} {title}"),
            (_("Work"), work),
            (_("Stay"), stay),
            (_("Supervisor at the host"), position.supervisor),
            (
                _("Stipend a month"),
                _money(position.stipend, position.stipend_currency, position.get_stipend_payer_display()),
            ),
            (_("Insurance"), _insurance(placement, language)),
            (_("Recognition of credits"), f"{position.ects} ECTS" if position.ects else _("none agreed")),
        ]
    return AgreementWords(tuple((what, said) for what, said in rows if said), _digest(placement))


def _money(amount: Decimal | None, currency: str, payer: str) -> str:
    if amount is None:
        return _("none")
    said = f"{number_format(amount, 0, force_grouping=True)} {currency}"
    return _("%(amount)s, paid by %(payer)s") % {"amount": said, "payer": payer} if payer else said


def _insurance(placement: Placement, language: str) -> str:
    words = placement.position.localized("insurance").text(language)
    payer = placement.position.get_insurance_payer_display()
    paid = _("paid by %(payer)s") % {"payer": payer} if payer else ""
    return " – ".join(part for part in (words, paid) if part)


def _digest(placement: Placement) -> str:
    position, application = placement.position, placement.application
    return digest(
        canonical_json(
            {
                "placement": placement.public_id,
                "student": application.number,
                "institution": application.institution,
                "host": position.host_name,
                "position": position.number,
                "texts": {
                    field: {
                        code: one.text for code, one in sorted(position.localized(field).variants.items())
                    }
                    for field in ("title", "work", "insurance")
                },
                "days": [position.first_day, position.last_day, position.weeks],
                "supervisor": position.supervisor,
                "stipend": [position.stipend, position.stipend_currency, position.stipend_payer],
                "insurance_payer": position.insurance_payer,
                "ects": position.ects,
            }
        )
    )
