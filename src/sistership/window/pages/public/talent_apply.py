"""Apply to a cohort: one question a page, without an account or script; gone on with by a secret link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume
from allauth.decorators import rate_limit
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import InputError, SistershipError
from sistership.window.offices.people.models import City
from sistership.window.offices.talent.actions import applications as acting
from sistership.window.offices.talent.addresses import secret_of
from sistership.window.offices.talent.eligibility import conditions
from sistership.window.offices.talent.models import Application, Position
from sistership.window.offices.talent.queries.cohorts import cohort_page, load_cohort, position_rows
from sistership.window.pages.desk.speech import say
from sistership.window.pages.public import talent_forms
from sistership.window.pages.public.enquiry_link import secretly
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.talent import described
from sistership.window.pages.public.talent_link import by_link_of
from sistership.window.pages.talent_words import condition_said
from sistership.window.pages.templatetags.window import plain

METHODS = ("GET", "HEAD", "POST")
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the application."""

    name: str
    title: Words
    lead: Words = ""


STEPS = (
    Step(
        "about",
        gettext_lazy("Who are you?"),
        gettext_lazy("Hosts do not see this until you are placed with them."),
    ),
    Step("studies", gettext_lazy("Where and what do you study?")),
    Step(
        "skills",
        gettext_lazy("Which languages and skills do you bring?"),
        gettext_lazy("Levels are those of CEFR: A1 is a beginner, C2 like a native speaker."),
    ),
    Step("days", gettext_lazy("When are you free?")),
    Step(
        "choices",
        gettext_lazy("Which positions do you want most?"),
        gettext_lazy(
            "Give 1 to the one that you want most, then 2, and so on. No host learns at which place it "
            "stands, and no other order than your true one gains you anything. "
            "Leave out what you would not accept."
        ),
    ),
    Step("check", gettext_lazy("Check and hand in")),
)
BY_NAME = {one.name: one for one in STEPS}


@secretly
@rate_limit(action="enquire")
@require_http_methods(METHODS)
def talent_apply(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Begin an application: the link comes by mail."""
    cohort = found_or_404(cohort_page(request.user, public_id))
    load_cohort(cohort)
    form = talent_forms.ApplyForm(request.POST if request.method == "POST" else None)
    context = {"section": "talent", "cohort": cohort, "form": form}
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return render(request, "public/talent_asked.html", context)
        email = form.cleaned_data["email"]
        try:
            if consume(request, action="enquiry_links", key=f"talent:{email.lower()}"):
                acting.begin(cohort=cohort, email=email, language=form.cleaned_data["language"])
        except SistershipError as error:
            form.add_error("email" if error.where == "email" else None, say(error))
        else:
            return render(request, "public/talent_asked.html", context)
    return render(request, "public/talent_apply.html", context, status=422 if form.errors else 200)


@secretly
@require_http_methods(METHODS)
def talent_lost(request: HttpRequest) -> HttpResponseBase:
    """Have the links of one's applications mailed; the answer is the same whether there are any or not."""
    form = talent_forms.LostForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"section": "talent", "form": form}
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if consume(request, action="enquiry_links", key=f"talent:{email}") and not form.is_from_a_program:
            acting.mail_links(email=email, language=get_language() or "en")
        return render(request, "public/talent_asked.html", context)
    return render(request, "public/talent_lost.html", context, status=422 if form.errors else 200)


@by_link_of(Application)
@require_http_methods(METHODS)
def talent_application_step(
    request: HttpRequest, application: Application, secret: str, step: str
) -> HttpResponseBase:
    """One page of the application: shown, or kept and gone on from."""
    if step not in BY_NAME:
        raise Http404
    sides = load_cohort(application.cohort)
    cities = [side.city for side in sides]
    form, keep = _form_of(step, request, application, cities)
    if request.method == "POST" and form.is_valid():
        try:
            keep(form.cleaned_data)
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            return _onward(request, application, step)
    here = [one.name for one in STEPS].index(step)
    back = reverse("talent_application_step", args=[secret, STEPS[here - 1].name]) if here else ""
    context = {
        "section": "talent",
        "application": application,
        "secret": secret,
        "step": BY_NAME[step],
        "place": here + 1,
        "count": len(STEPS),
        "back": back or reverse("talent_application", args=[secret]),
        "form": form,
        **_around(step, application, cities),
    }
    template = {"choices": "public/talent_choices.html", "check": "public/talent_check.html"}
    return render(
        request, template.get(step, "public/talent_step.html"), context, status=422 if form.errors else 200
    )


def _onward(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    secret = secret_of(application)
    if step == STEPS[-1].name:
        messages.success(request, _("Your application is handed in. You can change it until the last day."))
        return HttpResponseRedirect(reverse("talent_application", args=[secret]))
    following = STEPS[[one.name for one in STEPS].index(step) + 1]
    return HttpResponseRedirect(reverse("talent_application_step", args=[secret, following.name]))


def _form_of(
    step: str, request: HttpRequest, application: Application, cities: list[City]
) -> tuple[forms.Form, Callable[[dict[str, Any]], object]]:
    """The form of a step, and what keeps it."""
    data = request.POST if request.method == "POST" else None

    def write(values: dict[str, Any]) -> object:
        kept = {name: value for name, value in values.items() if name in acting.COLUMNS}
        if "home_city" in kept:
            kept["home_city"] = next((one for one in cities if one.key == kept["home_city"]), None)
        return acting.write(application=application, **kept)

    initial = {name: getattr(application, name) for name in acting.COLUMNS}
    initial["home_city"] = application.home_city.key if application.home_city else ""
    if step == "about":
        return talent_forms.AboutForm(data, initial=initial), write
    if step == "studies":
        return talent_forms.StudiesForm(data, initial=initial, cities=cities), write
    if step == "skills":
        return talent_forms.SkillsForm(data, initial=initial, given=application.languages), write
    if step == "days":
        return talent_forms.DaysForm(data, initial=initial), write
    if step == "choices":
        return _choices(data, application)
    return talent_forms.CheckForm(data, initial={"is_agreed": bool(application.agreed_at)}), (
        lambda values: acting.send(application=application, is_agreed=values["is_agreed"])
    )


def _choices(data: Any, application: Application) -> tuple[forms.Form, Callable[[dict[str, Any]], object]]:
    possible = [
        one
        for one in position_rows(application.cohort)
        if all(c.is_met for c in conditions(application, one))
    ]
    by_number = {one.number: one for one in possible}
    listed = dict(application.choices.values_list("position_id", "rank"))
    form = talent_forms.choices_form(data, possible, listed, application.cohort.most_choices)

    def keep(_values: dict[str, Any]) -> object:
        wanted = [by_number[name] for name in form.ordered()]
        if not wanted:
            raise InputError(_("List at least one position"), where="choices")
        return acting.choose(application=application, positions=wanted)

    return form, keep


def _around(step: str, application: Application, cities: list[City]) -> dict[str, Any]:
    if step == "check":
        return {"missing": missing_steps(application)}
    if step != "choices":
        return {}
    by_key = {one.key: one for one in cities}
    impossible: list[tuple[Position, list[str]]] = []
    for one in described(position_rows(application.cohort)):
        unmet = [condition_said(each, by_key) for each in conditions(application, one) if not each.is_met]
        if unmet:
            impossible.append((one, unmet))
    return {"impossible": impossible}


PLACES = {
    "name": "about",
    "home_city": "studies",
    "institution": "studies",
    "institution_email": "studies",
    "studies": "studies",
    "languages": "skills",
    "available_from": "days",
    "available_until": "days",
    "choices": "choices",
}


def missing_steps(application: Application) -> list[Step]:
    """The steps in which something is still missing."""
    wanted = {PLACES[one] for one in acting.missing_of(application)}
    return [one for one in STEPS if one.name in wanted]


def titled(position: Position) -> str:
    """Number and title, in the reader's language."""
    return f"{position.number} {plain(position, 'title')}"
