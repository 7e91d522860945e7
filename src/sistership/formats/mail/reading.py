"""The way in: the bytes of one message to a letter."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from hashlib import sha256

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.formats.mail import headers
from sistership.formats.mail.letter import LARGEST_BYTES, IncomingLetter
from sistership.formats.mail.nature import nature_of
from sistership.formats.mail.parts import Parts, parts_of
from sistership.formats.mail.quotation import part
from sistership.formats.mail.words import clean

_LONGEST_SUBJECT = 500
_LONGEST_TEXT = 500_000
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_LANGUAGE_OF_CHARSET = {"big5": "zh-hant", "big5-hkscs": "zh-hant", "cp950": "zh-hant", "gb2312": "zh-hans"}
_LANGUAGE_OF_CHARSET |= {"gbk": "zh-hans", "gb18030": "zh-hans", "iso-2022-jp": "ja", "euc-kr": "ko"}
_CUT = gettext_noop("The text is very long; what follows is in the letter itself")
_UNREADABLE = gettext_noop("The message is damaged and cannot be read as a letter")
_OPEN_IT = gettext_noop("Open it in a mail program, and ask the sender to send it again")


def read_letter(content: bytes, *, now: datetime | None = None) -> IncomingLetter:
    """The letter in a message's bytes; a date later than ``now`` is absurd.

    Raises InputError, and nothing else, for a message that is empty, too large or no letter at all.
    """
    if not content.strip():
        raise InputError(gettext_noop("The message is empty"), next_step=_OPEN_IT)
    if len(content) > LARGEST_BYTES:
        raise InputError(
            filled(gettext_noop("The letter has %(size)s MB"), size=f"{len(content) / 1024 / 1024:.1f}"),
            allowed=filled(gettext_noop("up to %(limit)s MB"), limit=LARGEST_BYTES // 1024 // 1024),
            next_step=gettext_noop("Ask the sender to send the files one by one, or by the form"),
        )
    try:
        message = BytesParser(policy=compat32).parsebytes(content)
        if not message.keys():
            raise InputError(_UNREADABLE, next_step=_OPEN_IT)
        return _letter(message, content, now)
    # the parser answers damage with whatever it stumbled over; the bytes stay where they came from
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise InputError(_UNREADABLE, next_step=_OPEN_IT) from error


def _letter(message: Message, content: bytes, now: datetime | None) -> IncomingLetter:
    parts = parts_of(message)
    subject = headers.value(message, "Subject")[:_LONGEST_SUBJECT]
    text = _text(parts)
    nature, bounce = nature_of(message, subject=subject, text=text)
    own_id = next(iter(headers.ids(message, "Message-ID")), None)
    answered = headers.ids(message, "In-Reply-To")
    references = tuple(dict.fromkeys((*headers.ids(message, "References"), *answered[:1])))
    senders = headers.addresses(message, "From") or headers.addresses(message, "Sender")
    delivered = {
        one.address: None
        for name in ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
        for one in headers.addresses(message, name)
    }
    return IncomingLetter(
        message_id=own_id or f"{sha256(content).hexdigest()[:32]}@no-id.invalid",
        in_reply_to=answered[0] if answered else None,
        references=references,
        sender=senders[0] if senders else None,
        reply_to=next(iter(headers.addresses(message, "Reply-To")), None),
        to=headers.addresses(message, "To"),
        cc=headers.addresses(message, "Cc"),
        delivered_to=tuple(delivered),
        date=headers.instant(message, now=now),
        subject=subject,
        text=text,
        new_text=part(text, subject=subject).new_text,
        languages=_languages(message, parts),
        attachments=tuple(parts.attachments),
        nature=nature,
        bounce=bounce,
        notes=tuple(parts.notes),
    )


def _text(parts: Parts) -> str:
    """All words, parts one after the other."""
    words: list[str] = []
    for kind, said in parts.texts:
        if kind == "text/html":
            from sistership.formats.mail.web_part import text_of_page  # slow: loads lxml

            said = clean(text_of_page(said))
        words.append(said.strip("\n"))
    text = "\n\n".join(one for one in words if one.strip())
    if len(text) > _LONGEST_TEXT:
        parts.note(_CUT)
    return text[:_LONGEST_TEXT]


def _languages(message: Message, parts: Parts) -> tuple[str, ...]:
    """Content-Language, then what an encoding tells, then what the sender likes to read."""
    found: dict[str, None] = {}
    for name in ("Content-Language", "Accept-Language"):
        for piece in headers.value(message, name).lower().split(",")[:10]:
            tag = piece.partition(";")[0].strip().replace("_", "-")
            if _TAG.fullmatch(tag):
                found.setdefault(tag)
        if name == "Content-Language":
            for charset in parts.charsets:
                if charset in _LANGUAGE_OF_CHARSET:
                    found.setdefault(_LANGUAGE_OF_CHARSET[charset])
    return tuple(found)
