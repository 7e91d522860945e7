"""Words by which a profile shows on which side of a market it stands: who supplies, and who would use it.

Each row of `roles.tsv` holds ways to say one thing in four languages, separated by `|`. What is offered and
what is needed are told apart: whoever offers a test site uses, whoever needs one supplies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sistership.common.errors import InputError

LANGUAGES = ("en", "zh-hant", "pl", "ms")
COLUMNS = ("side", "role", *LANGUAGES)
SIDES = ("offers", "needs")
ROLES = {"supplier": 1, "user": -1}


@dataclass(frozen=True, slots=True)
class RoleWords:
    """One row."""

    side: str
    sign: int
    """1 speaks for a supplier, -1 for a user."""
    terms: Mapping[str, tuple[str, ...]]
    """Language → words."""


@cache
def role_words() -> tuple[RoleWords, ...]:
    """All rows that are shipped."""
    table = files(__package__).joinpath("roles.tsv")
    return tuple(read_role_words(table.read_text("utf-8"), file=table.name))


def read_role_words(text: str, *, file: str) -> Iterator[RoleWords]:
    """The rows of a table; raises InputError with file, row and field for one that does not fit."""
    heading, *lines = text.splitlines()
    if tuple(heading.split("\t")) != COLUMNS:
        raise InputError("The heading does not fit", where=f"{file}, row 1", allowed=" ".join(COLUMNS))
    for number, line in enumerate(lines, 2):
        where = f"{file}, row {number}"
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise InputError(f"The row has {len(cells)} columns", where=where, allowed=f"{len(COLUMNS)}")
        side, role, *columns = cells
        for name, value, allowed in (("side", side, SIDES), ("role", role, tuple(ROLES))):
            if value not in allowed:
                raise InputError(
                    f"“{value}” is not known", where=f"{where}, {name}", allowed=", ".join(allowed)
                )
        terms = {
            language: tuple(word.strip() for word in cell.split("|"))
            for language, cell in zip(LANGUAGES, columns, strict=True)
        }
        for language, some in terms.items():
            if not all(some):
                raise InputError("A word is blank", where=f"{where}, {language}")
        yield RoleWords(side, ROLES[role], terms)
