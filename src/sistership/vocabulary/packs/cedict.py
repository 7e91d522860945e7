"""CC-CEDICT: lines of traditional form, simplified form, [pronunciation] and /English/ senses."""

from __future__ import annotations

import re

from sistership.common.errors import InputError
from sistership.vocabulary.packs.sources import Glossary

_LINE = re.compile(r"(?P<old>\S+) (?P<new>\S+) \[(?P<said>[^\]]*)\] /(?P<senses>.+)/\s*")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_SENSE = re.compile(
    r"^(?:CL:|see |variant of|old variant|also written|abbr\. for|surname |used in |erhua variant)"
)
_LICENCE = re.compile(
    r"^#! ?license=(.*)$|^# *((?:CC[ -]BY|Creative Commons).*)$", re.IGNORECASE | re.MULTILINE
)
MOST_WORDS = 4
"""Of a translation; what is longer is an explanation."""


def is_cedict(text: str) -> bool:
    """Whether a text is in this form."""
    lines = [line for line in text[:20_000].splitlines() if line.strip() and not line.startswith("#")][:5]
    return bool(lines) and _LINE.fullmatch(lines[0]) is not None


def read_cedict(text: str, *, file: str) -> Glossary:
    """Read a dictionary; raises InputError with file and row."""
    entries: dict[str, dict[str, None]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise InputError(
                f"{line[:60]!r} is no entry",
                where=f"{file}, row {number}",
                allowed="such as 半導體 半导体 [ban4 dao3 ti3] /semiconductor/",
            )
        # a name is told by its capital; its translation is the name itself, in pinyin
        kept = entries.setdefault(match["old"], {})
        kept.update(dict.fromkeys(_translations(match["senses"])))
    found = tuple((term, tuple(english)) for term, english in entries.items() if english)
    if not found:
        raise InputError("The dictionary has no translation", where=file)
    licence = _LICENCE.search(text[:20_000])
    return Glossary(
        "zh-hant", found, "CC-CEDICT", next(filter(None, licence.groups()), "") if licence else ""
    )


def _translations(senses: str) -> list[str]:
    found = []
    for sense in re.split(r"[/;]", senses):
        plain = " ".join(_ASIDE.sub(" ", sense).split())
        word = plain.removeprefix("to ")
        if word and not _NO_SENSE.match(plain) and len(word.split()) <= MOST_WORDS:
            found.append(word)
    return found
