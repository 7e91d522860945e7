"""Words for the topics of official scales and of links to law, and for the measures of a level."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext, pgettext_lazy

from sistership.window.offices.people.models import LevelThreshold

TOPIC_WORDS = {
    "rain": pgettext_lazy("topic", "Rain"),
    "weather": pgettext_lazy("topic", "Weather"),
    "storm": pgettext_lazy("topic", "Storm"),
    "heat": pgettext_lazy("topic", "Heat"),
    "flood": pgettext_lazy("topic", "Flood"),
    "air": pgettext_lazy("topic", "Air quality"),
    "traffic": pgettext_lazy("topic", "Traffic"),
    "administration": pgettext_lazy("topic", "Public administration"),
    "disaster": pgettext_lazy("topic", "Disasters"),
    "investment": pgettext_lazy("topic", "Investment"),
    "agreements": pgettext_lazy("topic", "Agreements with other cities"),
    "personal-data": pgettext_lazy("topic", "Personal data"),
    "working-time": pgettext_lazy("topic", "Holidays and working time"),
}


def topic_word(topic: str) -> str:
    """The topic in words; its key where the window has none for it."""
    return str(TOPIC_WORDS.get(topic, topic.replace("-", " ")))


def measure(threshold: LevelThreshold) -> str:
    """80 mm in 24 h."""
    amount = f"{threshold.at_least:g} {threshold.unit}"
    if threshold.period_h is None:
        return amount
    return pgettext("measure of a level", "%(amount)s in %(hours)s h") % {
        "amount": amount,
        "hours": f"{threshold.period_h:g}",
    }


def measures(thresholds: list[LevelThreshold]) -> str:
    """From 80 mm in 24 h or 40 mm in 1 h; empty where a level has no measure."""
    said = pgettext("between measures of a level, any of which is enough", " or ").join(
        map(measure, thresholds)
    )
    return gettext("from %(measures)s") % {"measures": said} if said else ""
