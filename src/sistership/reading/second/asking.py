"""Ask the second reader, keep what the text says, and merge it with what the rules found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sistership.common.errors import InputError, OutsideError
from sistership.reading.draft import Draft
from sistership.reading.reader import read_text
from sistership.reading.second.answer import parse_answer
from sistership.reading.second.kept import Dropped, keep_anchored
from sistership.reading.second.merge import merge
from sistership.reading.second.prompt import INSTRUCTION


class Ask(Protocol):
    """Puts an instruction and a text to a language model; returns its answer or raises OutsideError."""

    def ask(self, *, instruction: str, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class SecondReading:
    """The draft after both readers, and what became of the second one's proposals.

    ``failure`` says why the second reader gave nothing, in a whole paragraph; the draft is then that of the
    rules alone. ``agreed``, ``added`` and ``differing`` count its fields that were kept.
    """

    draft: Draft
    failure: str | None = None
    agreed: int = 0
    added: int = 0
    differing: int = 0
    dropped: tuple[Dropped, ...] = ()


def read_with_second(text: str, *, ask: Ask, published_on: date | None = None) -> SecondReading:
    """Draft the text by the rules, then let the second reader add to it and differ from it.

    Raises InputError only where `read_text` does: a second reader that fails takes nothing away.
    """
    draft = read_text(text, published_on=published_on)
    try:
        proposals = parse_answer(ask.ask(instruction=INSTRUCTION, text=text))
    except (OutsideError, InputError) as error:
        return SecondReading(draft, failure=error.message)
    kept, dropped = keep_anchored(proposals, text, draft)
    merged = merge(draft, kept)
    return SecondReading(merged.draft, None, merged.agreed, merged.added, merged.differing, dropped)
