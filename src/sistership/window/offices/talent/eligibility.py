"""Who may come to which position: decided exactly, condition by condition, with what is missing said.

1. Conditions are language levels, level of studies, home city, and days: the applicant has to be free for as
   many weeks as the position takes, between its first and its last day.
2. An applicant who said nothing of a condition does not meet it; what is not asked, everybody meets.
3. Nothing else counts: skills help a host to order, and never exclude.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sistership.window.offices.talent.models import LEVELS, Application, Position, StudyLevel

STUDY_ORDER = tuple(StudyLevel.values)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a position, and whether an applicant meets it."""

    kind: str
    """`language`, `study`, `home` or `days`."""
    needs: str
    """A level, a level of studies, keys of cities, or a number of weeks."""
    has: str
    """What the applicant gave; empty for nothing."""
    is_met: bool
    about: str = ""
    """The language, for a language."""


def conditions(application: Application, position: Position) -> tuple[Condition, ...]:
    """Every condition of the position. `home_cities` of the position and the home city are read."""
    return (
        _home(application, position),
        _days(application, position),
        *_study(application, position),
        *_languages(application, position),
    )


def is_eligible(application: Application, position: Position) -> bool:
    """Whether every condition is met."""
    return all(one.is_met for one in conditions(application, position))


def eligible_positions(application: Application, positions: Iterable[Position]) -> list[Position]:
    """Those where the applicant meets every condition."""
    return [one for one in positions if is_eligible(application, one)]


def _home(application: Application, position: Position) -> Condition:
    home = application.home_city
    wanted = sorted(city.key for city in position.home_cities.all())
    if home is None:
        return Condition("home", " ".join(wanted), "", is_met=False)
    is_met = home.key in wanted if wanted else home.pk != position.city_id
    return Condition("home", " ".join(wanted), home.key, is_met)


def weeks_between(first: date, last: date) -> int:
    """Whole weeks from a day to another, both counted."""
    return max(0, ((last - first).days + 1) // 7)


def _days(application: Application, position: Position) -> Condition:
    start, end = application.available_from, application.available_until
    if start is None or end is None:
        return Condition("days", str(position.weeks), "", is_met=False)
    weeks = weeks_between(max(start, position.first_day), min(end, position.last_day))
    return Condition("days", str(position.weeks), str(weeks), weeks >= position.weeks)


def _study(application: Application, position: Position) -> Sequence[Condition]:
    if not position.study_level:
        return ()
    has = application.study_level
    is_met = bool(has) and STUDY_ORDER.index(has) >= STUDY_ORDER.index(position.study_level)
    return (Condition("study", position.study_level, has, is_met),)


def _languages(application: Application, position: Position) -> list[Condition]:
    spoken = dict(application.languages)
    found = []
    for language, level in position.languages:
        has = spoken.get(language, "")
        is_met = bool(has) and LEVELS.index(has) >= LEVELS.index(level)
        found.append(Condition("language", level, has, is_met, about=language))
    return found
