"""Talent exchange for everybody: programmes, cohorts with positions, certificates, the cities' balance."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import City, Side
from sistership.window.offices.talent.balance import shown_balance
from sistership.window.offices.talent.engine import lottery_of
from sistership.window.offices.talent.exchange import run_json
from sistership.window.offices.talent.models import Cohort, PlacementRun, Position, StudyLevel
from sistership.window.offices.talent.queries.cohorts import (
    STANDING,
    PositionFilter,
    cohort_page,
    flows,
    load_cohort,
    position_page,
    positions_to_show,
    programme_page,
    programmes_list,
    runs_of,
)
from sistership.window.offices.talent.rules import visible_cohorts
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.talent_words import (
    language_name,
    levels_said,
    skills_said,
    state_of,
    stipend_said,
)
from sistership.window.pages.templatetags.window import plain

Trail = list[tuple[str, str | None]]


def talent_trail(*steps: tuple[str, str | None]) -> Trail:
    """Breadcrumbs from the list of programmes."""
    return [(_("Talent exchange"), reverse("talent")), *steps]


def marked(cohorts: list[Cohort]) -> list[Cohort]:
    """Cohorts with `mark` and `word` for their state."""
    for one in cohorts:
        one.mark, one.word = state_of(one)  # type: ignore[attr-defined]
    return cohorts


def described(positions: list[Position]) -> list[Position]:
    """Positions with what a page says of them."""
    for one in positions:
        one.levels = levels_said(one.languages)  # type: ignore[attr-defined]
        one.skill_names = skills_said(one.skills)  # type: ignore[attr-defined]
        one.stipend_said = stipend_said(one)  # type: ignore[attr-defined]
        one.study_level_said = StudyLevel(one.study_level).label if one.study_level else ""  # type: ignore[attr-defined]
        one.mark, one.word = state_of(one)  # type: ignore[attr-defined]
    return positions


@require_safe
def talent(request: HttpRequest) -> HttpResponse:
    """All programmes with their cohorts."""
    found = programmes_list(request.user)
    for one in found:
        marked(one.shown_cohorts)  # type: ignore[attr-defined]
    return render(request, "public/talent.html", {"section": "talent", "programmes": found})


@require_safe
def talent_programme(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One programme and its cohorts."""
    found = found_or_404(programme_page(request.user, public_id))
    marked(found.shown_cohorts)  # type: ignore[attr-defined]
    context = {"section": "talent", "programme": found, "trail": talent_trail((plain(found, "title"), None))}
    return render(request, "public/talent_programme.html", context)


class PositionForm(forms.Form):
    """What the list of positions is narrowed to."""

    words = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    city = forms.ChoiceField(label=pgettext_lazy("filter", "City"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("filter", "Language needed"), required=False)

    def __init__(self, *args: Any, cities: list[City], languages: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        everything = ("", pgettext_lazy("filter", "All"))
        self.fields["city"].choices = [everything, *((one.key, plain(one, "name")) for one in cities)]  # type: ignore[attr-defined]
        self.fields["language"].choices = [everything, *((one, language_name(one)) for one in languages)]  # type: ignore[attr-defined]

    def wanted(self) -> PositionFilter:
        """What was chosen; what is not among the choices narrows nothing."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return PositionFilter(**given)


@require_safe
def talent_cohort(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One cohort: its stages and rules, its positions, and how to apply."""
    cohort = found_or_404(cohort_page(request.user, public_id))
    sides = load_cohort(cohort)
    every = positions_to_show(request.user, cohort)
    languages = sorted({pair[0] for one in every for pair in one.languages})
    form = PositionForm(request.GET, cities=[side.city for side in sides], languages=languages)
    narrowed = form.wanted()
    shown = every if narrowed == PositionFilter() else positions_to_show(request.user, cohort, narrowed)
    mark, word = state_of(cohort)
    programme = cohort.programme
    context = {
        "section": "talent",
        "cohort": cohort,
        "mark": mark,
        "word": word,
        "stages": stages(cohort),
        "positions": described(shown),
        "places": sum(one.places for one in shown),
        "form": form,
        "clear_url": reverse("talent_cohort", args=[cohort.public_id]),
        "runs": list(runs_of(cohort)) if cohort.runs.exists() else [],
        "trail": talent_trail(
            (plain(programme, "title"), reverse("talent_programme", args=[programme.public_id])),
            (plain(cohort, "title"), None),
        ),
    }
    return render(request, "public/talent_cohort.html", context)


def stages(cohort: Cohort) -> list[tuple[str, Any, bool]]:
    """(what, until when, whether it is over) of a cohort's stages."""
    order = ["draft", "open", "ranking", "closed", "seeded", "placed", "ended"]
    at = order.index(cohort.state) if cohort.state in order else -1
    return [
        (_("Applications until"), cohort.applications_until, at > 1),
        (_("Hosts order applicants until"), cohort.rankings_until, at > 2),
        (_("Seed of the lottery published"), cohort.seed_published_at, at > 3),
        (_("Grievances until"), cohort.appeals_until, at > 6),
        (_("Stays from"), cohort.first_day, at > 5),
        (_("Stays to"), cohort.last_day, at > 6),
    ]


@require_safe
def talent_position(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One position with its conditions."""
    position = found_or_404(position_page(request.user, public_id))
    load_cohort(position.cohort)
    described([position])
    cohort = position.cohort
    context = {
        "section": "talent",
        "position": position,
        "cohort": cohort,
        "is_open": cohort.state == "open",
        "trail": talent_trail(
            (plain(cohort, "title"), reverse("talent_cohort", args=[cohort.public_id])),
            (f"{position.number} {plain(position, 'title')}", None),
        ),
    }
    return render(request, "public/talent_position.html", context)


def _run_or_404(request: HttpRequest, public_id: UUID) -> PlacementRun:
    rows = PlacementRun.objects.filter(cohort__in=visible_cohorts(request.user))
    return found_or_404(
        rows.select_related("cohort__programme__partnership", "cohort__side__city")
        .filter(public_id=public_id)
        .first()
    )


@require_safe
def talent_run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The certificate of a placement: digest, seed, lottery numbers, blocking pairs."""
    run = _run_or_404(request, public_id)
    cohort = run.cohort
    load_cohort(cohort)
    numbers = [one["id"] for one in run.lists["applicants"]] if run.lists else []
    context = {
        "section": "talent",
        "run": run,
        "cohort": cohort,
        "certificate": run.certificate,
        "lottery": lottery_of(run.certificate["seed"], numbers),
        "is_stable": run.certificate["is_stable"],
        "trail": talent_trail(
            (plain(cohort, "title"), reverse("talent_cohort", args=[cohort.public_id])),
            (_("Certificate of the placement"), None),
        ),
    }
    return render(request, "public/talent_run.html", context)


@require_safe
def talent_run_json(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The certificate as data."""
    run = _run_or_404(request, public_id)
    return JsonResponse(run_json(run), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def talent_balance(request: HttpRequest) -> HttpResponse:
    """How many each city sent and received over the years; small numbers are not shown."""
    table = shown_balance(flows(request.user))
    keys = {key for row in table.rows for key in (row.home, row.host)}
    cities = {one.key: one for one in City.objects.filter(key__in=keys)}
    load_texts(cities.values())
    rows = [(cities[row.home], cities[row.host], row) for row in table.rows]
    trail = talent_trail((_("Balance of the cities"), None))
    context = {"section": "talent", "table": table, "rows": rows, "trail": trail}
    return render(request, "public/talent_balance.html", context)


def city_names(sides: list[Side]) -> dict[str, City]:
    """Key → city, for what names a city by its key."""
    return {side.city.key: side.city for side in sides}


def is_placed(cohort: Cohort) -> bool:
    """Whether results of a cohort stand."""
    return cohort.state in STANDING
