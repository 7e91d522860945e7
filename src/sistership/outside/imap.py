"""A mailbox on an IMAP server (RFC 3501), by unique ids, so that what is marked is what was read.

The box is the window's alone: what somebody else marks as read there is not fetched.
"""

from __future__ import annotations

import contextlib
import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from typing import Any

from sistership.common.errors import InputError, OutsideError
from sistership.outside.mailbox import BEGINNING_BYTES, LARGEST_BYTES, REFUSED, Waiting

LOOPBACK = ("localhost", "127.0.0.1", "::1")
SETTINGS = "SISTERSHIP_IMAP"
_AT_A_TIME = 200
_SIZE = re.compile(rb"\bUID (\d+)\b.*?\bRFC822\.SIZE (\d+)|\bRFC822\.SIZE (\d+)\b.*?\bUID (\d+)", re.I | re.S)
logger = logging.getLogger(__name__)


class Imap:
    """One folder of a mail account. What is done is marked as read, or moved where a folder is named."""

    def __init__(
        self,
        *,
        host: str,
        port: int = 993,
        username: str = "",
        password: str = "",
        use_tls: bool = True,
        imap_folder: str = "INBOX",
        taken_folder: str = "",
        refused_folder: str = REFUSED,
        largest_bytes: int = LARGEST_BYTES,
        timeout_s: float = 30.0,
        **_: object,
    ) -> None:
        if not use_tls and host not in LOOPBACK:
            raise InputError(
                f"The mail server {host} would get the password without encryption",
                where=f"{SETTINGS}_TLS",
                next_step="Set SISTERSHIP_IMAP_TLS=1; without it only a server on this machine is asked",
            )
        for folder in (imap_folder, taken_folder, refused_folder):
            if not folder.isascii() or re.search(r'[\x00-\x1f"\\]', folder):
                raise InputError(
                    f"The name of the folder {folder!r} cannot be used",
                    where=SETTINGS,
                    allowed="Latin letters without accents, figures, blanks, . / - _",
                )
        self.host, self.port, self.use_tls, self.timeout_s = host, port, use_tls, timeout_s
        self.username, self.password = username, password
        self.imap_folder, self.taken_folder, self.refused_folder = imap_folder, taken_folder, refused_folder
        self.largest_bytes = largest_bytes
        self._server: imaplib.IMAP4 | None = None
        self._validity = ""

    def fetch(self) -> Iterator[Waiting]:
        waiting = self._unseen()
        for start in range(0, len(waiting), _AT_A_TIME):
            some = waiting[start : start + _AT_A_TIME]
            sizes = self._sizes(some)
            for uid in some:
                if uid not in sizes:  # gone meanwhile
                    continue
                is_whole = sizes[uid] <= self.largest_bytes
                content = self._content(uid, is_whole)
                if content is not None:
                    yield Waiting(f"{self._validity}-{uid}", content, sizes[uid], is_whole)

    def take(self, message_id: str) -> None:
        uid = self._uid(message_id)
        if self.taken_folder:
            self._move(uid, self.taken_folder)
        else:
            self._ask("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")

    def refuse(self, message_id: str, reason: str) -> None:
        self._move(self._uid(message_id), self.refused_folder)
        logger.warning("The message %s was put into %s: %s", message_id, self.refused_folder, reason)

    def count(self) -> int:
        return len(self._unseen())

    def close(self) -> None:
        if self._server is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                self._server.logout()
            self._server = None

    def _unseen(self) -> list[str]:
        (found, *_) = self._ask("SEARCH", "UNSEEN", "UNDELETED")
        return (found or b"").decode("ascii", "replace").split()

    def _sizes(self, uids: list[str]) -> dict[str, int]:
        sizes = {}
        for line in self._ask("FETCH", ",".join(uids), "(UID RFC822.SIZE)"):
            if isinstance(line, bytes) and (match := _SIZE.search(line)):
                sizes[(match[1] or match[4]).decode()] = int(match[2] or match[3])
        return sizes

    def _content(self, uid: str, is_whole: bool) -> bytes | None:
        what = "(UID BODY.PEEK[])" if is_whole else f"(UID BODY.PEEK[]<0.{BEGINNING_BYTES}>)"
        return next((one[1] for one in self._ask("FETCH", uid, what) if isinstance(one, tuple)), None)

    def _move(self, uid: str, folder: str) -> None:
        capabilities = self._connected().capabilities
        if "MOVE" in capabilities:
            self._ask("MOVE", uid, _quoted(folder), folder=folder)
            return
        self._ask("COPY", uid, _quoted(folder), folder=folder)
        self._ask("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in capabilities:
            self._ask("EXPUNGE", uid)

    def _uid(self, message_id: str) -> str:
        validity, _, uid = message_id.rpartition("-")
        self._connected()
        if validity != self._validity or not uid.isdecimal():
            raise OutsideError(
                f"The mail server {self.host} has numbered its messages anew",
                next_step="Nothing to do: they are fetched again under their new numbers",
            )
        return uid

    def _ask(self, verb: str, *words: str, folder: str = "") -> list[Any]:  # bytes, tuples of bytes, None
        """The answer to one UID command; where the line broke it is asked once more on a new one."""
        validity = self._validity
        for attempt in (1, 2):
            try:
                server = self._connected()
                if validity and validity != self._validity:
                    raise self._failed("has numbered its messages anew", "They are fetched again next time")
                kind, answer = server.uid(verb, *words)
                if kind != "OK" and folder and attempt == 1 and self._made(server, folder):
                    continue
                if kind != "OK":
                    said = b" ".join(one for one in answer if isinstance(one, bytes)).decode(
                        "utf-8", "replace"
                    )
                    raise self._failed(f"refused {verb} ({said})", "Look in its log, and try again")
            except (imaplib.IMAP4.abort, OSError) as error:
                self._server = None
                if attempt == 2:
                    raise self._failed(f"broke off ({error})", "It is asked again later") from error
            except imaplib.IMAP4.error as error:
                raise self._failed(f"did not understand {verb} ({error})", "Look in its log") from error
            else:
                return answer
        raise AssertionError("the second attempt returns or raises")

    def _made(self, server: imaplib.IMAP4, folder: str) -> bool:
        """Create a folder that is not there yet; moving is then tried again."""
        return server.create(_quoted(folder))[0] == "OK"

    def _connected(self) -> imaplib.IMAP4:
        if self._server is None:
            server = self._reached()
            try:
                self._sign_in(server)
                self._select(server)
            except (OSError, imaplib.IMAP4.error) as error:
                with contextlib.suppress(OSError, imaplib.IMAP4.error):
                    server.shutdown()
                raise self._failed(f"broke off ({error})", "It is asked again later") from error
            self._server = server
        return self._server

    def _reached(self) -> imaplib.IMAP4:
        try:
            if self.use_tls:
                context = ssl.create_default_context()
                return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=context, timeout=self.timeout_s)
            return imaplib.IMAP4(self.host, self.port, timeout=self.timeout_s)
        except ssl.SSLCertVerificationError as error:
            reason = f"shows a certificate that is not trusted ({error.verify_message})"
            raise self._failed(reason, "Name it as its certificate does") from error
        except (OSError, imaplib.IMAP4.error) as error:
            hint = f"Check {SETTINGS}_HOST, {SETTINGS}_PORT and {SETTINGS}_TLS"
            raise self._failed(f"does not answer ({error})", hint) from error

    def _sign_in(self, server: imaplib.IMAP4) -> None:
        try:
            if "AUTH=PLAIN" in server.capabilities:
                secret = f"\0{self.username}\0{self.password}".encode()
                server.authenticate("PLAIN", lambda _: secret)
            else:
                server.login(_quoted(self.username), self.password)
        except (imaplib.IMAP4.abort, imaplib.IMAP4.readonly):
            raise
        except (imaplib.IMAP4.error, UnicodeError) as error:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                server.shutdown()
            raise self._failed(
                f"does not let {self.username or 'nobody'} in",
                f"Check {SETTINGS}_USER and {SETTINGS}_PASSWORD",
            ) from error

    def _select(self, server: imaplib.IMAP4) -> None:
        kind, _ = server.select(_quoted(self.imap_folder))
        if kind != "OK":
            raise self._failed(f"has no folder {self.imap_folder}", f"Check {SETTINGS}_FOLDER")
        (validity, *_) = server.response("UIDVALIDITY")[1] or [None]
        self._validity = validity.decode() if isinstance(validity, bytes) else "0"

    def _failed(self, what: str, next_step: str) -> OutsideError:
        return OutsideError(f"The mail server {self.host}:{self.port} {what}", next_step=next_step)


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
