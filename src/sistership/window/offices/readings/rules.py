"""Who sees and who corrects documents being read: the staff of the partnership, or whoever reads it."""

from __future__ import annotations

import rules
from django.db.models import Q, QuerySet

from sistership.window.offices.people.models import Account
from sistership.window.offices.people.rules import (
    Reader,
    internal_partnerships,
    is_staff_of_partnership,
    is_staff_somewhere,
)
from sistership.window.offices.readings.models import Reading


@rules.predicate
def is_staff_of_reading(reader: Reader, reading: Reading) -> bool:
    if reading.partnership is not None:
        return bool(is_staff_of_partnership(reader, reading.partnership))
    return isinstance(reader, Account) and reading.read_by_id == reader.pk


rules.add_perm("reading.start", is_staff_somewhere)
rules.add_perm("reading.write", is_staff_of_reading)


def visible_readings(reader: Reader) -> QuerySet[Reading]:
    """Those of partnerships that the reader works in, and the reader's own that have none yet."""
    own = Q(partnership=None, read_by=reader) if isinstance(reader, Account) else Q(pk__in=[])
    return Reading.objects.filter(Q(partnership__in=internal_partnerships(reader)) | own)
