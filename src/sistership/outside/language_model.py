"""A language model behind an OpenAI-compatible endpoint (POST …/chat/completions), asked once a text."""

from __future__ import annotations

import json
import queue
import ssl
import threading
import time
from typing import Any
from urllib.parse import urlsplit

import httpx

from sistership.common.errors import InputError, OutsideError

LARGEST_ANSWER_BYTES = 1_000_000


class LanguageModel:
    """Asks one model; every answer comes, or is given up, within `timeout_s` of wall time.

    `url` is the base address (https://host/v1) or the whole one up to /chat/completions. Redirects are not
    followed and no proxy is used, so that the text goes to the address named and nowhere else. `settings` is
    how the variables begin that errors name.
    """

    def __init__(
        self,
        *,
        url: str,
        model: str,
        key: str = "",
        timeout_s: float = 30.0,
        largest_answer_bytes: int = LARGEST_ANSWER_BYTES,
        settings: str = "SISTERSHIP_READER",
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(
                f"{url!r} is no address of a language model",
                where=f"{settings}_URL",
                allowed="an http or https address",
                next_step="Write the base address, such as https://model.example.org/v1",
            )
        if not model:
            raise InputError(
                "No model is named",
                where=f"{settings}_MODEL",
                next_step="Write the name under which the endpoint knows its model",
            )
        address = url.rstrip("/")
        self.address = address if address.endswith("/chat/completions") else f"{address}/chat/completions"
        self.host = parts.netloc.rpartition("@")[2]
        self.model = model
        self.key = key
        self.timeout_s = timeout_s
        self.largest_answer_bytes = largest_answer_bytes
        self.settings = settings

    def ask(self, *, instruction: str, text: str) -> str:
        """The model's answer to the text under the instruction; raises OutsideError where none comes."""
        came: queue.Queue[str | OutsideError] = queue.Queue(maxsize=1)
        deadline = time.monotonic() + self.timeout_s

        def fetch() -> None:
            try:
                came.put(self._content(self._fetched(instruction, text, deadline)))
            except OutsideError as error:
                came.put(error)

        # In a thread: name resolution, and a server that sends its head letter by letter, know no deadline.
        threading.Thread(target=fetch, daemon=True, name="language-model").start()
        try:
            answer = came.get(timeout=self.timeout_s)
        except queue.Empty:
            raise self._failed(
                f"did not answer within {self.timeout_s:g} seconds",
                f"Try again later, or allow it more time ({self.settings}_TIMEOUT_S)",
            ) from None
        if isinstance(answer, OutsideError):
            raise answer
        return answer

    def _fetched(self, instruction: str, text: str, deadline: float) -> bytes:
        asked = {
            "model": self.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": text},
            ],
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            with (
                httpx.Client(
                    timeout=self.timeout_s, trust_env=False, verify=ssl.create_default_context()
                ) as client,
                client.stream("POST", self.address, json=asked, headers=headers) as response,
            ):
                if response.status_code != httpx.codes.OK:
                    raise self._refused(response)
                return self._read(response, deadline)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise self._failed(
                f"cannot be reached ({str(error) or type(error).__name__})",
                f"Check that it runs and that {self.settings}_URL names it",
            ) from error

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        read = bytearray()
        for piece in response.iter_bytes():
            read += piece
            if len(read) > self.largest_answer_bytes:
                raise self._failed(
                    f"sent more than {self.largest_answer_bytes:,} bytes", "Check that it is a chat endpoint"
                )
            if time.monotonic() > deadline:
                raise self._failed("was too slow", f"Allow it more time ({self.settings}_TIMEOUT_S)")
        return bytes(read)

    def _refused(self, response: httpx.Response) -> OutsideError:
        status = response.status_code
        what_to_do = {
            401: f"Check {self.settings}_KEY",
            403: f"Check {self.settings}_KEY",
            404: f"Check {self.settings}_URL and {self.settings}_MODEL",
            413: "The document is too long for the model; read a shorter one",
            429: "It is asked too often; try again later",
        }.get(status, "Look into its log; the document may be too long for the model" if status < 500 else "")
        return self._failed(f"answered with status {status}", what_to_do or "Try again later")

    def _content(self, body: bytes) -> str:
        try:
            choice: Any = json.loads(body)["choices"][0]
            content, ended = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise self._failed(
                "sent something that is no chat completion", f"Check that {self.settings}_URL ends in /v1"
            ) from error
        if not isinstance(content, str) or not content.strip():
            raise self._failed("gave an empty answer", "Try again, or configure another model")
        if ended == "length":
            raise self._failed(
                "cut its answer short", "Allow the model more output, or read a shorter document"
            )
        return content

    def _failed(self, what: str, next_step: str) -> OutsideError:
        return OutsideError(f"The language model at {self.host} {what}", next_step=next_step)
