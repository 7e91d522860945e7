"""Times as people write them: with an offset, or by the clock of a place."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop


def read_instant(value: object, zone: str | None, where: str) -> datetime:
    """The instant in UTC; a time without an offset is by the clock of the zone.

    Raises InputError for a time that the clock skips or strikes twice when summer time begins or ends.
    """
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    is_far = found is not None and not 1900 < found.year < 9000
    if found is None or is_far or (isinstance(value, str) and len(value) <= 10):
        raise InputError(
            filled(gettext_noop("%(given)s is no day and time"), given=repr(value)),
            where=where,
            allowed=gettext_noop("a time with its offset, such as 2026-10-12T09:00+08:00"),
        )
    if found.utcoffset() is not None:
        return found.astimezone(UTC)
    if zone is None:
        raise InputError(
            filled(gettext_noop("The time %(time)s has no time zone"), time=value),
            where=where,
            allowed=gettext_noop("a time with its offset, such as 2026-10-12T09:00+08:00"),
            next_step=gettext_noop("Or give the event a zone, such as Asia/Taipei"),
        )
    place = ZoneInfo(zone)
    first, second = found.replace(tzinfo=place, fold=0), found.replace(tzinfo=place, fold=1)
    is_skipped = first.astimezone(UTC).astimezone(place).replace(tzinfo=None) != found
    if is_skipped or first.utcoffset() != second.utcoffset():
        raise InputError(
            filled(
                gettext_noop("The clock of %(zone)s skips %(time)s that day, or strikes it twice"),
                zone=zone,
                time=value,
            ),
            where=where,
            next_step=gettext_noop("Give the time with its offset"),
        )
    return first.astimezone(UTC)
