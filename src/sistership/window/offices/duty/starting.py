"""What this window does with personal data: the first rows of a register, from `starting.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Starting:
    """One row to start from."""

    key: str
    basis: str
    retention: tuple[str, ...]
    texts: dict[str, dict[str, str]]
    """Field → language → wording."""


_READ: dict[str, Any] = tomllib.loads(Path(__file__).with_name("starting.toml").read_text("utf-8"))
STARTING = tuple(
    Starting(
        key=key,
        basis=row["basis"],
        retention=tuple(row.get("retention", ())),
        texts={field: value for field, value in row.items() if isinstance(value, dict)},
    )
    for key, row in _READ["activities"].items()
)


def starting_texts(row: Starting) -> dict[str, dict[str, str]]:
    """The row's words, with the measures of security that all rows share."""
    return {**row.texts, "security": _READ["security"]}
