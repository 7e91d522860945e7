"""What a host may see of those who ask for its position: a number, and what bears on the work.

Neither name, address, gender, age nor picture, and nothing about at which place of their list it stands: the
rows come in the order of their numbers, which are drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sistership.window.offices.talent.eligibility import is_eligible
from sistership.window.offices.talent.models import LEVELS, Application, HostOpinion, Position
from sistership.window.offices.talent.states import ApplicationState


@dataclass(frozen=True, slots=True)
class Candidate:
    """One applicant, as a host sees it while it orders."""

    number: str
    home_city_id: int | None
    institution: str
    study_level: str
    studies: str
    languages: tuple[tuple[str, str], ...]
    skills: tuple[str, ...]
    skills_said: str
    shared_skills: tuple[str, ...]
    """Skills that the position names too."""
    statement: str
    available_from: date | None
    available_until: date | None
    value: float | None
    """The place or the points that the host gave."""


def applicants_for(position: Position) -> list[Application]:
    """Who listed the position, is eligible there and has no place yet, in the order of numbers."""
    rows = Application.objects.filter(
        choices__position=position, state=ApplicationState.SENT, cohort=position.cohort_id
    ).exclude(placements__state__in=("offered", "accepted", "agreed", "running", "completed"))
    return [one for one in rows.select_related("home_city").order_by("number") if is_eligible(one, position)]


def candidates(position: Position) -> list[Candidate]:
    """What the host sees of each of them: three queries."""
    given = dict(HostOpinion.objects.filter(position=position).values_list("application_id", "value"))
    wanted = set(position.skills)
    return [
        Candidate(
            number=one.number,
            home_city_id=one.home_city_id,
            institution=one.institution,
            study_level=one.get_study_level_display(),
            studies=one.studies,
            languages=tuple((language, level) for language, level in one.languages),
            skills=tuple(one.skills),
            skills_said=one.skills_said,
            shared_skills=tuple(skill for skill in one.skills if skill in wanted),
            statement=one.statement,
            available_from=one.available_from,
            available_until=one.available_until,
            value=given.get(one.pk),
        )
        for one in applicants_for(position)
    ]


def suggested_order(position: Position, found: list[Candidate]) -> list[Candidate]:
    """An order that may help a host and never decides: by shared skills, then by languages beyond the needed.

    Equal ones stay in the order of their numbers.
    """
    needed = {language: LEVELS.index(level) for language, level in position.languages}

    def beyond(one: Candidate) -> int:
        return sum(LEVELS.index(level) - needed[lang] for lang, level in one.languages if lang in needed)

    return sorted(found, key=lambda one: (-len(one.shared_skills), -beyond(one), one.number))
