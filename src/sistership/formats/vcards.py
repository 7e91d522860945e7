"""vCards ⇄ contacts: 2.1, 3.0 and 4.0 come in, 3.0 goes out (RFC 2426, RFC 6350).

1. A file holds any number of cards. A name, a title may stand there once for each language (`LANGUAGE`);
   one without a language is under the empty text.
2. Further names are nicknames; the body is the first part of `ORG`, its other parts follow after commas.
3. Of several addresses or numbers the preferred one counts, else the first; the others are told as left out.
4. `X-SISTERSHIP-CITY` and `UID` carry what a card has no room for, so that what goes out comes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import vobject

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.formats.sheets import MAX_ROWS, NOT_TEXT, decode_rows, require_size
from sistership.formats.tables import row_place

BEGIN = re.compile(r"^BEGIN:VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
OWN_UID = "urn:uuid:"


@dataclass(frozen=True, slots=True)
class Card:
    """One contact."""

    names: Mapping[str, str]
    """Language → name."""
    aliases: tuple[str, ...] = ()
    organisation: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    telephone: str = ""
    city: str = ""
    uid: str = ""
    row: int = 1
    """Line of the file on which the card begins."""
    left_out: tuple[str, ...] = ()
    """Further addresses and numbers that have no place."""


def read_cards(content: bytes, *, file: str = "file.vcf") -> tuple[Card, ...]:
    """Every card of a file. Raises InputError that names the line of the card that cannot be read."""
    require_size(content, file=file)
    text = decode_rows(content, file=file).text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [match.start() for match in BEGIN.finditer(text)]
    if not starts:
        raise InputError(
            gettext_noop("There is no card in it"),
            where=file,
            allowed=gettext_noop("vCard files (.vcf)"),
            next_step=gettext_noop("Export the contacts again as vCard"),
        )
    if len(starts) > MAX_ROWS:
        raise InputError(
            filled(gettext_noop("There are more than %(count)s cards"), count=MAX_ROWS),
            where=file,
            next_step=gettext_noop("Divide the file"),
        )
    line = text.count("\n", 0, starts[0]) + 1
    cards = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        cards.append(_read_card(text[start:end], file, line))
        line += text.count("\n", start, end)
    return tuple(cards)


def _read_card(text: str, file: str, row: int) -> Card:
    try:
        read = next(vobject.readComponents(text, allowQP=True))
        contents: dict[str, list[Any]] = read.contents
    # vobject answers a broken card with whatever it stumbled over
    except Exception as error:
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise InputError(
            filled(gettext_noop("The card cannot be read (%(reason)s)"), reason=reason),
            where=row_place(row, file=file),
            next_step=gettext_noop("Export the contact again, or take the card out of the file"),
        ) from error
    emails, telephones = _in_order(contents.get("email", [])), _in_order(contents.get("tel", []))
    telephones = [one.removeprefix("tel:") for one in telephones]
    names = _by_language(contents.get("fn", []))
    if not names and "n" in contents:
        names = {"": _full_name(contents["n"][0].value)}
    body = contents["org"][0].value if "org" in contents else []
    return Card(
        names={language: name for language, name in names.items() if name},
        aliases=tuple(_parts(contents.get("nickname", []))),
        organisation=", ".join(filter(None, map(_clean, [body] if isinstance(body, str) else body))),
        titles=_by_language(contents.get("title", [])),
        email=emails[0] if emails else "",
        telephone=telephones[0] if telephones else "",
        city=_first(contents, "x-sistership-city"),
        uid=_first(contents, "uid").removeprefix(OWN_UID),
        row=row,
        left_out=(*emails[1:], *telephones[1:]),
    )


def _clean(text: Any) -> str:  # a value of vobject
    return " ".join(NOT_TEXT.sub(" ", str(text)).split())


def _first(contents: Mapping[str, list[Any]], name: str) -> str:
    return _clean(contents[name][0].value) if name in contents else ""


def _by_language(lines: Iterable[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        language = line.params.get("LANGUAGE", [""])[0].lower()
        if _clean(line.value):
            found.setdefault(language, _clean(line.value))
    return found


def _in_order(lines: Iterable[Any]) -> list[str]:
    """Values, the preferred one first."""

    def rank(line: Any) -> int:
        types = [one.lower() for one in line.params.get("TYPE", [])] + [
            one.lower() for one in line.singletonparams
        ]
        given = line.params.get("PREF", ["100"])[0]
        return 0 if "pref" in types else int(given) if given.isdecimal() else 100

    values = [_clean(line.value) for line in sorted(lines, key=rank)]
    return list(dict.fromkeys(value for value in values if value))


def _parts(lines: Iterable[Any]) -> list[str]:
    # vobject leaves the commas of a list as they are: an escaped one belongs to the name
    return [name for line in lines for name in [_clean(line.value)] if name]


def _full_name(name: Any) -> str:  # vobject's Name
    parts = [_clean(name.given), _clean(name.family)]
    is_chinese = any("\u4e00" <= char <= "\u9fff" for part in parts for char in part)
    return "".join(reversed(parts)) if is_chinese else " ".join(filter(None, parts))


def write_cards(cards: Iterable[Card]) -> bytes:
    """Cards as a file of vCard 3.0."""
    return "".join(_write_card(card) for card in cards).encode()


def _write_card(card: Card) -> str:
    made = vobject.vCard()
    for language, name in card.names.items():
        _add(made, "fn", name, language)
    made.add("n").value = vobject.vcard.Name(family="", given=next(iter(card.names.values()), ""))
    for alias in card.aliases:
        _add(made, "nickname", alias)
    if card.organisation:
        made.add("org").value = [card.organisation]
    for language, title in card.titles.items():
        _add(made, "title", title, language)
    for name, value in (("email", card.email), ("tel", card.telephone), ("x-sistership-city", card.city)):
        if value:
            _add(made, name, value)
    if card.uid:
        _add(made, "uid", OWN_UID + card.uid)
    text: str = made.serialize()
    return text


def _add(card: Any, name: str, value: str, language: str = "") -> None:
    line = card.add(name)
    line.value = value
    if language:
        line.params = {"LANGUAGE": [language]}
