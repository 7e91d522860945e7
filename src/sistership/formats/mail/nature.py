"""Who speaks in a letter: a person, a program that answers by itself, a mail server, a mailing list.

Programs say so by RFC 3834 and RFC 3464, or in words and headers of their own; both are recognised. What is
taken for a person's words although a program wrote them would be answered, and that answered again.
"""

from __future__ import annotations

import re
from email.message import Message

from sistership.formats.mail.headers import addresses, ids, message_id, parameters, value, values
from sistership.formats.mail.letter import Bounce, FailedRecipient, Nature
from sistership.formats.mail.parts import content_of, inner_messages, media_type
from sistership.formats.mail.words import clean_line, words_of

_AWAY = re.compile(
    r"^\s*(?:(?:re|sv|odp|回覆)\s*[:：]\s*)?\[?(?:out[ -]of[ -](?:the[ -])?office"
    r"|auto(?:matic)?[ -]?re(?:ply|sponse)"
    r"|away from (?:the |my )?(?:office|desk)|on (?:annual )?leave(?: until\b|\s*[:：]|\s*$)"
    r"|自動(?:回覆|回復|回信|答覆)|休假(?:中|通知|回覆)|不在辦公室|外出通知|请假自动|自动回复"
    r"|odpowiedź automatyczna|automatyczna odpowiedź|autoodpowied[źz]|autoresponder"
    r"|(?:jestem )?poza biurem|nieobecność w (?:biurze|pracy)|nieobecn[ya]"
    r"|(?:balasan|jawapan) auto(?:matik)?|auto ?balas|(?:di )?luar pejabat|(?:saya |sedang )+bercuti)",
    re.I,
)
_RETURNED = re.compile(
    r"undeliver(?:ed|able)|returned (?:mail|to sender)|delivery (?:status notification|has failed|failure)"
    r"|mail delivery (?:failed|subsystem)|failure notice|message not delivered|delivery notification"
    r"|無法(?:傳遞|投遞|寄達|送達)|退信|傳遞(?:狀態通知|失敗)|未傳遞"
    r"|niedostarczon|nie (?:została |można )?dostarcz|zwrot (?:wiadomości|poczty)|błąd dostarcz"
    r"|tidak (?:dapat )?dihantar|gagal (?:dihantar|penghantaran)|penghantaran gagal",
    re.I,
)
_SERVERS = re.compile(r"^(?:mailer[-_]?daemon|postmaster|mail-?deamon|mailerdaemon)(?:[+-].*)?@", re.I)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<!\d)([45])\d\d(?=[ -])")
_ADDRESS = re.compile(r"[^\s<>()\[\]\",:;@]+@[^\s<>()\[\]\",:;@]+[^\s<>()\[\]\",:;@.]")
_ORIGINAL_ID = re.compile(r"^[> \t]*message-id\s*:\s*<([^<>\s]+)>", re.I | re.M)
_LONGEST_DIAGNOSTIC = 1000
_MOST_RECIPIENTS = 200
_LONGEST_READ = 200_000


def nature_of(message: Message, *, subject: str, text: str) -> tuple[Nature, Bounce | None]:
    """Who speaks, and what a bounce says."""
    report = next((one for one in message.walk() if "delivery-status" in media_type(one)), None)
    if report is not None:
        bounce = _reported(message, report, text)
        return (Nature.BOUNCE, bounce) if bounce.recipients else (Nature.AUTOMATIC, None)
    kind, given = parameters(message, "Content-Type")
    if kind == "multipart/report" and given.get("report-type", "").lower() == "disposition-notification":
        return Nature.AUTOMATIC, None
    if _is_servers_own(message, subject):
        return Nature.BOUNCE, _told(message, text)
    if _is_automatic(message, subject):
        return Nature.AUTOMATIC, None
    precedence = value(message, "Precedence").lower()
    if values(message, "List-Id") or values(message, "List-Post") or values(message, "List-Unsubscribe"):
        return Nature.LIST, None
    if precedence in ("list", "bulk", "junk"):
        return Nature.LIST, None
    return Nature.ORDINARY, None


def _is_automatic(message: Message, subject: str) -> bool:
    submitted = value(message, "Auto-Submitted").lower().partition(";")[0].strip()
    return (
        submitted not in ("", "no")
        or value(message, "Precedence").lower() in ("auto_reply", "auto-reply", "autoreply")
        or any(
            values(message, name)
            for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Vacation")
        )
        or any("<>" in one.replace(" ", "") for one in values(message, "Return-Path"))
        or _AWAY.match(subject) is not None
    )


def _is_servers_own(message: Message, subject: str) -> bool:
    """A mail server's letter in words of its own (qmail, Exim, old Exchange)."""
    if values(message, "X-Failed-Recipients"):
        return True
    is_server = any(_SERVERS.match(one.address) for one in addresses(message, "From"))
    is_nobody = any("<>" in one.replace(" ", "") for one in values(message, "Return-Path"))
    return (is_server or is_nobody) and _RETURNED.search(subject) is not None


def _reported(message: Message, report: Message, text: str) -> Bounce:
    """The recipients that a report (RFC 3464) names as failed or delayed."""
    blocks = inner_messages(report)
    found: list[FailedRecipient] = []
    for block in blocks[: _MOST_RECIPIENTS + 1]:
        action = value(block, "Action").lower()
        named = value(block, "Final-Recipient") or value(block, "Original-Recipient")
        if not named or action in ("delivered", "relayed", "expanded"):
            continue
        said = _STATUS.search(value(block, "Status"))
        status = said[1] if said else ""
        diagnostic = value(block, "Diagnostic-Code").partition(";")
        found.append(
            FailedRecipient(
                named.rpartition(";")[2].strip(" <>"),
                status,
                (diagnostic[2] or diagnostic[0]).strip()[:_LONGEST_DIAGNOSTIC],
                is_final=action != "delayed" and not status.startswith("4"),
            )
        )
    if not blocks:  # a report that is no report: what its words say
        return _told(message, text)
    return Bounce(tuple(found), _original_id(message, text))


def _told(message: Message, text: str) -> Bounce:
    """What a server's own words say: the addresses it names, and the reason beside the first code."""
    own = text[:_LONGEST_READ]
    cut = re.search(
        r"^.*(?:below this line is a copy|copy of (?:the|your) message|original message).*$", own, re.I | re.M
    )
    words = own[: cut.start()] if cut else own
    named = [one for raw in values(message, "X-Failed-Recipients") for one in _ADDRESS.findall(raw)]
    if not named:
        mine = {one.address.casefold() for name in ("To", "From") for one in addresses(message, name)}
        named = [one for one in _ADDRESS.findall(words) if one.casefold() not in mine]
    said = _STATUS.search(words)
    status = said[1] if said else ""
    code = _CODE.search(words)
    diagnostic = ""
    if said or code:
        place = said.start() if said else code.start() if code else 0
        begin = words.rfind("\n", 0, place) + 1
        diagnostic = clean_line(words[begin:].split("\n\n")[0])[:_LONGEST_DIAGNOSTIC]
    is_final = not (status.startswith("4") or (not status and code is not None and code[1] == "4"))
    recipients = tuple(
        FailedRecipient(one.strip("<>."), status, diagnostic, is_final)
        for one in list(dict.fromkeys(named))[:_MOST_RECIPIENTS]
    )
    return Bounce(recipients, _original_id(message, text))


def _original_id(message: Message, text: str) -> str | None:
    """The id of the letter that came back: from the copy of it or its headers, else from the words."""
    for part in message.walk():
        kind = media_type(part)
        if kind in ("message/rfc822", "message/global"):
            for inner in inner_messages(part):
                if found := ids(inner, "Message-ID"):
                    return found[0]
        elif kind in ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers"):
            headers, _ = words_of(content_of(part)[:_LONGEST_READ], None)
            if match := _ORIGINAL_ID.search(headers):
                return message_id(match[1])
    if match := _ORIGINAL_ID.search(text[:_LONGEST_READ]):
        return message_id(match[1])
    return next(iter(ids(message, "In-Reply-To")), None)
