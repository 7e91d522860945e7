"""A city's register as a table and as JSON: the same rows that its page shows."""

from __future__ import annotations

from typing import Any

from sistership.formats.tables import Table
from sistership.window.ground.records import Record
from sistership.window.offices.duty.models import ProcessingActivity
from sistership.window.offices.duty.queries import Register, kept

TEXTS = ProcessingActivity.TEXT_FIELDS
COLUMNS = ("city", "key", *TEXTS, "law", "basis", "article", "retention", "checked_on")


def register_table(register: Register, *, language: str) -> Table:
    """One row for each activity, in one language."""
    return Table(
        columns=COLUMNS,
        rows=tuple(
            (
                register.city.key,
                row.key,
                *(row.localized(field).text(language) or None for field in TEXTS),
                register.law.key if register.law else None,
                row.basis,
                row.article or None,
                " ".join(f"{one.name}={one.days}" for one in kept(row.retention)) or None,
                row.checked_on.isoformat() if row.checked_on else None,
            )
            for row in register.activities
        ),
    )


def _wordings(record: Record, field: str) -> dict[str, str]:
    return {code: one.text for code, one in sorted(record.localized(field).variants.items())}


def register_json(register: Register) -> dict[str, Any]:
    """Who answers, the activities with all their wordings, and the transfers with their bases."""
    contact = register.contact
    return {
        "city": register.city.key,
        "law": register.law.key if register.law else None,
        "contact": {
            "organisation": contact.organisation.public_id if contact.organisation else None,
            "officer": contact.officer or None,
            "email": contact.email or None,
            "telephone": contact.telephone or None,
            "address": contact.address or None,
        }
        if contact
        else None,
        "activities": [
            {
                "key": row.key,
                **{field: _wordings(row, field) for field in TEXTS},
                "basis": row.basis,
                "article": row.article or None,
                "retention": [{"name": one.name, "days": one.days} for one in kept(row.retention)],
                "checked_on": row.checked_on,
            }
            for row in register.activities
        ],
        "transfers": [
            {
                "to_city": one.to.key,
                "to_country": one.to.country,
                "state": one.state.value,
                "basis": one.basis.basis if one.basis else None,
                "reference": one.basis.reference if one.basis else None,
                "url": (one.basis.url or None) if one.basis else None,
                "valid_until": one.basis.valid_until if one.basis else None,
            }
            for one in register.transfers
        ],
    }
