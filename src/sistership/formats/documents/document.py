"""What a document holds: its text, and what it says of itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop

MediaType: TypeAlias = Literal[
    "text/plain",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]
DOCX: MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST_BYTES = 20 * 1024 * 1024
LONGEST_TEXT = 200_000
"""Characters; as many as the reader takes."""
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u200b\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]+")
_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document; spans of a draft count characters of ``text``.

    ``title``, ``language`` (a BCP 47 tag) and ``published_on`` are what the document declares, else None.
    ``page_starts`` are the offsets at which the pages of a PDF begin. ``encoding`` names how bytes were read
    as letters, with ``encoding_confidence`` in (0, 1]. ``notes`` say what a person should know.
    """

    text: str
    media_type: MediaType
    title: str | None = None
    language: str | None = None
    published_on: date | None = None
    page_starts: tuple[int, ...] = ()
    encoding: str | None = None
    encoding_confidence: float = 1.0
    notes: tuple[str, ...] = ()


def check_length(text: str) -> None:
    """Raise InputError where the text is empty or longer than LONGEST_TEXT."""
    if not text.strip():
        raise InputError(
            gettext_noop("There is no text in the file"),
            next_step=gettext_noop("Check that it is the right file"),
        )
    if len(text) > LONGEST_TEXT:
        raise InputError(
            filled(gettext_noop("The text has %(count)s characters"), count=f"{len(text):,}"),
            allowed=filled(gettext_noop("at most %(count)s characters"), count=f"{LONGEST_TEXT:,}"),
            next_step=gettext_noop("Cut out the article or the agreement and read it alone"),
        )


def tidy(line: str) -> str:
    """One line with single blanks, without letters that nobody sees."""
    return _BLANKS.sub(" ", _DROPPED.sub("", unicodedata.normalize("NFC", line))).strip()


def is_han(letter: str) -> bool:
    """Whether a letter or sign is written without blanks around it."""
    return _HAN.match(letter) is not None
