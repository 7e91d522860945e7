"""What an index keeps of a profile: its plain facts, and the terms of its two sides as packed bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from sistership.matching.finding.packing import CONCEPTS, NEEDS, OFFERS, WORDS, unpack

PREFIXES = {OFFERS: "o", NEEDS: "n"}
"""How a token begins: by the side on which its term stands."""


@dataclass(frozen=True, slots=True)
class Features:
    """A profile without its texts. Facts mean what they mean in `Profile`."""

    id: str
    lang: str
    city: str
    kind: str
    packed: bytes
    """See `packing`."""
    organisation: str = ""
    sectors: tuple[str, ...] = ()
    stage: str = ""
    size: int | None = None
    ticket: tuple[int, int] | None = None
    trl: tuple[int, int] | None = None
    available: tuple[date, date] | None = None
    cities: tuple[str, ...] = ()
    shown: int | None = None
    role: float | None = None
    """From -1, would use, to 1, supplies; see `text.roles`. None: an index of before it was kept."""

    def tokens(self) -> list[str]:
        """By what it is found: a letter for the side and eight hexadecimal digits for a concept or word."""
        sides = unpack([self.packed])
        return [
            token(side, int(term))
            for side in (OFFERS, NEEDS)
            for term in np.concatenate([sides[side][CONCEPTS].hashes, sides[side][WORDS].hashes])
        ]

    def to_json(self) -> str:
        """The facts that gates do not read in columns of their own; `from_json` puts them back."""
        facts = {name: value for name in _MORE if (value := getattr(self, name)) not in (None, "", ())}
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)

    @classmethod
    def from_json(
        cls,
        facts: str,
        *,
        id: str,  # noqa: A002  # as the field is called
        lang: str,
        city: str,
        kind: str,
        packed: bytes,
        shown: int | None = None,  # its name
    ) -> Features:
        """Features from what an index kept."""
        more: dict[str, Any] = _read(facts)[0]  # JSON values
        for name, value in more.items():
            if isinstance(value, list):
                more[name] = tuple(value)
        if "available" in more:
            first, last = more["available"]
            more["available"] = date.fromisoformat(first), date.fromisoformat(last)
        return cls(id=id, lang=lang, city=city, kind=kind, packed=packed, shown=shown, **more)


_MORE = tuple(
    one.name for one in fields(Features) if one.name not in ("id", "lang", "city", "kind", "packed", "shown")
)
_read = json.JSONDecoder().raw_decode
"""`json.loads` of what `to_json` wrote, with less ado."""


def token(side: int, term: int) -> str:
    """The token of a term (see `packing.term_hash`) that stands on a side."""
    return f"{PREFIXES[side]}{term:08x}"
