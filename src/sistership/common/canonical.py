"""One byte form for a value, so that two machines hash the same thing."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


def _plain(value: Any) -> Any:  # any JSON-like value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form; allowed: JSON, dates, UUID, Decimal")


# Made once: json.dumps would make one for each value.
_ENCODER = json.JSONEncoder(
    default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical_json(value: Any) -> bytes:  # any JSON-like value
    """UTF-8 JSON with sorted keys, no spaces; instants as UTC ISO 8601, dates, UUIDs and decimals as text."""
    return _ENCODER.encode(value).encode()


def digest(*parts: bytes) -> str:
    """SHA-256 in hexadecimal over the parts, each preceded by its length so that no two splits agree."""
    hasher = hashlib.sha256()
    for part in parts:
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.hexdigest()
