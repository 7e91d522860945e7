"""Words of matchmaking days that public pages and the desk share: states, times, languages, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.window.offices.matchdays.models import DaySlot

SPOKEN = ("zh", "en", "pl", "ms", "ja", "ko", "de", "fr", "es", "id", "vi", "th", "uk", "ta", "nan")
MEASURES = {
    "requests": _("Requests that became meetings"),
    "meetings": _("Meetings for each participant"),
    "kept": _("Meetings that were kept"),
    "second": _("Meetings with a second one to follow"),
}
MEETING_STATES = {
    "planned": pgettext_lazy("meeting", "planned"),
    "kept": pgettext_lazy("meeting", "kept"),
    "missed": pgettext_lazy("meeting", "missed"),
}
CHANGES = {
    "moved": pgettext_lazy("change of a plan", "moved"),
    "cancelled": pgettext_lazy("change of a plan", "somebody does not take part any more"),
    "no_longer_possible": pgettext_lazy("change of a plan", "no time is left for it"),
    "not_chosen": pgettext_lazy("change of a plan", "gave way to others"),
}


def language_name(code: str) -> str:
    """A language by its name in the reader's language; Chinese without its script."""
    locale = Locale.parse({"zh-hant": "zh_Hant"}.get(get_language() or "en", get_language() or "en"))
    found: str = locale.languages.get(code, code)
    return found


def language_choices(more: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Languages in which meetings are held."""
    return [(code, language_name(code)) for code in (*SPOKEN, *(one for one in more if one not in SPOKEN))]


def clock_times(slot: DaySlot, zone: str) -> str:
    """09:00–09:20 by the clock of the place."""
    place = ZoneInfo(zone)
    return f"{slot.starts_at.astimezone(place):%H:%M}–{slot.ends_at.astimezone(place):%H:%M}"


def day_of(at: datetime, zone: str) -> date:
    """The day of an instant by the clock of the place."""
    return at.astimezone(ZoneInfo(zone)).date()


def tell_times(slots: Iterable[DaySlot], zone: str) -> list[DaySlot]:
    """Give each slot `times` and `on`, by the clock of the place."""
    found = list(slots)
    for one in found:
        one.times, one.on = clock_times(one, zone), day_of(one.starts_at, zone)  # type: ignore[attr-defined]
    return found
