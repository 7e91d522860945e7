"""When the offices of one's own city work: the hours of the week, closures, make-up days, and the year."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.common.calendars import holiday_countries
from sistership.common.errors import SistershipError
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, LocalDay
from sistership.window.offices.people.rules import grants_of, require
from sistership.window.pages.calendar_year import year_of
from sistership.window.pages.desk.forms.calendars import FIRST_YEAR, LAST_YEAR, DaysForm, HoursForm
from sistership.window.pages.desk.forms.choices import name_of
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.frame import DeskRequest, desk_page, show


@require_safe
@desk_page
def desk_calendars(request: DeskRequest) -> HttpResponse:
    """The calendars of the reader's cities; straight to it where there is one."""
    own = list(City.objects.filter(pk__in=filter(None, grants_of(request.user).staff_cities)).order_by("key"))
    if len(own) == 1:
        return redirect("desk_calendar", key=own[0].key)
    load_texts(own)
    return show(request, "desk/calendars.html", {"cities": own}, current="calendars")


def _city(request: DeskRequest, key: str) -> City:
    city = City.objects.filter(key=key).first()
    if city is None:
        raise Http404
    require(request.user, "city.keep_calendar", city)
    load_texts([city])
    return city


def _year(request: DeskRequest, today: int) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today
    return min(max(year, FIRST_YEAR), LAST_YEAR)


@require_http_methods(["GET", "POST"])
@desk_page
def desk_calendar(request: DeskRequest, key: str) -> HttpResponse:
    """One city's calendar; `?year=` shows another year."""
    city = _city(request, key)
    asked = request.POST.get("do") if request.method == "POST" else None
    hours = HoursForm(request.POST if asked == "hours" else None, initial=HoursForm.values_of(city))
    days = DaysForm(request.POST if asked == "days" else None)
    form: forms.Form | None = {"hours": hours, "days": days}.get(asked or "")
    if form is not None and form.is_valid():
        try:
            if form is hours:
                people.set_office_hours(actor=request.user.ref, city=city, week=hours.week())
            else:
                people.set_local_days(actor=request.user.ref, city=city, days=days.cleaned_data["lines"])
        except SistershipError as error:
            form.add_error(None, say(error))
        else:
            messages.success(
                request, _("The calendar was saved. The clocks of this city were computed anew.")
            )
            return redirect(request.get_full_path())
    year = _year(request, city.calendar().day_of(clock.now()).year)
    context = {
        "city": city,
        "hours_form": hours,
        "days_form": days,
        "year": year,
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < LAST_YEAR else None,
        "months": year_of(city, year),
        "weekdays": list(WEEKDAYS_ABBR.values()),
        "holidays_known": city.country in holiday_countries(),
        "trail": [(_("My desk"), reverse("desk")), (_("Office hours and closed days"), None)],
        "title": _("When the offices of %(city)s work") % {"city": name_of(city)},
    }
    has_errors = hours.errors or days.errors
    status = 422 if has_errors else 200
    return show(request, "desk/calendar.html", context, current="calendars", status=status)


@require_POST
@desk_page
def desk_calendar_remove(request: DeskRequest, key: str, day: int) -> HttpResponse:
    """Follow the public calendar on that day again."""
    city = _city(request, key)
    found = LocalDay.objects.select_related("city").filter(pk=day, city=city).first()
    if found is None:
        raise Http404
    year = found.on.year
    people.remove_local_day(actor=request.user.ref, day=found)
    messages.success(request, _("The day follows the public calendar again."))
    return redirect(f"{reverse('desk_calendar', args=[key])}?year={year}")
