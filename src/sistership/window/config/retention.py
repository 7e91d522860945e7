"""How many days each kind of row is kept: the usual days, and SISTERSHIP_RETENTION_DAYS where it differs.

For example `letters=90, links=30`. What each name means, `sistership retention --dry-run` says.
"""

from __future__ import annotations

import re

from django.core.exceptions import ImproperlyConfigured

USUAL_DAYS = {
    "unconfirmed": 7,
    "answers": 7,
    "letters": 180,
    "incoming": 90,
    "daily_letters": 30,
    "links": 90,
    "questions": 90,
    "imports": 30,
    "import_runs": 365,
    "machine_drafts": 90,
    "readings": 180,
    "sessions": 1,
    "visits_of_accounts": 30,
    "tokens": 365,
    "closed_accounts": 365,
    "unused_accounts": 90,
    "persons": 1825,
    "enquiry_drafts": 30,
    "cases": 1095,
    "begun_applications": 60,
    "applications": 180,
    "stays": 1095,
    "matchday_registrations": 365,
    "market_drafts": 60,
    "market_profiles": 1095,
    "market_sights": 365,
    "work": 30,
    "files": 1,
    "breaches": 1095,
    "person_requests": 1095,
    "retention_runs": 1095,
}
LEAST_DAYS = {"breaches": 731}
"""Days below which the law does not let a name go: Malaysia asks for two years of every breach."""


def retention_days(given: str) -> dict[str, int]:
    """The days by name; raises ImproperlyConfigured for a name or a number that is none."""
    days = dict(USUAL_DAYS)
    for part in filter(None, re.split(r"[,\s]+", given)):
        name, _, number = part.partition("=")
        if name not in USUAL_DAYS or not number.isdecimal() or int(number) < 1:
            raise ImproperlyConfigured(
                f"SISTERSHIP_RETENTION_DAYS: {part!r} names nothing that is kept for a time. "
                f"Allowed: a name, = and a number of days from 1, with commas; the names are "
                f"{', '.join(USUAL_DAYS)}."
            )
        if int(number) < LEAST_DAYS.get(name, 1):
            raise ImproperlyConfigured(
                f"SISTERSHIP_RETENTION_DAYS: {part!r} is less than the law asks for. "
                f"Allowed: {name} from {LEAST_DAYS[name]} days."
            )
        days[name] = int(number)
    return days
