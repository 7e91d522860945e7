"""Mail addresses at which a side answers evidence: signed for the evidence and the side, and ending."""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from binascii import Error
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from sistership.window.ground import clock
from sistership.window.offices.agreements.models import Evidence
from sistership.window.offices.people.models import Side

LIFE = timedelta(days=45)
"""As long as the one-time link in the same letter works."""
LONGEST_LOCAL = 64
_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_ADDRESSED = re.compile(
    r"\+e\.(?P<id>[a-z2-7]{26})\.(?P<day>[0-9a-f]{1,5})\.(?P<signature>[0-9a-f]{16})@", re.ASCII
)


def _signature(evidence_id: UUID, side: Side, day: int) -> str:
    value = f"{evidence_id.hex}.{side.public_id.hex}.{day}"
    return salted_hmac("evidence.answer", value, algorithm="sha256").hexdigest()[:16]


def answer_address(evidence: Evidence, side: Side) -> str:
    """Where a side's letter answers the evidence; empty where the window reads no mail."""
    local, at, domain = settings.CASE_ADDRESS.partition("@")
    day = (clock.now() - _FIRST_DAY + LIFE).days
    name = b32encode(evidence.public_id.bytes).decode().rstrip("=").lower()
    box = f"{local}+e.{name}.{day:x}.{_signature(evidence.public_id, side, day)}"
    return f"{box}@{domain}" if at and len(box) <= LONGEST_LOCAL else ""


def find_address(addresses: Iterable[str]) -> str | None:
    """The first address that has the form of one for evidence."""
    return next((one for one in addresses if _ADDRESSED.search(one.lower())), None)


def asked_at(address: str) -> tuple[Evidence, Side] | None:
    """The evidence and the side that an address is signed for; None where it is not, or has ended."""
    found = _ADDRESSED.search(address.lower())
    try:
        evidence_id = UUID(bytes=b32decode(found["id"].upper() + "======")) if found else None
    except (Error, ValueError):
        return None
    if found is None or evidence_id is None or int(found["day"], 16) < (clock.now() - _FIRST_DAY).days:
        return None
    evidence = Evidence.objects.select_related("commitment").filter(public_id=evidence_id).first()
    if evidence is None:
        return None
    for side in Side.objects.filter(partnership=evidence.commitment.partnership_id).select_related("city"):
        expected = _signature(evidence_id, side, int(found["day"], 16))
        if constant_time_compare(expected, found["signature"]):
            return evidence, side
    return None
