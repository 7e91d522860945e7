"""Talk JSON to an endpoint over HTTP: every answer comes, or is given up, within one deadline."""

from __future__ import annotations

import json
import queue
import ssl
import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from sistership.common.errors import InputError, OutsideError

LARGEST_ANSWER_BYTES = 4_000_000


class Endpoint:
    """One address. Redirects are not followed and no proxy is used, so that a text goes there alone.

    `what` names it in errors (“The translation service”), `settings` is how its variables begin. `key` goes
    along as a bearer's; `advice` says what to do about a status, where that is more than is said here.
    """

    def __init__(
        self,
        *,
        url: str,
        what: str,
        settings: str,
        timeout_s: float,
        key: str = "",
        example: str = "https://translate.example.org",
        largest_answer_bytes: int = LARGEST_ANSWER_BYTES,
        advice: Mapping[int, str] | None = None,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(
                f"{url!r} is no address",
                where=f"{settings}_URL",
                allowed="an http or https address",
                next_step=f"Write the base address, such as {example}",
            )
        self.url = url.rstrip("/")
        self.host = parts.netloc.rpartition("@")[2]
        self.what = what
        self.settings = settings
        self.timeout_s = timeout_s
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.largest_answer_bytes = largest_answer_bytes
        self.advice = {
            401: f"Check {settings}_KEY",
            403: f"Check {settings}_KEY",
            404: f"Check {settings}_URL",
            413: "The texts are too long for it",
            429: "It is asked too often; it is tried again later",
        } | dict(advice or {})

    def fetch(self, path: str, *, body: Any = None, deadline: float | None = None) -> Any:
        """The JSON that the endpoint answers to a GET, or to a POST of `body`; raises OutsideError.

        `deadline` is an instant of `time.monotonic()`; without it `timeout_s` from now.
        """
        until = deadline or time.monotonic() + self.timeout_s
        came: queue.Queue[bytes | OutsideError] = queue.Queue(maxsize=1)

        def get() -> None:
            try:
                came.put(self._fetched(path, body, until))
            except OutsideError as error:
                came.put(error)

        # In a thread: name resolution, and a server that sends its head letter by letter, know no deadline.
        threading.Thread(target=get, daemon=True, name="endpoint").start()
        try:
            answer = came.get(timeout=max(until - time.monotonic(), 0.01))
        except queue.Empty:
            raise self.failed(
                f"did not answer within {self.timeout_s:g} seconds",
                f"Try again later, or allow it more time ({self.settings}_TIMEOUT_S)",
            ) from None
        if isinstance(answer, OutsideError):
            raise answer
        try:
            return json.loads(answer)
        except (ValueError, RecursionError) as error:
            raise self.failed(
                "sent something that is no JSON", f"Check that {self.settings}_URL names it"
            ) from error

    def _fetched(self, path: str, body: Any, until: float) -> bytes:
        left = max(until - time.monotonic(), 0.01)
        method = "GET" if body is None else "POST"
        try:
            with (
                httpx.Client(timeout=left, trust_env=False, verify=ssl.create_default_context()) as client,
                client.stream(method, f"{self.url}{path}", json=body, headers=self.headers) as response,
            ):
                read = bytearray()
                for piece in response.iter_bytes():
                    read += piece
                    if len(read) > self.largest_answer_bytes:
                        raise self.failed(f"sent more than {self.largest_answer_bytes:,} bytes", "")
                    if time.monotonic() > until:
                        raise self.failed("was too slow", f"Allow it more time ({self.settings}_TIMEOUT_S)")
                if response.status_code != httpx.codes.OK:
                    raise self._refused(response.status_code, bytes(read))
                return bytes(read)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise self.failed(
                f"cannot be reached ({str(error) or type(error).__name__})",
                f"Check that it runs and that {self.settings}_URL names it",
            ) from error

    def _refused(self, status: int, body: bytes) -> OutsideError:
        what_to_do = self.advice.get(status, "Try again later")
        return self.failed(f"answered with status {status}{_reason(body)}", what_to_do)

    def failed(self, what: str, next_step: str) -> OutsideError:
        """An error that names the endpoint by its host."""
        return OutsideError(f"{self.what} at {self.host} {what}", next_step=next_step)


def _reason(body: bytes) -> str:
    """What the endpoint itself says is wrong, where it says so in the usual way."""
    try:
        said = json.loads(body)["error"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return f" ({said[:200]})" if isinstance(said, str) else ""
