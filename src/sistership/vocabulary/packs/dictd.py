"""Dictionaries in the form of dictd (FreeDict): an index of headwords and a packed file of articles.

An index line holds headword, offset and length, both in base 64. An article begins with its headword,
perhaps with a pronunciation and a part of speech; its translations stand in the next line and in lines that
begin with the number of a sense. All other lines are definitions in the source language.
"""

from __future__ import annotations

import gzip
import re
import zlib

from sistership.common.errors import InputError
from sistership.vocabulary.packs.sources import Glossary

LANGUAGES = {"pol": "pl", "msa": "ms", "zsm": "ms", "ind": "ms", "zho": "zh-hant", "cmn": "zh-hant"}
_DIGITS = {
    digit: value
    for value, digit in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
_INDEX_LINE = re.compile(r"[^\t]*\t[A-Za-z0-9+/]+\t[A-Za-z0-9+/]+(\t.*)?")
_PAIR = re.compile(r"\b([a-z]{3})-eng\b")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|/[^/]*/")
_SENSE = re.compile(r"^\d+\.\s+(?=\S)")
_NEXT_SENSE = re.compile(r"\s+\d+\.$")
_LICENCE = re.compile(r"^.*(?:licen[sc]ed? under|licen[sc]e:).*$", re.IGNORECASE | re.MULTILINE)
MOST_WORDS = 4
"""Of a translation; what is longer is an explanation."""


def is_index(text: str) -> bool:
    """Whether a text is an index of dictd."""
    lines = text.splitlines()[:20]
    return bool(lines) and all(map(_INDEX_LINE.fullmatch, lines))


def read_dictd(index: str, packed: bytes, *, file: str) -> Glossary:
    """Read a dictionary into English; raises InputError for another or a damaged one."""
    pair = _PAIR.search(file)
    if pair is None or pair[1] not in LANGUAGES:
        raise InputError(
            "From which language the dictionary translates is not known",
            where=file,
            allowed="names with " + ", ".join(f"{code}-eng" for code in LANGUAGES),
        )
    try:
        articles = gzip.decompress(packed) if packed[:2] == b"\x1f\x8b" else packed
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("The articles cannot be unpacked", where=file, next_step="Fetch it again") from error
    entries: dict[str, dict[str, None]] = {}
    about = ""
    for number, line in enumerate(index.splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) < 3 or not _INDEX_LINE.fullmatch(line):
            raise InputError(
                f"{line[:60]!r} is no line of an index",
                where=f"{file}, row {number}",
                allowed="headword, offset and length with tabs between",
            )
        start, length = _value(cells[1]), _value(cells[2])
        if start + length > len(articles):
            raise InputError(
                "An article is missing",
                where=f"{file}, row {number}",
                next_step="Take index and articles of the same version",
            )
        article = articles[start : start + length].decode("utf-8", "replace")
        if cells[0].startswith(("00database", "00-database")):
            about += article
            continue
        term = cells[0].strip()
        if term:
            kept = entries.setdefault(term, {})
            kept.update(dict.fromkeys(translations(article)))
    found = tuple((term, tuple(english)) for term, english in entries.items() if english)
    if not found:
        raise InputError("The dictionary has no translation", where=file)
    licence = _LICENCE.search(about)
    title = next((line.strip() for line in about.splitlines() if "ictionary" in line), file)
    return Glossary(LANGUAGES[pair[1]], found, title, licence[0].strip() if licence else "")


def _value(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + _DIGITS[digit]
    return value


def translations(article: str) -> list[str]:
    """The English words of an article, in its order."""
    found = []
    for number, line in enumerate(article.splitlines()[1:]):
        if number and not _SENSE.match(line):
            continue
        plain = _ASIDE.sub(" ", _NEXT_SENSE.sub("", _SENSE.sub("", line.strip())))
        for part in re.split(r"[,;]", plain):
            word = " ".join(part.split())
            if word and len(word.split()) <= MOST_WORDS and not word.startswith("…"):
                found.append(word)
    return found
