"""Checks of what is beyond this machine: the public address with its certificate, mail, endpoints.

Nothing is sent but a request for /health and a mail server's greeting.
"""

from __future__ import annotations

import http.client
import json
import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from sistership.cli.doctor.findings import Finding, check, fail, ok, warn
from sistership.common.errors import SistershipError
from sistership.window.ground.ports import embedder, mailbox

TIMEOUT_S = 5.0
SOON = timedelta(days=21)
HSTS = "Strict-Transport-Security"


@check("reached from outside", is_outside=True)
def _look_at_public_answer() -> Iterator[Finding]:
    parts = urlsplit(settings.PUBLIC_URL)
    host, is_https = parts.hostname or "", parts.scheme == "https"
    try:
        connection = (
            http.client.HTTPSConnection(
                host, parts.port, timeout=TIMEOUT_S, context=ssl.create_default_context()
            )
            if is_https
            else http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT_S)
        )
        try:
            connection.request("GET", "/health")
            certificate = (
                connection.sock.getpeercert() if isinstance(connection.sock, ssl.SSLSocket) else None
            )
            yield from _answer(connection.getresponse(), is_https)
            if certificate:
                yield certificate_finding(certificate, host)
        finally:
            connection.close()
    except ssl.SSLCertVerificationError as error:
        yield fail(
            f"The certificate of {host} is not trusted ({error.verify_message})",
            "Renew it; with nginx: certbot renew, then systemctl reload nginx",
        )
    except (OSError, http.client.HTTPException) as error:
        yield warn(
            f"{settings.PUBLIC_URL} cannot be reached from here ({error})",
            "Start the window and the proxy; where only this machine may not reach it, ask from another",
        )


def _answer(response: http.client.HTTPResponse, is_https: bool) -> Iterator[Finding]:
    body = response.read(4096)
    try:
        is_ours = json.loads(body).get("status") == "ok"
    except (ValueError, AttributeError):
        is_ours = False
    if response.status in (301, 302, 307, 308):
        yield fail(
            f"{settings.PUBLIC_URL}/health leads to {response.headers.get('Location')}",
            "Let the proxy pass every path on, with the header X-Forwarded-Proto",
        )
    elif response.status == 400:
        yield fail(
            "The window refuses the name under which the proxy asks",
            "Let the proxy pass the header Host on, and name it in SISTERSHIP_HOSTS",
        )
    elif response.status != 200 or not is_ours:
        yield fail(
            f"{settings.PUBLIC_URL}/health answers {response.status}, and not as a window does",
            "Look in the log of the proxy: does it ask the right port?",
        )
    else:
        yield ok(f"{settings.PUBLIC_URL} answers")
        if is_https and settings.IS_PRODUCTION and not response.headers.get(HSTS):
            yield fail(
                "The window does not see that the reader came by https",
                "Let the proxy set X-Forwarded-Proto to https",
            )


def certificate_finding(certificate: Mapping[str, object], host: str) -> Finding:
    """What the end of a certificate means."""
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    left = ends - datetime.now(UTC)
    if left < SOON:
        return warn(
            f"The certificate of {host} ends on {ends:%Y-%m-%d}", "See why it is not renewed by itself"
        )
    return ok(f"The certificate of {host} ends on {ends:%Y-%m-%d}")


@check("mail", is_outside=True)
def _look_at_mail() -> Iterator[Finding]:
    if settings.MAILER.endswith(".FolderMailer"):
        said = f"Letters are kept in {settings.MAIL_OPTIONS['folder']} and go to nobody"
        next_step = "Set SISTERSHIP_MAILER=sistership.outside.mail.SmtpMailer and SISTERSHIP_SMTP_HOST"
        yield (fail if settings.IS_PRODUCTION else warn)(said, next_step)
        return
    if settings.MAIL_FROM.endswith("@localhost>"):
        yield fail("Letters come from an address on localhost", "Set SISTERSHIP_MAIL_FROM")
    options: dict[str, Any] = settings.MAIL_OPTIONS
    yield from _smtp(options["host"], options["port"], options["username"], options["use_starttls"])


def _smtp(host: str, port: int, username: str, use_starttls: bool) -> Iterator[Finding]:
    where = f"The mail server {host}:{port}"
    try:
        with smtplib.SMTP(host, port, timeout=TIMEOUT_S) as server:
            server.ehlo()
            if use_starttls:
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            if username and not server.has_extn("auth"):
                yield fail(f"{where} takes no user and password", "Unset SISTERSHIP_SMTP_USER")
            elif not use_starttls and host not in ("localhost", "127.0.0.1", "::1"):
                yield warn(f"{where} is spoken to without encryption", "Set SISTERSHIP_SMTP_STARTTLS=1")
            else:
                yield ok(f"{where} answers" + (", with STARTTLS" if use_starttls else ""))
    except smtplib.SMTPNotSupportedError:
        yield fail(
            f"{where} has no STARTTLS",
            "Use another port (587), or SISTERSHIP_SMTP_STARTTLS=0 for a server on this machine",
        )
    except ssl.SSLError as error:
        yield fail(
            f"{where} shows a certificate that is not trusted ({error})", "Name it as its certificate does"
        )
    except (OSError, smtplib.SMTPException) as error:
        yield fail(
            f"{where} does not answer ({error})", "Check SISTERSHIP_SMTP_HOST and SISTERSHIP_SMTP_PORT"
        )


@check("mailbox", is_outside=True)
def _look_at_mailbox() -> Iterator[Finding]:
    if not settings.MAILBOX:
        yield ok("No mailbox is set: letters to the window are not fetched")
        return
    try:
        box = mailbox()
        assert box is not None
        waiting = box.count()
        box.close()
    except SistershipError as error:
        yield fail(": ".join(filter(None, (error.where, error.what))), error.next_step or error.allowed)
        return
    said = f"The mailbox can be read; {waiting:,} letters wait in it"
    if settings.CASE_ADDRESS:
        yield ok(said)
    else:
        yield warn(
            f"{said}; its address is not set, so no letter can be answered", "Set SISTERSHIP_CASE_ADDRESS"
        )


@check("endpoints", is_outside=True)
def _look_at_endpoints() -> Iterator[Finding]:
    named = {
        "The second reader": settings.SECOND_READER_OPTIONS["url"],
        "The translation service": settings.TRANSLATOR_OPTIONS["url"] if settings.TRANSLATOR else "",
        "The embedding model": settings.EMBEDDINGS_OPTIONS["url"] if settings.EMBEDDINGS else "",
    }
    if not any(named.values()):
        yield ok("No second reader, translation service or embedding model: no text leaves the machine")
    try:
        embedder()
    except SistershipError as error:
        yield fail(": ".join(filter(None, (error.where, error.what))), error.next_step or error.allowed)
    if settings.TRANSLATOR and not settings.TRANSLATOR_OPTIONS["url"]:
        yield fail("SISTERSHIP_TRANSLATOR is set without its address", "Set SISTERSHIP_TRANSLATOR_URL")
    for what, url in named.items():
        if url:
            yield _reach(what, str(url))


def _reach(what: str, url: str) -> Finding:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), timeout=TIMEOUT_S):
            pass
    except (OSError, ValueError) as error:
        return warn(
            f"{what} at {parts.netloc} cannot be reached ({error})",
            "Start it or unset its address; the window works without it",
        )
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        return warn(f"{what} at {parts.netloc} gets texts without encryption", "Name it by an https address")
    return ok(f"{what} at {parts.netloc} can be reached")
