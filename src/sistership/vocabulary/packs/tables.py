"""Concept tables (a first row that names a concept's id and languages) and counts of English words."""

from __future__ import annotations

from sistership.common.errors import InputError
from sistership.vocabulary.packs.sources import ConceptTable, SenseCounts

ID_COLUMNS = ("synset", "concept", "id")
LANGUAGE_COLUMNS = {
    "en": "en",
    "pl": "pl",
    "ms": "ms",
    "zh": "zh-hant",
    "zh_hans": "zh-hant",
    "zh_hant": "zh-hant",
    "zh-hans": "zh-hant",
    "zh-hant": "zh-hant",
    "zh-tw": "zh-hant",
}
COUNT_COLUMNS = ("lemma", "count")


def is_concept_table(first: str) -> bool:
    """Whether a first line is that of a concept table."""
    cells = first.lower().split("\t")
    return cells[0] in ID_COLUMNS and sum(cell in LANGUAGE_COLUMNS for cell in cells) >= 2


def is_counts(first: str) -> bool:
    """Whether a first line is that of counts."""
    return tuple(first.lower().split("\t")) == COUNT_COLUMNS


def read_concept_table(text: str, *, file: str) -> ConceptTable:
    """Read a table; raises InputError with file, row and field."""
    lines = text.splitlines()
    header = lines[0].lower().split("\t")
    rows = []
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise InputError(
                f"There are {len(cells)} fields",
                where=f"{file}, row {number}",
                allowed=f"{len(header)} fields",
            )
        if not cells[0].strip() or cells[0] in seen:
            what = "The id is empty" if not cells[0].strip() else f"{cells[0]!r} stands there twice"
            raise InputError(what, where=f"{file}, row {number}, {header[0]}")
        seen.add(cells[0])
        terms: dict[str, tuple[str, ...]] = {}
        for column, cell in zip(header[1:], cells[1:], strict=True):
            language = LANGUAGE_COLUMNS.get(column)
            if language:
                some = tuple(term.strip() for term in cell.split("|") if term.strip())
                terms[language] = terms.get(language, ()) + some
        rows.append((cells[0], terms))
    if not rows:
        raise InputError("The table has no concept", where=file, allowed="one in each row below the first")
    return ConceptTable(tuple(rows), "Concept table", "")


def read_counts(text: str, *, file: str) -> SenseCounts:
    """Read counts; raises InputError with file, row and field."""
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines()[1:], start=2):
        word, _, count = line.partition("\t")
        if not word or not count.isdecimal():
            raise InputError(
                f"{line[:60]!r} is no word with a count",
                where=f"{file}, row {number}",
                allowed="a word, a tab and a whole number",
            )
        counts[word.lower()] = int(count)
    if not counts:
        raise InputError("The table has no word", where=file, allowed="one in each row below the first")
    return SenseCounts(counts, "Counts of English words", "")
