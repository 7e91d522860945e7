"""Tags that say by when a side owes something."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language, pgettext

from sistership.common.said_times import said_instant, said_left
from sistership.window.ground import clock
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import grants_of

register = template.Library()
SHAPES = {"running": "▸", "paused": "‖", "met": "✓", "missed": "✕"}
MARKS = {"running": "on_track", "paused": "filed", "met": "kept", "missed": "late"}
"""State of a clock → the state of a promise that is drawn in the same colours."""


def _word(state: str) -> str:
    return {
        "running": pgettext("state of a clock", "running"),
        "paused": pgettext("state of a clock", "paused"),
        "met": pgettext("state of a clock", "met"),
        "missed": pgettext("state of a clock", "missed"),
    }[state]


@register.inclusion_tag("components/deadline.html", takes_context=True)
def deadline(context: Context, at: datetime | None, city: City, state: str) -> dict[str, Any]:
    """When the city owes an answer, in its time and the reader's; `state`: running, paused, met, missed.

    Of a reader without a city nobody knows the time: then the city's stands alone.
    """
    reader = getattr(context.get("request"), "user", None)
    zone = grants_of(reader).timezone if reader is not None else None
    return shown_deadline(at, city, state, reader_timezone=zone or city.timezone)


def shown_deadline(at: datetime | None, city: City, state: str, *, reader_timezone: str) -> dict[str, Any]:
    """What components/deadline.html takes.

    The city's texts and local days are loaded; `at` is None while a paused clock has no instant.
    """
    language, now = get_language() or "en", clock.now()
    shown = {"at": at, "state": state, "mark": MARKS[state], "shape": SHAPES[state], "word": _word(state)}
    if at is not None:
        shown["said"] = said_instant(
            at,
            calendar=city.calendar(),
            place=city.localized("name").text(language),
            reader_timezone=reader_timezone,
            now=now,
            language=language,
        )
        if state == "running":
            shown["left"] = said_left(city.calendar().working_time_between(now, at), language=language)
    return shown
