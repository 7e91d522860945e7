"""Write a profile page by page, without an account or script; gone on with by a secret link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sistership.common.errors import InputError, StateError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.actions import writing
from sistership.window.offices.market.actions.living import may_be_written
from sistership.window.offices.market.actions.steps import OWNER
from sistership.window.offices.market.addresses import owner_secret
from sistership.window.offices.market.answers import PAGES, page_of
from sistership.window.offices.market.models import Profile
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import visible_cities
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.experts import uploads_of
from sistership.window.pages.market_words import sector_word
from sistership.window.pages.public import market_forms
from sistership.window.pages.public.market_link import by_owner

METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form."""

    form: type[market_forms.StepForm]
    title: str | Promise
    lead: str | Promise = ""


STEPS: dict[str, Step] = {
    "words": Step(
        market_forms.WordsForm,
        gettext_lazy("What do you offer, what do you need?"),
        gettext_lazy(
            "Write in your own language. Everybody reads this page, so leave out names, addresses and links. "
            "One of the two is enough, but who says both is found twice as well."
        ),
    ),
    "facts": Step(
        market_forms.FactsForm,
        gettext_lazy("What can be compared"),
        gettext_lazy("Leave out what does not fit you."),
    ),
    "party": Step(
        market_forms.PartyForm,
        gettext_lazy("Who are you?"),
        gettext_lazy(
            "Officers read this. The other party reads it when both of you have said yes, and nobody before."
        ),
    ),
    "files": Step(
        market_forms.FilesForm,
        gettext_lazy("Documents"),
        gettext_lazy(
            "A leaflet, a data sheet. The other party reads them when both of you have said yes. You can "
            "leave this out."
        ),
    ),
}
"""In the order in which they are asked."""


@rate_limit(action="enquire")
@require_http_methods(METHODS)
def market_begin(request: HttpRequest) -> HttpResponse:
    """Say where and what one is; the profile has a link of its own from then on."""
    cities = list(visible_cities(request.user).order_by("key"))
    load_texts(cities)
    form = market_forms.BeginForm(request.POST if request.method == "POST" else None, cities=cities)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return HttpResponseRedirect(request.path)
        given = form.cleaned_data
        city = next(one for one in cities if one.key == given["city"])
        profile = writing.begin(
            actor=OWNER,
            city=city,
            language=given["language"],
            answers={"profile_kind": given["profile_kind"]},
        )
        return HttpResponseRedirect(reverse("market_step", args=[owner_secret(profile), "words"]))
    context = {"form": form, "section": "market"}
    return render(request, "public/market_begin.html", context, status=422 if form.errors else 200)


def _cities(profile: Profile) -> list[City]:
    """The partner cities of a profile's city."""
    rows = City.objects.filter(partnerships__sides__city=profile.city_id).exclude(pk=profile.city_id)
    cities = list(rows.distinct().order_by("key"))
    load_texts(cities)
    return cities


def _form(step: str, request: HttpRequest, profile: Profile) -> market_forms.StepForm:
    cities = _cities(profile) if step == "facts" else []
    if request.method == "POST":
        return STEPS[step].form(request.POST, request.FILES, cities=cities)
    known = {name: value for name, value in writing.newest_answers(profile).items() if value is not None}
    return STEPS[step].form(initial=known, cities=cities)


def _keep(step: str, profile: Profile, form: market_forms.StepForm) -> None:
    if step == "files":
        writing.attach(actor=OWNER, profile=profile, uploads=uploads_of(form.cleaned_data["files"]))
    else:
        writing.write(actor=OWNER, profile=profile, answers=form.answers())


def refuse(form: Any, error: InputError | StateError) -> None:
    """Show what an action refused beside the field that it names, else above the form."""
    where = "sector_1" if error.where == "sectors" else error.where
    form.add_error(where if where in form.fields else None, say(error))


@by_owner
@require_http_methods(METHODS)
def market_step(request: HttpRequest, profile: Profile, secret: str, step: str) -> HttpResponseBase:
    """Ask one page, keep its answers, go on."""
    if step not in STEPS:
        raise Http404(_("There is no such page, or it is not public."))
    if not may_be_written(profile):
        messages.info(request, _("Your profile is being checked, and cannot be changed meanwhile."))
        return HttpResponseRedirect(reverse("market_own", args=[secret]))
    names = list(STEPS)
    place = names.index(step)
    if request.method == "POST" and request.POST.get("remove"):
        _detach(request, profile)
        return HttpResponseRedirect(request.path)
    form = _form(step, request, profile)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(step, profile, form)
        except (InputError, StateError) as error:
            refuse(form, error)
        else:
            if request.POST.get("later"):
                messages.success(request, _("It is saved."))
                return HttpResponseRedirect(reverse("market_own", args=[secret]))
            further = names[place + 1] if place + 1 < len(names) else None
            return HttpResponseRedirect(
                reverse("market_step", args=[secret, further])
                if further
                else reverse("market_check", args=[secret])
            )
    context = {
        "secret": secret,
        "step": STEPS[step],
        "form": form,
        "files": list(profile.files.all()) if step == "files" else [],
        "place": place + 1,
        "count": len(names),
        "back": reverse("market_step", args=[secret, names[place - 1]])
        if place
        else reverse("market_own", args=[secret]),
        "section": "market",
    }
    return render(request, "public/market_step.html", context, status=422 if form.errors else 200)


def _detach(request: HttpRequest, profile: Profile) -> None:
    found = next((one for one in profile.files.all() if str(one.public_id) == request.POST["remove"]), None)
    if found:
        writing.detach(actor=OWNER, profile=profile, file_id=found.public_id)


@by_owner
@require_http_methods(METHODS)
def market_check(request: HttpRequest, profile: Profile, secret: str) -> HttpResponseBase:
    """All answers once more, then hand in."""
    form = market_forms.SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            writing.hand_in(actor=OWNER, profile=profile)
        except InputError as error:
            messages.error(request, say(error))
            return HttpResponseRedirect(reverse("market_step", args=[secret, page_of(error.where)]))
        except StateError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Your profile has arrived. An officer checks it and writes to you."))
            return HttpResponseRedirect(reverse("market_own", args=[secret]))
    answers = writing.newest_answers(profile)
    context = {
        "secret": secret,
        "form": form,
        "pages": [_answered(name, answers, profile, secret) for name in STEPS],
        "back": reverse("market_step", args=[secret, list(STEPS)[-1]]),
        "section": "market",
    }
    return render(request, "public/market_check.html", context, status=422 if form.errors else 200)


def _answered(step: str, answers: dict[str, Any], profile: Profile, secret: str) -> dict[str, Any]:
    """A page's answers as their writer gave them."""
    rows: list[tuple[Any, str]] = []
    if step == "files":
        rows = [(_("File"), one.name) for one in profile.files.all()] or [(_("Files"), _("None"))]
    else:
        fields: dict[str, Any] = STEPS[step].form.base_fields
        for name in PAGES[step]:
            value = answers.get(name)
            if value in (None, "", []):
                continue
            label = fields[name].label if name in fields else _("Sectors")
            if name == "profile_kind":
                continue
            rows.append((label, _said(name, value, fields)))
    return {
        "title": STEPS[step].title,
        "rows": rows,
        "url": reverse("market_step", args=[secret, step]),
    }


def _said(name: str, value: Any, fields: dict[str, Any]) -> str:
    if name == "sectors":
        return ", ".join(map(sector_word, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    choices = dict(getattr(fields.get(name), "choices", ()) or ())
    return str(choices.get(value, value))
