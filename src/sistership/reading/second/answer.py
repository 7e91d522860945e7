"""From a language model's answer to proposals: JSON, found inside whatever it is wrapped in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from sistership.common.errors import InputError
from sistership.common.text import gettext_noop

MOST_PROPOSALS = 500
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_OPENING = re.compile(r"[{\[]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One field as the model gave it; nothing in it is trusted."""

    name: Any
    value: Any
    quote: Any
    start: Any
    confidence: Any


def parse_answer(answer: str) -> tuple[Proposal, ...]:
    """The proposals of an answer; code fences and words around the JSON are passed over.

    Raises InputError where no object with a list of fields is found.
    """
    document = _first_json(_THOUGHT.sub("", answer))
    found = document.get("fields") if isinstance(document, dict) else document
    if not isinstance(found, list):
        raise InputError(
            gettext_noop("The second reader's answer is not the JSON that was asked for"),
            next_step=gettext_noop("The draft of the rules stands; try again, or configure another model"),
        )
    return tuple(
        Proposal(*(field.get(key) for key in ("name", "value", "quote", "start", "confidence")))
        if isinstance(field, dict)
        else Proposal(None, None, None, None, None)
        for field in found[:MOST_PROPOSALS]
    )


def _first_json(answer: str) -> Any:  # a JSON value, or None
    decoder = json.JSONDecoder()
    for tried, match in enumerate(_OPENING.finditer(answer)):
        if tried > 50:  # a long text without JSON is not searched at every bracket
            break
        try:
            document = decoder.raw_decode(answer, match.start())[0]
        except (ValueError, RecursionError):
            continue
        if isinstance(document, dict) or (document and isinstance(document[0], dict)):
            return document
    return None
