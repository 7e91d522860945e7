"""Days as a city counts them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sistership.window.ground import clock
from sistership.window.offices.people.models import City


def day_in(city: City, instant: datetime | None = None) -> date:
    """The plain date in the city at an instant; now, where none is given."""
    return (instant or clock.now()).astimezone(ZoneInfo(city.timezone)).date()
