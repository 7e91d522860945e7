"""The parts of a message: which of them are its words, and which are files."""

from __future__ import annotations

import binascii
import io
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.generator import BytesGenerator
from email.message import Message
from pathlib import PurePosixPath

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.formats.mail.headers import from_base64, parameters, value
from sistership.formats.mail.letter import Attachment
from sistership.formats.mail.words import clean_line, words_of

MOST_PARTS = 500
_LONGEST_NAME = 200
_WINMAIL = ("application/ms-tnef", "application/vnd.ms-tnef")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_REPORTS = ("message/delivery-status", "message/global-delivery-status")
_UNSURE = gettext_noop("The letter does not say rightly how its letters are encoded; some may look wrong")
_TNEF = gettext_noop(
    "The file winmail.dat was packed by Outlook and cannot be read here; ask the sender to send the letter "
    "again as plain text or HTML"
)
_LOCKED = gettext_noop("The letter is encrypted and cannot be read here; ask the sender to send it without")


@dataclass(slots=True)
class Parts:
    """What a walk over a message found; texts in their order as (media type, words)."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    charsets: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)


def parts_of(message: Message) -> Parts:
    """The words and files of a message. Raises InputError for one in more than MOST_PARTS parts."""
    count = sum(1 for _ in message.walk())
    if count > MOST_PARTS:
        raise InputError(
            filled(gettext_noop("The letter has %(count)s parts"), count=f"{count:,}"),
            allowed=filled(gettext_noop("at most %(limit)s parts"), limit=MOST_PARTS),
            next_step=gettext_noop("Ask the sender to pack the files into one archive (.zip)"),
        )
    found = Parts()
    _take(message, found)
    return found


def media_type(part: Message) -> str:
    """The declared type in lower case, plain text where none is declared."""
    head, _ = parameters(part, "Content-Type")
    return head if re.fullmatch(r"[\w.+-]+/[\w.+-]+", head) else "text/plain"


def inner_messages(part: Message) -> list[Message]:
    """The parts of a part, or the letter inside it."""
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def content_of(part: Message) -> bytes:
    """The bytes of a part, unpacked as far as they can be."""
    payload: object = vars(part)["_payload"]  # get_payload() decodes by what is declared, which may be wrong
    if not isinstance(payload, str):
        return b""
    raw = payload.encode("ascii", "surrogateescape")  # as the parser took it in
    how = value(part, "Content-Transfer-Encoding").lower()
    if how == "base64":
        return from_base64(raw)
    if how == "quoted-printable":
        return binascii.a2b_qp(raw)
    if how in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return b"".join(_from_uu(raw)) or raw
    return raw


def _from_uu(raw: bytes) -> Iterator[bytes]:
    lines = iter(raw.splitlines())
    for line in lines:
        if line.startswith(b"begin "):
            break
    for line in lines:
        if line.strip() == b"end":
            return
        try:
            yield binascii.a2b_uu(line)
        except binascii.Error:
            try:  # some programs write more signs than the line's length says
                yield binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3 + 1])
            except binascii.Error:
                return


def _take(part: Message, found: Parts) -> None:
    kind = media_type(part)
    if kind in ("message/rfc822", "message/global"):
        _take_letter(part, found)
    elif part.is_multipart():
        children = inner_messages(part)
        if kind == "multipart/alternative":
            _take_alternative(children, found)
        elif kind not in _REPORTS:
            for child in children:
                _take(child, found)
    elif _is_text(part, kind):
        words, is_sure = _words(part, found)
        if not is_sure:
            found.note(_UNSURE)
        if words.strip():
            found.texts.append((kind, words))
    else:
        _take_file(part, kind, found)


def _is_text(part: Message, kind: str) -> bool:
    placed, given = parameters(part, "Content-Disposition")
    is_named = "filename" in given or "name" in parameters(part, "Content-Type")[1]
    return kind in ("text/plain", "text/html") and placed != "attachment" and not is_named


def _words(part: Message, found: Parts) -> tuple[str, bool]:
    charset = parameters(part, "Content-Type")[1].get("charset")
    if charset:
        found.charsets.append(charset.lower())
    return words_of(content_of(part), charset)


def _take_alternative(children: list[Message], found: Parts) -> None:
    """Of several ways to say the same, the plain one; the web part where the plain one says nothing."""
    taken = [Parts() for _ in children]
    for child, one in zip(children, taken, strict=True):
        _take(child, one)
    plain = [one for one in taken if any(kind == "text/plain" for kind, _ in one.texts)]
    chosen = (plain or [one for one in taken if one.texts] or [Parts()])[0]
    found.texts += chosen.texts
    for one in taken:
        found.attachments += one.attachments
        found.charsets += one.charsets
        for note in one.notes if one is chosen else [note for note in one.notes if note != _UNSURE]:
            found.note(note)


def _take_letter(part: Message, found: Parts) -> None:
    """A letter inside the letter, as a file that a mail program opens."""
    inner = inner_messages(part)
    if inner:
        out = io.BytesIO()
        BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(inner[0])
        subject = value(inner[0], "Subject")
        content = out.getvalue()
    else:
        subject, content = "", content_of(part)
    if content:
        name = file_name(parameters(part, "Content-Disposition")[1].get("filename") or f"{subject[:80]}.eml")
        if not name.lower().endswith(".eml"):
            name = f"{name}.eml"
        found.attachments.append(
            Attachment("letter.eml" if name == ".eml" else name, "message/rfc822", content)
        )


def _take_file(part: Message, kind: str, found: Parts) -> None:
    content = content_of(part)
    placed, given = parameters(part, "Content-Disposition")
    name = file_name(given.get("filename") or parameters(part, "Content-Type")[1].get("name") or "")
    if kind in _WINMAIL or name.lower() == "winmail.dat":
        found.note(_TNEF)
        name = "winmail.dat"
    if kind in _SEALED:
        found.note(_LOCKED)
    if not content and not name:
        return
    if not name:
        name = f"attachment-{len(found.attachments) + 1}{_ending(kind)}"
    is_inline = placed == "inline" or (placed != "attachment" and bool(value(part, "Content-ID")))
    found.attachments.append(Attachment(name, kind, content, is_inline))


def _ending(kind: str) -> str:
    return {"text/calendar": ".ics", "image/jpeg": ".jpg"}.get(kind) or mimetypes.guess_extension(kind) or ""


def file_name(said: str) -> str:
    """A name without folders and hidden signs, short enough to be kept; empty where none is left."""
    name = clean_line(said).replace("\\", "/").rstrip("/").rpartition("/")[2].strip(" .\"'")
    name = re.sub(r'[<>:"|?*\x00-\x1f]', "_", name)
    if said and clean_line(said).rstrip().endswith(f".{name}"):  # `.eml`, of a letter without a subject
        name = f".{name}"
    ending = PurePosixPath(name).suffix[:20]
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - len(ending)] + ending
