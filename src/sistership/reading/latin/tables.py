"""Tables of actions: rows that say who does what by when, under a heading row that names the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sistership.reading.draft import CommitmentValue, Field
from sistership.reading.latin.promises import Promising, cities_of
from sistership.reading.latin.sentences import Sentence

_CELL = re.compile(r"[^|]+")
_WHO = re.compile(
    r"(?:who|owner|responsible(?: (?:party|body|side))?|lead|party|side|by whom|city|kto|odpowiedzialn\w+"
    r"|strona|podmiot|wykonawca|realizator|miasto)\W*$",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"(?:what|actions?|tasks?|steps?|commitments?|activit(?:y|ies)|deliverables?|co|działani[ea]|zadani[ea]"
    r"|zobowiązani[ea]|czynność|przedsięwzięcie)\W*$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:when|by when|deadline|due(?: date)?|date|until|kiedy|termin(?: realizacji)?|do kiedy|data)\W*$",
    re.IGNORECASE,
)
_SURE, _NO_OWNER = 0.85, 0.6


@dataclass(frozen=True, slots=True)
class _Columns:
    who: int
    what: int
    when: int | None
    count: int


def find_tabled(
    sentences: tuple[Sentence, ...], known: Promising
) -> tuple[tuple[Field, ...], frozenset[int]]:
    """The commitments of tables of actions, and the numbers of all their rows."""
    fields: list[Field] = []
    used: set[int] = set()
    columns: _Columns | None = None
    for number, sentence in enumerate(sentences):
        cells = _cells(sentence)
        if len(cells) < 2:
            columns = None
        elif heading := _heading(sentence, cells):
            columns = heading
            used.add(number)
        elif columns and len(cells) == columns.count:
            used.add(number)
            fields.append(_row(sentence, cells, columns, known))
        else:
            columns = None
    return tuple(fields), frozenset(used)


def _cells(sentence: Sentence) -> list[tuple[int, int]]:
    found = []
    for cell in _CELL.finditer(sentence.text):
        words = cell[0]
        start = cell.start() + len(words) - len(words.lstrip())
        end = cell.end() - (len(words) - len(words.rstrip()))
        if start < end:
            found.append((start, end))
    return found if "|" in sentence.text else []


def _heading(sentence: Sentence, cells: list[tuple[int, int]]) -> _Columns | None:
    names = [sentence.text[i:j] for i, j in cells]

    def column(pattern: re.Pattern[str]) -> int | None:
        return next((n for n, name in enumerate(names) if pattern.match(name)), None)

    who, what = column(_WHO), column(_WHAT)
    return _Columns(who, what, column(_WHEN), len(cells)) if who is not None and what is not None else None


def _row(sentence: Sentence, cells: list[tuple[int, int]], columns: _Columns, known: Promising) -> Field:
    start, end = cells[columns.what]
    first, last = cells[columns.who]
    inside = [s for s in sentence.subjects if first <= s.start and s.end <= last]
    names = {name: None for subject in inside for name in cities_of(subject, known.sides)}
    due = None
    if columns.when is not None:
        i, j = cells[columns.when]
        said = next((d for d in sentence.dates if i <= d.start < j and d.moment), None)
        due = said.last.isoformat() if said and said.last else said.moment if said else None
    value = CommitmentValue(sentence.words(start, end), sentence.words(first, last), tuple(names), due)
    return sentence.field("commitment", value, start, end, _SURE if names else _NO_OWNER)
