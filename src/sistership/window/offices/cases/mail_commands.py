"""What an officer's letter asks for: a command on its first line, in any of the window's languages.

A command that takes words is followed by a colon (“close: …”, “結案：…”); one that stands alone is the whole
line (“accept”). A first line that is neither makes the letter a reply. Only what the officer wrote is read,
never what the letter repeats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Name = Literal["reply", "answer", "ask", "close", "note", "share", "take", "accept", "decline"]
WORDS: dict[Name, tuple[str, ...]] = {
    "answer": ("answer", "答覆", "odpowiedź", "odpowiedz", "jawapan"),
    "ask": ("ask", "question", "詢問", "請補充", "pytanie", "soalan"),
    "close": ("close", "結案", "zamykam", "zamknij", "tutup"),
    "note": ("note", "備註", "notatka", "nota"),
    "share": ("share", "共閱", "dla partnera", "kongsi"),
    "take": ("take", "承辦", "biorę", "biore", "ambil"),
    "accept": ("accept", "接受", "przyjmuję", "przyjmuje", "terima"),
    "decline": ("decline", "婉拒", "odmawiam", "tolak"),
}
ALONE: frozenset[Name] = frozenset(("take", "accept", "decline"))
"""Commands that may be the whole line; a decline without a reason is then refused with what it lacks."""
_NAMES = {word.casefold(): name for name, words in WORDS.items() for word in words}
_COMMAND = re.compile(r"^\W{0,3}(?P<word>[^\W\d_][^:：]{0,20}?)\s*[:：]\s*(?P<rest>.*)$")
_END = " \t.。!！"


@dataclass(frozen=True, slots=True)
class Command:
    """What is asked for, and the words that follow."""

    name: Name
    words: str = ""


def read_command(text: str) -> Command:
    """The command of the first line that is not empty, with all words after it; else a reply of all words."""
    lines = text.strip().split("\n")
    first, rest = lines[0].strip(), "\n".join(lines[1:]).strip()
    alone = _NAMES.get(first.strip(_END).casefold())
    if alone in ALONE:
        return Command(alone, rest)
    match = _COMMAND.match(first)
    name = _NAMES.get(match["word"].strip().casefold()) if match else None
    if match is None or name is None:
        return Command("reply", text.strip())
    return Command(name, "\n".join(filter(None, (match["rest"].strip(), rest))))
