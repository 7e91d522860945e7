"""Plain words of everyday business in four languages: what texts are made of beside the special terms.

Each table in `plain/` holds a meaning in each row and for each language its words, separated by `|`, the
commonest first. They are no concepts: no one is asked to choose one, and nothing is explained by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from sistership.common.errors import InputError

COLUMNS = ("en", "zh-hant", "pl", "ms")
PlainWord = Mapping[str, tuple[str, ...]]


@cache
def plain_words() -> tuple[PlainWord, ...]:
    """All rows that are shipped: language → words."""
    tables = sorted(files(__package__).joinpath("plain").iterdir(), key=lambda one: one.name)
    return tuple(
        row
        for table in tables
        if table.name.endswith(".tsv")
        for row in read_plain_words(table.read_text("utf-8"), file=table.name)
    )


def read_plain_words(text: str, *, file: str) -> Iterator[PlainWord]:
    """The rows of a table; raises InputError with file, row and field for a blank one."""
    heading, *lines = text.splitlines()
    if tuple(heading.split("\t")) != COLUMNS:
        raise InputError("The heading does not fit", where=f"{file}, row 1", allowed=" ".join(COLUMNS))
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise InputError(
                f"The row has {len(cells)} columns", where=f"{file}, row {number}", allowed=f"{len(COLUMNS)}"
            )
        row = {}
        for language, cell in zip(COLUMNS, cells, strict=True):
            row[language] = tuple(word.strip() for word in cell.split("|"))
            if not all(row[language]):
                raise InputError("A word is blank", where=f"{file}, row {number}, {language}")
        yield row
