"""Mail leaves through a Mailer: an SMTP server, or a folder for a window that is only tried out."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate
from pathlib import Path
from typing import Any, Protocol

from sistership.common.errors import OutsideError


class _WholeIds(EmailPolicy):
    """Ids of a thread one to a line: the library's own folding breaks long ones, and with them the thread."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() not in ("in-reply-to", "references"):
            folded: str = super().fold(name, value)
            return folded
        ids = f"{self.linesep} ".join(str(value).split())
        return f"{name}: {ids}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() not in ("in-reply-to", "references"):
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii", "replace")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes along with a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A plain-text letter."""

    sender: str
    to: str
    subject: str
    body: str
    message_id: str
    """Without angle brackets; the same on every retry, so that a server can drop a second copy."""
    language: str
    stop_url: str = ""
    """Where one click ends such letters, for those that somebody subscribed to."""
    reply_to: str = ""
    """Where an answer goes, where that is not the sender."""
    in_reply_to: str = ""
    """The id of the letter that this one answers, without angle brackets."""
    references: tuple[str, ...] = ()
    """Ids of the thread, from its first letter on."""
    is_automatic: bool = True
    """Made by the program; False for words that a person wrote, which mail programs may answer."""
    attachments: tuple[Enclosure, ...] = ()

    def as_email(self) -> EmailMessage:
        """The letter as an RFC 5322 message."""
        message = EmailMessage(policy=_WholeIds())
        message["From"] = self.sender
        message["To"] = self.to
        message["Subject"] = self.subject
        message["Message-ID"] = f"<{self.message_id}>"
        message["Date"] = formatdate()
        if self.reply_to:
            message["Reply-To"] = self.reply_to
        if self.in_reply_to:
            message["In-Reply-To"] = f"<{self.in_reply_to}>"
        if self.references:
            message["References"] = " ".join(f"<{one}>" for one in self.references)
        if self.is_automatic:
            message["Auto-Submitted"] = "auto-generated"
        if self.stop_url:  # RFC 8058: the mail program's own button, without opening a page
            message["List-Unsubscribe"] = f"<{self.stop_url}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.body, cte="base64")  # for servers that take seven bits only
        message["Content-Language"] = self.language  # set_content drops every Content- header set before
        for one in self.attachments:
            main, _, sub = one.media_type.partition("/")
            message.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
        return message


class Mailer(Protocol):
    """Sends one letter or raises OutsideError."""

    def send(self, letter: Letter) -> None: ...


class FolderMailer:
    """Writes each letter as an .eml file: for trying the window without a mail server."""

    def __init__(self, *, folder: str, **_: object) -> None:
        self.folder = Path(folder)

    def send(self, letter: Letter) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = letter.message_id.split("@", maxsplit=1)[0]
        (self.folder / f"{name}.eml").write_bytes(letter.as_email().as_bytes())


class SmtpMailer:
    """Hands each letter to an SMTP server, with STARTTLS unless told otherwise."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        username: str = "",
        password: str = "",
        use_starttls: bool = True,
        timeout_s: float = 20.0,
        **_: object,
    ) -> None:
        self.host = host
        self.port = port
        self.username = username
        self.password = password
        self.use_starttls = use_starttls
        self.timeout_s = timeout_s

    def send(self, letter: Letter) -> None:
        try:
            with smtplib.SMTP(self.host, self.port, timeout=self.timeout_s) as server:
                if self.use_starttls:
                    server.starttls(context=ssl.create_default_context())
                if self.username:
                    server.login(self.username, self.password)
                server.send_message(letter.as_email())
        except (OSError, smtplib.SMTPException) as error:
            raise OutsideError(
                f"The mail server {self.host}:{self.port} did not take the letter ({error})",
                next_step="The letter stays in the outbox and is tried again",
            ) from error
