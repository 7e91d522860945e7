"""Read programmes, cohorts and positions as pages, the API and the command line show them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import City, Side
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import Reader
from sistership.window.offices.talent.eligibility import Condition, conditions
from sistership.window.offices.talent.models import (
    Application,
    Cohort,
    Placement,
    PlacementRun,
    Position,
    Programme,
    Report,
)
from sistership.window.offices.talent.queries.lists import applications_of, positions_of
from sistership.window.offices.talent.rules import visible_cohorts, visible_positions, visible_programmes
from sistership.window.offices.talent.states import HOLDING, CohortState

WITH = ("programme__partnership", "side__city")
STANDING = (CohortState.PLACED, CohortState.ENDED)


def programmes_list(reader: Reader) -> list[Programme]:
    """Programmes that the reader sees, each with `shown_cohorts`, the newest first."""
    rows = visible_programmes(reader).select_related("partnership")
    found = list(rows.prefetch_related(sides_with_cities("partnership__sides")))
    cohorts = visible_cohorts(reader).filter(programme__in=found).select_related("side__city")
    by_programme: dict[int, list[Cohort]] = {one.pk: [] for one in found}
    for cohort in cohorts:
        by_programme[cohort.programme_id].append(cohort)
    sides = [side for one in found for side in one.partnership.sides.all()]
    load_texts(found, cohorts, [side.city for side in sides])
    for one in found:
        one.shown_cohorts = by_programme[one.pk]  # type: ignore[attr-defined]
    return found


def programme_page(reader: Reader, public_id: UUID) -> Programme | None:
    """One programme with its cohorts."""
    return next((one for one in programmes_list(reader) if one.public_id == public_id), None)


def load_cohort(cohort: Cohort, *others: list[City]) -> list[Side]:
    """Load the texts of a cohort, its programme and the cities of its partnership; the sides."""
    sides = list(Side.objects.filter(partnership=cohort.programme.partnership_id).select_related("city"))
    cities = [side.city for side in sides]
    load_texts([cohort], [cohort.programme], cities, *others)
    cohort.side = next(side for side in sides if side.pk == cohort.side_id)
    return sides


def cohort_page(reader: Reader, public_id: UUID) -> Cohort | None:
    """One cohort that the reader sees; its texts are loaded with load_cohort."""
    return visible_cohorts(reader).select_related(*WITH).filter(public_id=public_id).first()


@dataclass(frozen=True, slots=True)
class PositionFilter:
    """What a list of positions is narrowed to; empty: everything."""

    city: str = ""
    language: str = ""
    words: str = ""


def positions_to_show(
    reader: Reader, cohort: Cohort, narrowed: PositionFilter | None = None
) -> list[Position]:
    """Positions of a cohort that the reader sees, with cities and texts, narrowed."""
    rows = visible_positions(reader).filter(cohort=cohort).select_related("city", "organisation")
    narrowed = narrowed or PositionFilter()
    if narrowed.city:
        rows = rows.filter(city__key=narrowed.city)
    found = list(rows.prefetch_related("home_cities").order_by("number"))
    load_texts(found, [one.city for one in found])
    if narrowed.language:
        found = [one for one in found if any(pair[0] == narrowed.language for pair in one.languages)]
    words = narrowed.words.lower().split()
    return [one for one in found if all(word in _said(one) for word in words)]


def _said(position: Position) -> str:
    texts = [one.text for field in ("title", "work") for one in position.localized(field).variants.values()]
    return " ".join([position.host_name, position.skills_said, *texts]).lower()


def position_rows(cohort: Cohort) -> list[Position]:
    """The open positions of a cohort with texts, for those who have a link."""
    found = positions_of(cohort)
    load_texts(found, [one.city for one in found])
    return found


def position_page(reader: Reader, public_id: UUID) -> Position | None:
    """One position that the reader sees."""
    rows = visible_positions(reader).select_related(
        "city", "organisation", *(f"cohort__{name}" for name in WITH)
    )
    found = rows.prefetch_related("home_cities").filter(public_id=public_id).first()
    if found is not None:
        load_texts([found], [found.city], list(found.home_cities.all()))
    return found


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a cohort is, and what is missing, in numbers."""

    open_positions: int
    draft_positions: int
    places: int
    begun: int
    sent: int
    withdrawn: int
    ordered: int
    """Positions whose host has ordered."""
    hosts_without_address: int
    placed: int
    unsigned: int
    agreed: int
    running: int
    completed: int


def stage_of(cohort: Cohort, positions: list[Position] | None = None) -> Stage:
    """The numbers of a cohort: three queries, one less where its positions are read."""
    every = Position.objects.filter(cohort=cohort) if positions is None else positions
    positions_said = [(one.state, one.places, one.asks, one.host_email) for one in every]
    people = Counter(Application.objects.filter(cohort=cohort).values_list("state", flat=True))
    places = Counter(Placement.objects.filter(position__cohort=cohort).values_list("state", flat=True))
    shown = [one for one in positions_said if one[0] == "open"]
    return Stage(
        open_positions=len(shown),
        draft_positions=sum(one[0] == "draft" for one in positions_said),
        places=sum(one[1] for one in shown),
        begun=people["begun"],
        sent=people["sent"],
        withdrawn=people["withdrawn"],
        ordered=sum(bool(one[2]) for one in shown),
        hosts_without_address=sum(not one[3] for one in shown),
        placed=sum(places[state] for state in HOLDING),
        unsigned=places["offered"] + places["accepted"],
        agreed=places["agreed"],
        running=places["running"],
        completed=places["completed"],
    )


@dataclass(frozen=True, slots=True)
class EligibilityRow:
    """One application, and at which positions it may take part."""

    application: Application
    cells: tuple[tuple[Position, tuple[Condition, ...]], ...]
    """Each position with the conditions that are not met."""

    @property
    def count(self) -> int:
        return sum(not unmet for _position, unmet in self.cells)


def eligibility_table(cohort: Cohort) -> tuple[list[Position], list[EligibilityRow]]:
    """Every application that takes part, against every open position: five queries."""
    positions = positions_of(cohort)
    return positions, [
        EligibilityRow(
            one,
            tuple((each, tuple(c for c in conditions(one, each) if not c.is_met)) for each in positions),
        )
        for one in applications_of(cohort)
    ]


def runs_of(cohort: Cohort) -> QuerySet[PlacementRun]:
    """The runs of a cohort, the newest first, without their lists."""
    return (
        PlacementRun.objects.filter(cohort=cohort).defer("lists", "outcome").order_by("-position_in_cohort")
    )


def newest_run(cohort: Cohort) -> PlacementRun | None:
    """The last run with its lists; None before the first."""
    return PlacementRun.objects.filter(cohort=cohort).order_by("-position_in_cohort").first()


def placements_of(cohort: Cohort) -> list[Placement]:
    """Placements, those held first, with `signed`, `written` and `needs_help`: one query."""
    rows = Placement.objects.filter(position__cohort=cohort).select_related("position", "application")
    found = rows.annotate(
        signed=Count("signatures", distinct=True),
        written=Count("reports", distinct=True),
        needs_help=Exists(Report.objects.filter(placement=OuterRef("pk"), needs_help=True)),
    ).order_by("position__number", "application__number")
    return sorted(found, key=lambda one: one.state not in HOLDING)


def flows(reader: Reader) -> list[tuple[int, str, str, int]]:
    """(year of the first day, home, host city, how many) of stays agreed, under way or completed."""
    rows = (
        Placement.objects.filter(
            state__in=("agreed", "running", "completed"),
            position__cohort__programme__in=visible_programmes(reader),
            application__home_city__isnull=False,
        )
        .exclude(application__home_city=F("position__city"))
        .values_list("position__first_day__year", "application__home_city__key", "position__city__key")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return [(year, home, host, count) for year, home, host, count in rows]


def open_cohorts(reader: Reader, day: date) -> QuerySet[Cohort]:
    """Cohorts that take applications on a day."""
    return visible_cohorts(reader).filter(Q(state=CohortState.OPEN) & Q(applications_until__gte=day))
