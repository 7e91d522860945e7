"""A language model behind an OpenAI-compatible endpoint (POST …/chat/completions), asked once a text."""

from __future__ import annotations

from typing import Any

from sistership.common.errors import InputError
from sistership.outside.endpoint import Endpoint

LARGEST_ANSWER_BYTES = 1_000_000
PATH = "/chat/completions"


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
        base = url.rstrip("/")
        self.endpoint = Endpoint(
            url=base.removesuffix(PATH),
            what="The language model",
            settings=settings,
            timeout_s=timeout_s,
            key=key,
            example="https://model.example.org/v1",
            largest_answer_bytes=largest_answer_bytes,
            advice={
                404: f"Check {settings}_URL and {settings}_MODEL",
                413: "The document is too long for the model; read a shorter one",
                429: "It is asked too often; try again later",
            }
            | dict.fromkeys((400, 422), "Look into its log; the document may be too long for the model"),
        )
        if not model:
            raise InputError(
                "No model is named",
                where=f"{settings}_MODEL",
                next_step="Write the name under which the endpoint knows its model",
            )
        self.model = model
        self.host = self.endpoint.host
        self.settings = settings

    def ask(self, *, instruction: str, text: str) -> str:
        """The model's answer to the text under the instruction; raises OutsideError where none comes."""
        asked = {
            "model": self.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": text},
            ],
        }
        return self._content(self.endpoint.fetch(PATH, body=asked))

    def _content(self, answer: Any) -> str:
        try:
            choice: Any = answer["choices"][0]
            content, ended = choice["message"]["content"], choice.get("finish_reason")
        except (LookupError, TypeError, AttributeError) as error:
            raise self.endpoint.failed(
                "sent something that is no chat completion", f"Check that {self.settings}_URL ends in /v1"
            ) from error
        if not isinstance(content, str) or not content.strip():
            raise self.endpoint.failed("gave an empty answer", "Try again, or configure another model")
        if ended == "length":
            raise self.endpoint.failed(
                "cut its answer short", "Allow the model more output, or read a shorter document"
            )
        return content
