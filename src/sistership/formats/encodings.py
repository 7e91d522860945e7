"""Which encoding a text file has: told from its bytes, so that a sheet saved by any spreadsheet opens."""

from __future__ import annotations

import codecs

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined
from sistership.formats.tables import row_place

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LATIN = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáéíýčďěňřšťůžÁÉÍÝČĎĚŇŘŠŤŮŽäöüßÄÖÜőűŐŰăâîșț„”“’–—…°§€\xa0")
"""What stands outside of ASCII in sheets that Central Europe saves as cp1250."""
NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp950": "Big5", "cp1250": "cp1250"}
"""Encoding → the name by which a spreadsheet offers it."""


def decode_text(content: bytes, *, file: str = "file") -> tuple[str, str]:
    """(text without byte order mark, name of the encoding). Raises InputError where it is no text."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], encoding, file), NAMES[encoding]
    if b"\0" in content[:4000]:
        encoding = "utf-16-le" if content[1:4000:2].count(0) >= content[0:4000:2].count(0) else "utf-16-be"
        return _decode(content, encoding, file), NAMES[encoding]
    try:
        return content.decode("utf-8"), NAMES["utf-8"]
    except UnicodeDecodeError as error:
        place = error
    guessed = _eight_bit_encoding(content)
    if guessed is None:
        row = content[: place.start].count(b"\n") + 1
        raise InputError(
            filled(
                gettext_noop("The text is in no encoding that is known here (byte %(position)s)"),
                position=place.start,
            ),
            where=row_place(row, file=file),
            allowed=joined(*dict.fromkeys(NAMES.values())),
            next_step=gettext_noop("Save it as “CSV UTF-8”"),
        )
    return content.decode(guessed), NAMES[guessed]


def _decode(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            filled(
                gettext_noop("The text says that it is %(encoding)s, but is not (byte %(position)s)"),
                encoding=NAMES[encoding],
                position=error.start,
            ),
            where=file,
            next_step=gettext_noop("Save it as “CSV UTF-8”"),
        ) from error


def _eight_bit_encoding(content: bytes) -> str | None:
    """Big5 or cp1250: the one whose letters make sense. Polish bytes often form Big5 pairs by chance."""
    foreign = [char for char in content.decode("cp1250", "replace") if ord(char) > 127]
    if sum(char in LATIN for char in foreign) >= 0.9 * len(foreign):
        return "cp1250"
    try:
        content.decode("cp950")
    except UnicodeDecodeError:
        return None
    return "cp950"
