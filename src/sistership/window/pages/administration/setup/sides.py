"""Desks, calendars and languages of the sides."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.calendars import holiday_countries
from sistership.window.ground import clock
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, Organisation, Partnership
from sistership.window.pages.administration.forms.particulars import LanguagesForm
from sistership.window.pages.administration.forms.places import LocalDayForm
from sistership.window.pages.administration.frame import actor, administrator_page, is_done, posted
from sistership.window.pages.administration.setup.forms import (
    NEW_BODY,
    AnswerDaysForm,
    DeskForm,
    are_right,
    bodies_of,
)
from sistership.window.pages.administration.setup.steps import setup_of, show_step, url_after
from sistership.window.pages.closed_days import next_days_off
from sistership.window.pages.desk.forms.calendars import HoursForm

DAYS_SHOWN = 8


@require_http_methods(["GET", "POST"])
@administrator_page
def desks(request: HttpRequest, key: str) -> HttpResponse:
    """Which body of each city answers, where it reads its mail, and within how many days."""
    setup = setup_of(request, key)
    bodies = bodies_of(setup.sides)
    forms = [
        DeskForm(
            posted(request),
            prefix=side.city.key,
            initial=DeskForm.values_of(side),
            side=side,
            bodies=bodies,
        )
        for side in setup.sides
    ]
    days = AnswerDaysForm(
        posted(request), initial={"answer_working_days": setup.partnership.answer_working_days}
    )
    if request.method == "POST" and are_right([days, *forms]):
        with transaction.atomic():
            saved = [is_done(form, partial(_save_desk, request, form)) for form in forms]
            is_saved = all(saved) and is_done(days, lambda: _save_days(request, setup.partnership, days))
            transaction.set_rollback(not is_saved)
        if is_saved:
            return redirect(url_after(setup, "desks"))
    has_errors = days.errors or any(form.errors for form in forms)
    context = {"forms": forms, "days": days}
    return show_step(request, setup, "desks", context, status=422 if has_errors else 200)


def _save_desk(request: HttpRequest, form: DeskForm) -> None:
    side, values = form.side, form.cleaned_data
    if values["email"] != side.desk_email:
        people.set_desk_email(actor=actor(request), side=side, email=values["email"])
    body: Organisation | None = None
    if values["body"] == NEW_BODY:
        body = people.add_organisation(
            actor=actor(request),
            names={side.city.language: values["new_body"]},
            organisation_kind=form.kind,
            city=side.city,
        )
    elif values["body"]:
        body = Organisation.objects.get(public_id=UUID(values["body"]))
    if body != side.desk_organisation:
        people.set_desk_organisation(actor=actor(request), side=side, organisation=body)


def _save_days(request: HttpRequest, partnership: Partnership, form: AnswerDaysForm) -> None:
    if "answer_working_days" in form.changed_data:
        people.edit_partnership(
            actor=actor(request),
            partnership=partnership,
            summaries={},
            is_public=partnership.is_public,
            answer_working_days=form.cleaned_data["answer_working_days"],
            warning_days=partnership.warning_days,
        )


@require_http_methods(["GET", "POST"])
@administrator_page
def calendars(request: HttpRequest, key: str) -> HttpResponse:
    """The hours and the next days off of each city; note days on which its offices differ."""
    setup = setup_of(request, key)
    noted = request.POST.get("city", "")
    blocks = []
    for side in setup.sides:
        city = side.city
        form = LocalDayForm(request.POST if noted == city.key else None, prefix=city.key)
        if noted == city.key and is_done(form, partial(_note_day, request, city, form)):
            messages.success(request, _("The day was noted. The clocks of this city were computed anew."))
            return redirect("setup_calendars", key=key)
        is_hours = request.POST.get("hours") == city.key
        hours = HoursForm(
            request.POST if is_hours else None,
            prefix=f"{city.key}-hours",
            initial=HoursForm.values_of(city),
        )
        if is_hours and is_done(hours, partial(_set_hours, request, city, hours)):
            messages.success(
                request, _("The calendar was saved. The clocks of this city were computed anew.")
            )
            return redirect("setup_calendars", key=key)
        today = city.calendar().day_of(clock.now())
        days = next_days_off(city, today=today, count=DAYS_SHOWN)
        blocks.append((city, days, city.country in holiday_countries(), form, hours))
    has_errors = any(form.errors or hours.errors for *_rest, form, hours in blocks)
    return show_step(request, setup, "calendars", {"blocks": blocks}, status=422 if has_errors else 200)


def _set_hours(request: HttpRequest, city: City, form: HoursForm) -> None:
    people.set_office_hours(actor=actor(request), city=city, week=form.week())


def _note_day(request: HttpRequest, city: City, form: LocalDayForm) -> None:
    people.set_local_day(actor=actor(request), city=city, **form.cleaned_data)


@require_http_methods(["GET", "POST"])
@administrator_page
def languages(request: HttpRequest, key: str) -> HttpResponse:
    """In which languages each city publishes."""
    setup = setup_of(request, key)
    blocks = [
        (
            side.city,
            LanguagesForm(
                posted(request), prefix=side.city.key, initial=LanguagesForm.languages_of(side.city)
            ),
        )
        for side in setup.sides
    ]
    if request.method == "POST" and are_right([form for _city, form in blocks]):
        with transaction.atomic():
            for city, form in blocks:
                if form.chosen_languages() != city.published_languages:
                    people.set_publishing(
                        actor=actor(request), city=city, published_languages=form.chosen_languages()
                    )
        return redirect(url_after(setup, "languages"))
    has_errors = any(form.errors for _city, form in blocks)
    return show_step(request, setup, "languages", {"blocks": blocks}, status=422 if has_errors else 200)
