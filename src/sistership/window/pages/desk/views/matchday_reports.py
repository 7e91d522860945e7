"""What a matchmaking day came to, and what the organiser takes away: tables and EVENT.json."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.formats.tables import Table, write_csv
from sistership.window.offices.matchdays import engine
from sistership.window.offices.matchdays.actions.planning import published_plan
from sistership.window.offices.matchdays.exchange import plan_table, report_table
from sistership.window.offices.matchdays.models import Matchday
from sistership.window.offices.matchdays.queries.days import meetings_of
from sistership.window.offices.matchdays.queries.report import LEAST, report_of
from sistership.window.offices.matchdays.queries.work import current_document
from sistership.window.pages.desk.own_desks import own_desks
from sistership.window.pages.desk.views.frame import DeskRequest, desk_page, show
from sistership.window.pages.desk.views.matchdays import CURRENT, day_trail, find_day
from sistership.window.pages.matchday_words import MEASURES


@desk_page
@require_safe
def report(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The measures of the day beside what is usual in the field."""
    desks = own_desks(request.user)
    matchday = find_day(request, public_id)
    found = report_of(matchday)
    names = {side.city.key: side.city for side in desks.around}
    context = {
        "matchday": matchday,
        "report": found,
        "least": LEAST,
        "measures": [
            {
                "name": MEASURES[one.key],
                "one": one,
                "value": None if one.value is None else one.value * 100 if one.is_share else one.value,
                "from": one.least * 100 if one.is_share else one.least,
                "to": one.most * 100 if one.most and one.is_share else one.most,
            }
            for one in found.measures
        ],
        "cities": [(names.get(one.city), one) for one in found.cities],
        "trail": day_trail(matchday, (_("Report"), None)),
    }
    return show(request, "desk/matchdays/report.html", context, current=CURRENT, sides=desks.around)


def _csv(table: Table, matchday: Matchday, name: str) -> HttpResponse:
    response = HttpResponse(write_csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{matchday.on or "undated"}.csv"'  # type: ignore[attr-defined]
    return response


@desk_page
@require_safe
def report_csv(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The report as a table."""
    matchday = find_day(request, public_id)
    return _csv(report_table(report_of(matchday)), matchday, "matchday-report")


@desk_page
@require_safe
def plan_csv(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The published plan as a table; empty where none is published."""
    matchday = find_day(request, public_id)
    plan = published_plan(matchday)
    return _csv(plan_table(matchday, meetings_of(plan) if plan else ()), matchday, "matchday-plan")


@desk_page
@require_safe
def event_json(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """EVENT.json for `sistership match schedule`; whom somebody refuses is not in it."""
    matchday = find_day(request, public_id, to_write=True)
    document = current_document(matchday, published_plan(matchday), engine.fits_of(matchday))
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="event.json"'
    return response
