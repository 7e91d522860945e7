"""The applicant's own page, by the link: how it stands, list, results with reasons, agreement, reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sistership.common.errors import MissingPartError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import City
from sistership.window.offices.talent.agreement_words import agreement_words
from sistership.window.offices.talent.engine import reasons_against
from sistership.window.offices.talent.erasure import export_application
from sistership.window.offices.talent.models import Application, Party, Placement, PlacementRun, ReportKind
from sistership.window.offices.talent.queries.cohorts import load_cohort, newest_run, position_rows
from sistership.window.offices.talent.states import HOLDING
from sistership.window.pages.desk.speech import say
from sistership.window.pages.public.talent_apply import STEPS, missing_steps
from sistership.window.pages.public.talent_link import by_link_of
from sistership.window.pages.talent_words import levels_said, reason_said, skills_said, state_of


def own_placement(application: Application) -> Placement | None:
    """The place that the applicant holds, with what its page shows."""
    rows = application.placements.filter(state__in=HOLDING).select_related("position__cohort__side__city")
    found = (
        rows.select_related("position__city", "position__cohort__programme__partnership", "application")
        .prefetch_related("signatures", "reports")
        .first()
    )
    if found is not None:
        load_texts([found.position], [found.position.city])
    return found


def reasons_for(application: Application, run: PlacementRun) -> list[tuple[Any, str]]:
    """(position, why not there) of every position on the applicant's list, the dearest first."""
    if run.lists is None or run.outcome is None:
        return []
    row = next((one for one in run.lists["applicants"] if one["id"] == application.number), None)
    by_number = {one.number: one for one in position_rows(application.cohort)}
    numbers = [number for number in (row["choices"] if row else ()) if number in by_number]
    reasons = reasons_against(
        run.lists, run.outcome, seed=run.certificate["seed"], applicant=application.number, hosts=numbers
    )
    return [
        (by_number[number], reason_said(reason.kind, dict(reason.facts)))
        for number, reason in zip(numbers, reasons, strict=True)
    ]


@by_link_of(Application)
@require_safe
def talent_application(request: HttpRequest, application: Application, secret: str) -> HttpResponseBase:
    """How it stands, and all that the applicant may do."""
    cohort = application.cohort
    cities = [side.city for side in load_cohort(cohort)]
    placement = own_placement(application)
    run = newest_run(cohort) if cohort.state in ("placed", "ended") else None
    reasons, reasons_missing = [], ""
    try:
        reasons = reasons_for(application, run) if run else []
    except MissingPartError as error:
        reasons_missing = say(error)
    mark, word = state_of(placement or application)
    choices = [] if reasons else list(application.choices.select_related("position__city").order_by("rank"))
    if choices:
        load_texts([one.position for one in choices])
    home = next((one for one in cities if one.pk == application.home_city_id), None)
    reports = (
        {one.report_kind: one for one in placement.reports.all() if one.party == Party.STUDENT}
        if placement
        else {}
    )
    context: dict[str, Any] = {
        "section": "talent",
        "application": application,
        "cohort": cohort,
        "secret": secret,
        "mark": mark,
        "word": word,
        "steps": STEPS[:-1],
        "home": home,
        "levels": levels_said(application.languages),
        "skills": skills_said(application.skills),
        "choices": choices,
        "missing": missing_steps(application) if application.state == "begun" else [],
        "may_change": cohort.state == "open" and placement is None and application.state != "withdrawn",
        "may_withdraw": placement is None
        and cohort.state in ("open", "ranking", "placed")
        and application.state != "withdrawn",
        "placement": placement,
        "may_sign": placement is not None and placement.state == "offered",
        "may_give_back": placement is not None and placement.state in ("offered", "accepted", "agreed"),
        "may_report": placement is not None and placement.state in ("agreed", "running"),
        "reports": [(kind, label, reports.get(kind)) for kind, label in ReportKind.choices],
        "reasons": reasons,
        "reasons_missing": reasons_missing,
        "run": run,
        "grievances": list(application.grievances.select_related("case")),
        **agreement_context(placement),
    }
    return render(request, "public/talent_application.html", context)


def agreement_context(placement: Placement | None) -> dict[str, Any]:
    """The agreement's words and who has signed."""
    if placement is None:
        return {}
    signed = {one.party: one for one in placement.signatures.all()}
    return {
        "zone": placement.position.cohort.side.city.timezone,
        "agreement": agreement_words(placement, get_language() or "en"),
        "signatures": [(label, signed.get(party)) for party, label in Party.choices],
    }


@by_link_of(Application)
@require_safe
def talent_application_data(request: HttpRequest, application: Application, secret: str) -> HttpResponseBase:
    """All that the window holds for the applicant, as data."""
    response = JsonResponse(
        export_application(application), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="{application.number}.json"'
    return response


def attached(content: bytes, name: str) -> HttpResponse:
    """A PDF to take away."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def names_of(cities: list[City]) -> dict[str, City]:
    """Key → city."""
    return {one.key: one for one in cities}
