"""What each city's desk promises to those who ask, and what it achieved, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from sistership.formats.tables import write_csv
from sistership.report import KeptShare, kept_shares
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions.happening import promise_of
from sistership.window.offices.cases.models import Service, ServicePromise
from sistership.window.offices.cases.published import promises_json, promises_table
from sistership.window.offices.cases.queries.promises import Achieved, SidePromises, published_promises
from sistership.window.offices.cases.small_numbers import LEAST
from sistership.window.offices.cases.states import Clock
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.pages.public.enquiry_words import CLOCK_NAMES
from sistership.window.pages.public.found import partnership_or_404
from sistership.window.pages.public.names import city_name, partnership_name, trail_to


class ServiceFilter(forms.Form):
    """For which service."""

    service = forms.ChoiceField(
        label=pgettext_lazy("filter", "Service"),
        required=False,
        choices=[("", pgettext_lazy("filter", "All services")), *Service.choices],
    )


@dataclass(frozen=True, slots=True)
class SideTimes:
    """One side as the page shows it."""

    side: Side
    promise: ServicePromise
    months: list[tuple[date, Achieved | None, Achieved | None]]
    """Month, first answers, outcomes; months of which nothing may be said at the end are left out."""
    whole: tuple[Achieved | None, Achieved | None]
    chart: SafeString | None
    finding: str


def _found(request: HttpRequest, key: str) -> tuple[Partnership, list[SidePromises]]:
    partnership = partnership_or_404(request.user, key)
    sides = list(partnership.sides.prefetch_related("service_promises").select_related("city"))
    load_texts([side.city for side in sides])
    return partnership, published_promises(sides, now=clock.now())


def _finding(name: str, whole: Achieved | None) -> str:
    if whole is None:
        return _("%(city)s: fewer than %(least)d enquiries in twelve months, too few to say") % {
            "city": name,
            "least": LEAST,
        }
    return _("%(city)s: %(kept)d of %(number)d first answers within the promised time") % {
        "city": name,
        "kept": whole.kept,
        "number": whole.number,
    }


def _side_times(found: SidePromises, service: str) -> SideTimes:
    first = dict(found.by_month(Clock.FIRST_ANSWER, service))
    outcome = dict(found.by_month(Clock.OUTCOME, service))
    rows = [(month, first[month], outcome[month]) for month in found.months]
    whole = (found.whole(Clock.FIRST_ANSWER, service), found.whole(Clock.OUTCOME, service))
    finding = _finding(city_name(found.side), whole[0])
    chart = None
    if any(one for _month, one, _other in rows):
        columns = [
            KeptShare(date_format(month, "n"), one.share if one else None)
            for month, one, _other in reversed(rows)
        ]
        chart = mark_safe(kept_shares(columns, label=finding))  # noqa: S308 (drawn and escaped in report/)
    return SideTimes(
        side=found.side,
        promise=promise_of(found.side, service),
        months=[row for row in rows if row[1] or row[2]],
        whole=whole,
        chart=chart,
        finding=finding,
    )


@require_safe
def partnership_service(request: HttpRequest, key: str) -> HttpResponse:
    """Promised and achieved times of each side, for all services or one."""
    partnership, found = _found(request, key)
    form = ServiceFilter(request.GET)
    service = form.cleaned_data["service"] if form.is_valid() else ""
    context: dict[str, Any] = {
        "partnership": partnership,
        "name": partnership_name(one.side for one in found),
        "form": form,
        "sides": [_side_times(one, service) for one in found],
        "first_answer": CLOCK_NAMES[Clock.FIRST_ANSWER],
        "outcome": CLOCK_NAMES[Clock.OUTCOME],
        "least": LEAST,
        "trail": trail_to(partnership, (_("Promised and kept times"), None)),
    }
    return render(request, "public/service_times.html", context)


@require_safe
def partnership_service_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The figures as a table."""
    partnership, found = _found(request, key)
    response = HttpResponse(write_csv(promises_table(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="service-{partnership.key}.csv"'
    return response


@require_safe
def partnership_service_json(request: HttpRequest, key: str) -> HttpResponse:
    """The figures as data."""
    partnership, found = _found(request, key)
    response = JsonResponse({"partnership": partnership.key, "times": promises_json(found)})
    response["Content-Disposition"] = f'attachment; filename="service-{partnership.key}.json"'
    return response
