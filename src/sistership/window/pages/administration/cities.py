"""Cities: their names, and the days on which their offices differ from the public calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.common.text import LANGUAGE_NAMES
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.imports.queries import notes_of
from sistership.window.offices.people import actions as people
from sistership.window.offices.people import queries
from sistership.window.offices.people.models import City, LocalDay
from sistership.window.pages.administration.forms.places import CityPageForm, LocalDayForm, NewCityForm
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    find,
    is_done,
    name_of,
    page_of,
    posted,
    show,
    show_form,
)
from sistership.window.pages.topics import measures, topic_word


@require_safe
@administrator_page
def cities(request: HttpRequest) -> HttpResponse:
    """All cities of this window."""
    page = page_of(queries.cities(), request)
    load_texts(page)
    today = clock.now().date()
    for city in page:
        city.coming_days = [day for day in city.local_days.all() if day.on >= today]
    return show(request, "cities", {"page_obj": page}, current="cities")


@require_http_methods(["GET", "POST"])
@administrator_page
def city_add(request: HttpRequest) -> HttpResponse:
    """Add a city."""
    form = NewCityForm(posted(request))

    def act() -> None:
        values = form.cleaned_data
        people.add_city(
            actor=actor(request),
            key=values["key"],
            names=form.names(),
            **form.facts(),
            website=values["website"],
            aliases=values["aliases"],
        )

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The city was added."))
        return redirect("cities")
    return show_form(request, form, current="cities", title=_("Add a city"), submit=_("Add the city"))


def _show(request: HttpRequest, city: City, form: CityPageForm, day_form: LocalDayForm) -> HttpResponse:
    levels = list(city.official_levels.prefetch_related("thresholds"))
    links = list(city.law_links.all())
    load_texts([city], levels, links)
    context = {
        "city": city,
        "form": form,
        "day_form": day_form,
        "notes": notes_of(city),
        "days": city.local_days.order_by("on"),
        "languages": [LANGUAGE_NAMES[code] for code in city.published_languages or [city.language]],
        "week": list(zip(WEEKDAYS.values(), city.office_hours, strict=False)),
        "terms": city.terms.all(),
        "levels": [
            (level, topic_word(level.topic), measures(list(level.thresholds.all()))) for level in levels
        ],
        "links": [(link, topic_word(link.topic)) for link in links],
    }
    has_errors = form.errors or day_form.errors
    return show(request, "city", context, current="cities", status=422 if has_errors else 200)


def _names_form(city: City, data: object = None) -> CityPageForm:
    initial = CityPageForm.values_of(city) | {"website": city.website}
    initial["aliases"] = queries.aliases_of([city]).get(city.public_id, [])
    return CityPageForm(data, initial=initial)


@require_http_methods(["GET", "POST"])
@administrator_page
def city(request: HttpRequest, key: str) -> HttpResponse:
    """One city: change its names; its local days below."""
    there = City.objects.filter(key=key)
    if not there and (merged := queries.merged_into("city", key=key)):
        return redirect("city", key=City.objects.get(public_id=merged).key)
    found = there[0] if there else find(there)
    form = _names_form(found, posted(request))
    if request.method == "POST" and is_done(
        form,
        lambda: people.edit_city(
            actor=actor(request),
            city=found,
            names=form.names(),
            aliases=form.cleaned_data["aliases"],
            website=form.cleaned_data["website"],
        ),
    ):
        messages.success(request, _("The names of %(city)s were changed.") % {"city": name_of(found)})
        return redirect("city", key=key)
    return _show(request, found, form, LocalDayForm(prefix="day"))


@require_POST
@administrator_page
def city_day(request: HttpRequest, key: str) -> HttpResponse:
    """Say that the offices are closed, or work, on a day."""
    found = find(City.objects.all(), key=key)
    form = LocalDayForm(request.POST, prefix="day")

    def act() -> None:
        values = form.cleaned_data
        people.set_local_day(
            actor=actor(request),
            city=found,
            on=values["on"],
            is_working=values["is_working"],
            note=values["note"],
        )

    if is_done(form, act):
        messages.success(request, _("The day was noted. The clocks of this city were computed anew."))
        return redirect("city", key=key)
    return _show(request, found, _names_form(found), form)


@require_POST
@administrator_page
def city_day_remove(request: HttpRequest, key: str, day: int) -> HttpResponse:
    """Follow the public calendar on that day again."""
    found = find(LocalDay.objects.select_related("city"), pk=day, city__key=key)
    people.remove_local_day(actor=actor(request), day=found)
    messages.success(request, _("The day follows the public calendar again."))
    return redirect("city", key=key)
