"""How a reading goes from draft to records: a table, no database.

A reading that was accepted holds no text and no draft any more: the document and the records hold them.
Of one that was discarded nothing stays but the journal's word that it was.
"""

from __future__ import annotations

from enum import StrEnum


class ReadingState(StrEnum):
    """Where a reading stands."""

    DRAFTED = "drafted"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"
    """Never stored: the row, its draft and its file are gone."""


# (state, event) → next state, who may cause it. Staff: of the partnership, or whoever read the document.
READING_TABLE: dict[tuple[ReadingState | None, str], tuple[ReadingState, str]] = {
    (None, "drafted"): (ReadingState.DRAFTED, "officer"),
    (ReadingState.DRAFTED, "corrected"): (ReadingState.DRAFTED, "staff"),
    (ReadingState.DRAFTED, "accepted"): (ReadingState.ACCEPTED, "staff of the partnership"),
    (ReadingState.DRAFTED, "discarded"): (ReadingState.DISCARDED, "staff"),
    (ReadingState.ACCEPTED, "accepted"): (ReadingState.ACCEPTED, "staff of the partnership"),
}
