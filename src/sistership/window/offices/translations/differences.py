"""What changed between two wordings: by words, in Chinese by characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_TOKENS = 2_000
"""Longer wordings are compared sentence by sentence, so that a page never waits for its difference."""
TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|\w+|\s+|[^\w\s]")
SENTENCE = re.compile(r"[^.。!?！？\n]*[.。!?！？\n]+\s*|[^.。!?！？\n]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: `same`, `removed` or `added`."""

    text: str
    change: str


def pieces_between(before: str, after: str) -> list[Piece]:
    """The later wording with what left it and what came; joined, kept and added pieces are that wording."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        old, new = SENTENCE.findall(before), SENTENCE.findall(after)
    found: list[Piece] = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            found.append(Piece("".join(new[c:d]), "same"))
            continue
        if b > a:
            found.append(Piece("".join(old[a:b]), "removed"))
        if d > c:
            found.append(Piece("".join(new[c:d]), "added"))
    return _joined(found)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Take blanks between two changes into them, so that a reader sees runs of words."""
    merged: list[Piece] = []
    index = 0
    while index < len(pieces):
        removed, added = "", ""
        while index < len(pieces):
            one = pieces[index]
            inside = one.change == "same" and one.text.isspace() and (removed or added)
            if one.change == "same" and not (inside and index + 1 < len(pieces)):
                break
            removed += one.text if one.change in ("removed", "same") else ""
            added += one.text if one.change in ("added", "same") else ""
            index += 1
        merged += [Piece(text, change) for text, change in ((removed, "removed"), (added, "added")) if text]
        if index < len(pieces):
            merged.append(pieces[index])
            index += 1
    return merged
