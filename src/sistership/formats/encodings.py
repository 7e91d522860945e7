"""Bytes to letters: UTF-8 and UTF-16, and the old encodings of Taiwan and of central and western Europe."""

from __future__ import annotations

import codecs
import contextlib
import re
from dataclasses import dataclass
from typing import NoReturn

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", "cp950": "Big5"}
NAMES |= {"cp1250": "Windows-1250", "iso8859-2": "ISO-8859-2", "cp1252": "Windows-1252"}
NAMES |= {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_SIGNS = "„”“’‘‚–—…•§°»«\u00a0"
_LETTERS = {
    "cp1250": f"ąćęłńóśźżĄĆĘŁŃÓŚŹŻ{_SIGNS}",
    "iso8859-2": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ§°\u00a0",
    "cp1252": f"éèêëàâäåæçïîñóòôöøúùûüßÉÈÀÂÄÅÆÇÑÖØÜ£€{_SIGNS}",
}
_LEAST_CONFIDENCE = 0.7
# Big5 orders its letters by use: lead bytes A4 to C6 hold the 5,401 common ones, A1 to A3 the signs.
_COMMON_LEADS = range(0xA1, 0xC7)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class EncodingError(InputError):
    """Bytes that are no text, or text in an encoding that cannot be told."""

    def __init__(self, what: str, *, position: int, allowed: str = "", next_step: str = "") -> None:
        self.position = position
        """The first byte that does not fit, counted from 0."""
        super().__init__(what, allowed=allowed, next_step=next_step)


class NoTextError(EncodingError):
    """Bytes that hold signs which no text has."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Decoded text, the codec, and how sure the choice of it is."""

    text: str
    codec: str
    confidence: float = 1.0

    @property
    def encoding(self) -> str:
        """The codec by the name that people know."""
        return NAMES.get(self.codec, self.codec)

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence where the encoding was only inferred."""
        if self.confidence == 1.0:
            return ()
        share = f"{self.confidence:.0%}"
        note = gettext_noop(
            "Read as %(name)s (%(share)s sure); where letters look wrong, save the file as UTF-8"
        )
        return (filled(note, name=self.encoding, share=share),)


def decode(content: bytes, *, declared: str | None = None) -> Letters:
    """The letters of a file; ``declared`` is the encoding that the file names for itself.

    Raises EncodingError where the bytes are no text, or text in an encoding that cannot be told.
    """
    for mark, codec in _MARKS:
        if content.startswith(mark):
            text = _strict(content, codec)
            return _no_text(content) if "\x00" in text else Letters(text, codec)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _declared(content, declared) or _guessed(content, error.start)
    if _CONTROL.search(text):
        return _wide(content) or _no_text(content)
    return Letters(text, "utf-8")


def _strict(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise EncodingError(
            filled(
                gettext_noop("The file begins as %(encoding)s, but byte %(position)s cannot be read so"),
                encoding=NAMES[codec],
                position=error.start,
            ),
            position=error.start,
            next_step=gettext_noop("Save it again as plain text in UTF-8"),
        ) from error


def _declared(content: bytes, declared: str | None) -> Letters | None:
    """The text in the encoding that the file declares; browsers read big5 as cp950, latin-1 as cp1252."""
    if not declared:
        return None
    wide = {"big5": "cp950", "big5-hkscs": "big5hkscs", "iso8859-1": "cp1252", "latin-1": "cp1252"}
    try:
        codec = codecs.lookup(declared).name
        codec = wide.get(codec, codec)
        text = content.decode(codec)
        return None if "\x00" in text else Letters(text, codec)
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide(content: bytes) -> Letters | None:
    """UTF-16 without a mark: every other byte of its Latin letters is nought."""
    if len(content) % 2 or len(content) < 4:
        return None
    for codec, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = content[offset::2].count(0)
        if zeros > 0.5 * len(content) / 2 and content[1 - offset :: 2].count(0) == 0:
            with contextlib.suppress(UnicodeDecodeError):
                text = content.decode(codec)
                return None if _CONTROL.search(text) else Letters(text, codec, 0.9)
    return None


def _guessed(content: bytes, first_wrong: int) -> Letters:
    if _CONTROL.search(content.decode("latin-1")):
        return _wide(content) or _no_text(content)
    candidates: list[Letters] = []
    with contextlib.suppress(UnicodeDecodeError):
        candidates.append(Letters(content.decode("cp950"), "cp950", _likelihood_of_big5(content)))
    for codec in _LETTERS:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        candidates.append(Letters(text, codec, likelihood(text, codec)))
    best = max(candidates, key=lambda found: found.confidence, default=None)
    if best is None or best.confidence < _LEAST_CONFIDENCE:
        raise EncodingError(
            filled(
                gettext_noop("Byte %(position)s (%(value)s) is not UTF-8 text, and no other encoding fits"),
                position=first_wrong,
                value=f"{content[first_wrong]:#04x}",
            ),
            position=first_wrong,
            allowed=joined("UTF-8", "UTF-16", "Big5", "Windows-1250", "ISO-8859-2", "Windows-1252"),
            next_step=gettext_noop("Save the document as plain text in UTF-8"),
        )
    return Letters(best.text, best.codec, min(0.99, round(best.confidence, 2)))


def likelihood(text: str, codec: str) -> float:
    """Of the letters beyond ASCII, the share that languages use which are written in the codec."""
    high = [letter for letter in text if letter > "\x7f"]
    return sum(letter in _LETTERS.get(codec, "") for letter in high) / len(high) if high else 1.0


def _likelihood_of_big5(content: bytes) -> float:
    """The share of common letters among those of two bytes; names hold some rare ones."""
    common = total = position = 0
    while position < len(content):
        if content[position] > 0x7F:
            total += 1
            common += content[position] in _COMMON_LEADS
            position += 1
        position += 1
    return common / total if total else 0.0


def _no_text(content: bytes) -> NoReturn:
    place = _CONTROL.search(content.decode("latin-1"))
    assert place is not None
    raise NoTextError(
        filled(
            gettext_noop("The file is no text: byte %(position)s is %(value)s"),
            position=place.start(),
            value=f"{content[place.start()]:#04x}",
        ),
        position=place.start(),
        allowed=gettext_noop("plain text, HTML, PDF, DOCX"),
        next_step=gettext_noop("Save the document in one of these forms"),
    )
