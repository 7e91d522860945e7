"""Matchmaking days that anybody may read about, and registering for one without an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.matchdays.actions import registering
from sistership.window.offices.matchdays.actions.steps import day_word
from sistership.window.offices.matchdays.models import Matchday
from sistership.window.offices.matchdays.queries.days import load_day_texts, takes_registrations, with_times
from sistership.window.offices.matchdays.rules import visible_matchdays
from sistership.window.offices.matchdays.states import DayState
from sistership.window.offices.people.models import City
from sistership.window.pages.desk.speech import say
from sistership.window.pages.matchday_words import day_of, tell_times
from sistership.window.pages.public.enquiry_link import secretly
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.matchday_forms import RegisterForm
from sistership.window.pages.templatetags.window import plain

PER_PAGE = 20


def tell_days(days: list[Matchday]) -> list[Matchday]:
    """Give each day `on`, `until` and `word`, with texts loaded."""
    load_day_texts(days)
    for one in days:
        one.on = day_of(one.first_at, one.zone) if one.first_at else None  # type: ignore[attr-defined]
        one.until = day_of(one.last_at, one.zone) if one.last_at else None  # type: ignore[attr-defined]
        one.word = day_word(one.state)  # type: ignore[attr-defined]
    return days


@require_safe
def matchdays(request: HttpRequest) -> HttpResponse:
    """Days that are open or over, the newest first."""
    rows = with_times(visible_matchdays(request.user).exclude(state=DayState.DRAFT))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = tell_days(list(page.object_list))
    return render(request, "public/matchdays/list.html", {"page_obj": page, "query": ""})


def _day(request: HttpRequest, public_id: UUID) -> Matchday:
    rows = with_times(visible_matchdays(request.user)).filter(public_id=public_id)
    return tell_days([found_or_404(rows.first())])[0]


@require_safe
def matchday(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One day: when, where, for whom, and how to take part."""
    found = _day(request, public_id)
    slots = tell_times(found.slots.all(), found.zone)
    context = {
        "matchday": found,
        "slots": slots,
        "minutes": round((slots[0].ends_at - slots[0].starts_at).total_seconds() / 60) if slots else 0,
        "breaks": tell_times(found.breaks.all(), found.zone),  # type: ignore[arg-type]
        "is_open": takes_registrations(found),
        "trail": [(_("Matchmaking days"), "../"), (plain(found, "title"), None)],
    }
    load_texts(context["breaks"])  # type: ignore[arg-type]
    return render(request, "public/matchdays/day.html", context)


@secretly
@require_http_methods(("GET", "HEAD", "POST"))
def matchday_register(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take part without an account; the link comes by mail."""
    found = _day(request, public_id)
    cities = list(
        City.objects.filter(sides__partnership=found.side.partnership_id).order_by("sides__position")
    )
    load_texts(cities)
    slots = list(found.slots.all())
    form = RegisterForm(
        request.POST if request.method == "POST" else None, matchday=found, slots=slots, cities=cities
    )
    if request.method == "POST" and form.is_valid():
        if not consume(request, action="enquire"):
            form.add_error(None, _("Too many registrations came from here. Please wait an hour."))
        elif form.is_from_a_program:
            return render(request, "public/matchdays/registered.html", {"matchday": found, "section": ""})
        else:
            try:
                _register(found, form, cities)
            except SistershipError as error:
                form.add_error(error.where if error.where in form.fields else None, say(error))
            else:
                return render(request, "public/matchdays/registered.html", {"matchday": found, "section": ""})
    context: dict[str, Any] = {"matchday": found, "form": form, "is_open": takes_registrations(found)}
    return render(request, "public/matchdays/register.html", context, status=422 if form.errors else 200)


def _register(matchday: Matchday, form: RegisterForm, cities: list[City]) -> None:
    registering.register(
        actor=None,
        matchday=matchday,
        email=form.cleaned_data["email"],
        city=next(one for one in cities if one.key == form.cleaned_data["city"]),
        language=form.cleaned_data["language"],
        **form.values(),
    )
