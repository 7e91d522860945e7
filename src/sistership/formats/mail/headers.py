"""Headers of a letter to values, also where they break the rules: raw bytes, half encoded words, no end."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from sistership.formats.mail.letter import Address
from sistership.formats.mail.words import clean_line, words_of

_ENCODED = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_ID = re.compile(r"<\s*([^<>]+?)\s*>")
_BARE_ADDRESS = re.compile(r"[^\s<>()\[\]\",:;@]+@[^\s<>()\[\]\",:;@]+")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)')
_LONGEST_HEADER = 64 * 1024
_LONGEST_ID = 250
_LONGEST_ADDRESS = 254
_MOST_ADDRESSES = 500
_MOST_REFERENCES = 100
_FIRST_YEAR = 1990


def values(message: Message, name: str) -> list[str]:
    """Every value of a header on one line, bytes beyond ASCII as surrogates."""
    wanted = name.lower()
    return [
        re.sub(r"\r?\n[ \t]?", " ", str(value))[:_LONGEST_HEADER].strip()
        for key, value in message.raw_items()
        if key.lower() == wanted
    ]


def value(message: Message, name: str) -> str:
    """The first value of a header as words; empty where there is none."""
    return next((decoded(one) for one in values(message, name)), "")


def decoded(raw: str) -> str:
    """The words of a header: encoded words (RFC 2047) and bytes that somebody left as they were."""
    words: list[str] = []
    end = 0
    pending: tuple[str, bytes] | None = None  # some programs cut a letter's bytes across encoded words
    for found in _ENCODED.finditer(raw):
        between = raw[end : found.start()]
        charset, content = found[1].lower(), _unpacked(found[2].lower(), found[3])
        if pending and not between.strip() and pending[0] == charset:
            pending = (charset, pending[1] + content)
        else:
            if pending:
                words.append(words_of(pending[1], pending[0])[0])
            if between.strip() or not pending:
                words.append(_raw(between))
            pending = (charset, content)
        end = found.end()
    if pending:
        words.append(words_of(pending[1], pending[0])[0])
    words.append(_raw(raw[end:]))
    return clean_line("".join(words))


def _unpacked(how: str, packed: str) -> bytes:
    content = packed.encode("ascii", "surrogateescape")
    if how == "q":
        return binascii.a2b_qp(content, header=True)
    return from_base64(content)


def from_base64(content: bytes) -> bytes:
    """The bytes of a base64 text, as much of it as is whole."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return base64.b64decode(kept + b"=" * (-len(kept) % 4))


def _raw(text: str) -> str:
    return words_of(text.encode("utf-8", "surrogateescape"), None)[0] if not text.isascii() else text


def ids(message: Message, name: str) -> tuple[str, ...]:
    """The message ids in a header, in their order, each once."""
    found: dict[str, None] = {}
    for raw in values(message, name):
        for one in _ID.findall(raw) or raw.split()[:_MOST_REFERENCES]:
            known = message_id(one)
            if known:
                found.setdefault(known)
    every = tuple(found)
    return every if len(every) <= _MOST_REFERENCES else (every[0], *every[-_MOST_REFERENCES + 1 :])


def message_id(raw: str) -> str:
    """An id without its brackets and blanks; one too long to be kept by its digest, the same each time."""
    found = "".join(decoded(raw).split()).strip("<>")
    if len(found) > _LONGEST_ID:
        return f"{sha256(found.encode()).hexdigest()[:32]}@long-id.invalid"
    return found


def addresses(message: Message, name: str) -> tuple[Address, ...]:
    """The addresses in a header; what is none is left out."""
    found: dict[str, Address] = {}
    for raw in values(message, name):
        try:
            pairs = getaddresses([raw])
        except (RecursionError, ValueError, IndexError, TypeError, AttributeError):
            pairs = []
        usable = [(said, one) for said, one in pairs if _BARE_ADDRESS.fullmatch(decoded(one))]
        if not usable:
            usable = [("", one) for one in _BARE_ADDRESS.findall(decoded(raw))]
        for said, one in usable[:_MOST_ADDRESSES]:
            address = decoded(one)
            if len(address) <= _LONGEST_ADDRESS:
                found.setdefault(address.casefold(), Address(address, decoded(said)[:200].strip("\"' ")))
    return tuple(found.values())


def instant(message: Message, *, now: datetime | None) -> datetime | None:
    """When it was written, in UTC; None where that is missing, before mail was common, or in the future."""
    for raw in values(message, "Date"):
        try:
            found = parsedate_to_datetime(raw)
            found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
            continue
        is_future = found > now + timedelta(days=1) if now else found.year > 2200
        if found.year >= _FIRST_YEAR and not is_future:
            return found
    return None


def parameters(message: Message, name: str) -> tuple[str, dict[str, str]]:
    """(the value in lower case, its parameters), in any of the ways in which names of files are written.

    RFC 2231 in pieces and with an encoding, RFC 2047 inside a parameter, bytes as they are.
    """
    raw = next(iter(values(message, name)), "")
    head = raw.partition(";")[0].strip().lower()
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for key, said in _given(raw):
        base, *rest = key.split("*")
        if not rest:
            found.setdefault(base, decoded(said))
            continue
        number = int(rest[0]) if rest[0].isdecimal() and len(rest[0]) < 5 else 0
        pieces.setdefault(base, {}).setdefault(number, (key.endswith("*"), said))
    for base, parts in pieces.items():
        found[base] = _together([parts[number] for number in sorted(parts)])
    return head, found


def _given(raw: str) -> Iterator[tuple[str, str]]:
    for match in _PARAMETER.finditer(raw):
        said = match[2].strip()
        if said.startswith('"'):
            said = re.sub(r"\\(.)", r"\1", said[1:].removesuffix('"'))
        yield match[1].lower(), said


def _together(parts: list[tuple[bool, str]]) -> str:
    """The pieces of one parameter (RFC 2231) as words."""
    charset = None
    is_encoded, first = parts[0]
    if is_encoded and first.count("'") >= 2:
        charset, _, rest = first.split("'", 2)
        parts = [(True, rest), *parts[1:]]
    content = b"".join(
        unquote_to_bytes(text.encode("utf-8", "surrogateescape"))
        if encoded
        else text.encode("utf-8", "surrogateescape")
        for encoded, text in parts
    )
    return clean_line(words_of(content, charset)[0])
