"""Bytes in a letter to words: what the letter declares of its encoding is often wrong.

1. UTF-8 is UTF-8, whatever is declared.
2. A declared encoding is believed, except one that fits any bytes (ASCII, the Latin ones) and makes of them
   letters that nobody writes: there Big5, Windows-1250, ISO-8859-2 or Windows-1252 is inferred.
3. Words that fit nothing are shown with signs of replacement, and a note says so: nothing is left out.
"""

from __future__ import annotations

import codecs
import contextlib
import re

from sistership.common.errors import InputError
from sistership.formats.encodings import decode, likelihood

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "big5hkscs": "big5hkscs"}
_WIDER |= {"shift_jis": "cp932", "euc_kr": "cp949", "ks_c_5601-1987": "cp949"}
_ONE_BYTE = {"iso8859-1": "cp1252", "cp1252": "cp1252", "iso8859-2": "iso8859-2", "cp1250": "cp1250"}
_FIT_ANYTHING = {"ascii", "utf-8", *_ONE_BYTE}
# Codecs of Python that are no encodings of letters; punycode takes time that grows with the square.
_NO_LETTERS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"}
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Turning the direction of writing hides how a name ends.
_TURNING = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_ESCAPE = b"\x1b"


def words_of(content: bytes, charset: str | None) -> tuple[str, bool]:
    """(text, whether it is sure). Line ends are `\\n`; signs that no text has are left out."""
    text, is_sure = _decoded(content, _codec(charset))
    return clean(text), is_sure


def clean(text: str) -> str:
    """The text with plain line ends and without signs that nobody can see or store."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def clean_line(text: str) -> str:
    """One line, single blanks, no sign that turns or hides letters."""
    return " ".join(_TURNING.sub("", clean(text)).split())


def _codec(charset: str | None) -> str | None:
    """The codec of a declared charset; None where it is unknown or no encoding of letters."""
    name = (charset or "").strip().strip("\"'").lower()
    if not name or len(name) > 40 or not name.isascii():
        return None
    try:
        found = codecs.lookup(_WIDER.get(name, name))
    except (LookupError, ValueError):
        return None
    if found.name in _NO_LETTERS or not getattr(found, "_is_text_encoding", True):
        return None
    return _WIDER.get(found.name, found.name)


def _decoded(content: bytes, codec: str | None) -> tuple[str, bool]:
    if _ESCAPE in content:
        for name in (codec or "", "iso2022_jp_2", "iso2022_kr"):
            if name.startswith("iso2022"):
                with contextlib.suppress(UnicodeError):
                    return content.decode(name), True
    if codec in ("utf-7", "hz") or (codec and codec.startswith(("utf-16", "utf-32"))):
        with contextlib.suppress(UnicodeError):
            return content.decode(codec), True
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig"), True
    if codec and codec not in _FIT_ANYTHING:
        with contextlib.suppress(UnicodeError):
            return content.decode(codec), True
    if codec in _ONE_BYTE:
        text = content.decode(_ONE_BYTE[codec], "replace")
        if likelihood(text, _ONE_BYTE[codec]) == 1.0:
            return text, True
    try:
        guessed = decode(content)
    except InputError:
        return content.decode(codec or "cp1252", "replace"), False
    return guessed.text, guessed.confidence >= 0.9
