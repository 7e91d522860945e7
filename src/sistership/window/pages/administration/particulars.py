"""What is particular to a city: change its facts, languages, terms, official levels and links to law."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from sistership.window.ground.texts import load_texts
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, CityTerm, LawLink, OfficialLevel
from sistership.window.pages.administration.forms.particulars import (
    FactsForm,
    LawForm,
    LevelForm,
    PublishingForm,
    TermForm,
)
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    find,
    is_done,
    name_of,
    posted,
    show_form,
)
from sistership.window.pages.desk.forms.calendars import HoursForm


def _city(key: str) -> City:
    found = find(City.objects.all(), key=key)
    load_texts([found])
    return found


def _answer(
    request: HttpRequest, city: City, form: forms.Form, act: Callable[[], object], *, title: str, done: str
) -> HttpResponse:
    """The form about a city, or the city's page once it went through."""
    if request.method == "POST" and is_done(form, act):
        messages.success(request, done)
        return redirect("city", key=city.key)
    title = name_of(city) + pgettext("between a label and its value", ": ") + title
    return show_form(request, form, current="cities", title=title, submit=_("Save the changes"))


def _fix(form: forms.Form, *names: str) -> None:
    """Fields by which the row is known: to change them is to make another row."""
    for name in names:
        form.fields[name].disabled = True


@require_http_methods(["GET", "POST"])
@administrator_page
def city_hours(request: HttpRequest, key: str) -> HttpResponse:
    """The hours that its offices work, weekday by weekday."""
    city = _city(key)
    form = HoursForm(posted(request), initial=HoursForm.values_of(city))
    return _answer(
        request,
        city,
        form,
        lambda: people.set_office_hours(actor=actor(request), city=city, week=form.week()),
        title=_("Hours of the week"),
        done=_("The calendar was saved. The clocks of this city were computed anew."),
    )


@require_http_methods(["GET", "POST"])
@administrator_page
def city_facts(request: HttpRequest, key: str) -> HttpResponse:
    """Where the city lies and by which calendar it works."""
    city = _city(key)
    form = FactsForm(posted(request), initial=FactsForm.facts_of(city))
    return _answer(
        request,
        city,
        form,
        lambda: people.edit_city_facts(actor=actor(request), city=city, **form.facts()),
        title=_("place and calendar"),
        done=_("The city was changed. Its clocks were computed anew."),
    )


@require_http_methods(["GET", "POST"])
@administrator_page
def city_publishing(request: HttpRequest, key: str) -> HttpResponse:
    """In which languages the city publishes, and when its desk is open."""
    city = _city(key)
    initial = PublishingForm.values_of(city) | PublishingForm.languages_of(city)
    form = PublishingForm(posted(request), initial=initial)
    return _answer(
        request,
        city,
        form,
        lambda: people.set_publishing(
            actor=actor(request),
            city=city,
            published_languages=form.chosen_languages(),
            desk_hours=form.names(),
        ),
        title=_("languages and opening hours"),
        done=_("The city was changed."),
    )


@require_http_methods(["GET", "POST"])
@administrator_page
def city_term(request: HttpRequest, key: str) -> HttpResponse:
    """Add a term; `?term=` changes one."""
    city = _city(key)
    asked = request.GET.get("term", "")
    term = find(city.terms.all(), pk=int(asked)) if asked.isascii() and asked.isdigit() else None
    names = ("concept", "language", "term", "is_locked", "note")
    form = TermForm(posted(request), initial={name: getattr(term, name) for name in names} if term else None)
    if term:
        _fix(form, "concept", "language")
    return _answer(
        request,
        city,
        form,
        lambda: people.set_term(actor=actor(request), city=city, **form.cleaned_data),
        title=_("change a term") if term else _("add a term"),
        done=_("The term was saved."),
    )


@require_POST
@administrator_page
def city_term_remove(request: HttpRequest, key: str, term: int) -> HttpResponse:
    """Take a term out of the glossary."""
    found = find(CityTerm.objects.select_related("city"), pk=term, city__key=key)
    people.remove_term(actor=actor(request), term=found)
    messages.success(request, _("The term was removed."))
    return redirect("city", key=key)


def _asked_id(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
@administrator_page
def city_level(request: HttpRequest, key: str) -> HttpResponse:
    """Add a step of an official scale; `?level=` changes one."""
    city, asked = _city(key), _asked_id(request, "level")
    level = find(city.official_levels.all(), public_id=asked) if asked else None
    initial = None
    if level:
        initial = LevelForm.values_of(level) | {
            "topic": level.topic,
            "position": level.position,
            "source_url": level.source_url,
            "thresholds": LevelForm.lines_of(level.thresholds.all()),
        }
    form = LevelForm(posted(request), initial=initial)
    if level:
        _fix(form, "topic", "position")
    return _answer(
        request,
        city,
        form,
        lambda: people.set_official_level(
            actor=actor(request),
            city=city,
            topic=form.cleaned_data["topic"],
            position=form.cleaned_data["position"],
            names=form.names(),
            thresholds=form.cleaned_data["thresholds"],
            source_url=form.cleaned_data["source_url"],
        ),
        title=_("change an official level") if level else _("add an official level"),
        done=_("The level was saved."),
    )


@require_POST
@administrator_page
def city_level_remove(request: HttpRequest, key: str, level: UUID) -> HttpResponse:
    """Take a step out of an official scale."""
    found = find(OfficialLevel.objects.select_related("city"), public_id=level, city__key=key)
    people.remove_official_level(actor=actor(request), level=found)
    messages.success(request, _("The level was removed."))
    return redirect("city", key=key)


@require_http_methods(["GET", "POST"])
@administrator_page
def city_law(request: HttpRequest, key: str) -> HttpResponse:
    """Add a link to law; `?link=` changes one."""
    city, asked = _city(key), _asked_id(request, "link")
    link = find(city.law_links.all(), public_id=asked) if asked else None
    initial = None
    if link:
        initial = LawForm.values_of(link) | {
            "topic": link.topic,
            "url": link.url,
            "checked_on": link.checked_on,
        }
    form = LawForm(posted(request), initial=initial)
    if link:
        _fix(form, "url")
    return _answer(
        request,
        city,
        form,
        lambda: people.set_law_link(
            actor=actor(request),
            city=city,
            topic=form.cleaned_data["topic"],
            url=form.cleaned_data["url"],
            titles=form.names(),
            checked_on=form.cleaned_data["checked_on"],
        ),
        title=_("change a link to law") if link else _("add a link to law"),
        done=_("The link was saved."),
    )


@require_POST
@administrator_page
def city_law_remove(request: HttpRequest, key: str, link: UUID) -> HttpResponse:
    """Take a link to law away."""
    found = find(LawLink.objects.select_related("city"), public_id=link, city__key=key)
    people.remove_law_link(actor=actor(request), link=found)
    messages.success(request, _("The link was removed."))
    return redirect("city", key=key)
