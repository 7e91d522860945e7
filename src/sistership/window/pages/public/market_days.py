"""Matchmaking days on the page of a profile's owner: register with the profile, or go to one's own plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import SistershipError
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.states import ProfileState
from sistership.window.offices.matchdays.actions import registering
from sistership.window.offices.matchdays.addresses import secret_of
from sistership.window.offices.matchdays.models import Matchday
from sistership.window.offices.matchdays.queries.days import days_for
from sistership.window.pages.desk.speech import say
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.market_link import by_owner
from sistership.window.pages.public.matchday_forms import ParticularsForm
from sistership.window.pages.public.matchdays import tell_days


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day, with the address at which the owner registers or sees the plan."""

    matchday: Matchday
    is_registered: bool
    url: str


def own_days(profile: Profile, secret: str) -> list[OwnDay]:
    """Days to which a published profile may come, and those at which it is registered."""
    found = days_for(profile)
    tell_days([one for one, _registration in found])
    return [
        OwnDay(
            one,
            registration is not None,
            reverse("own_matchday", args=[secret_of(registration)])
            if registration
            else reverse("market_matchday", args=[secret, one.public_id]),
        )
        for one, registration in found
        if registration or profile.state == ProfileState.PUBLISHED
    ]


@by_owner
@require_http_methods(("GET", "HEAD", "POST"))
def market_matchday(request: HttpRequest, profile: Profile, secret: str, public_id: UUID) -> HttpResponseBase:
    """Take part in a day with a profile; address, city and language are the profile's."""
    registrations = dict(days_for(profile)) if profile.state == ProfileState.PUBLISHED else {}
    matchday: Matchday = found_or_404(
        next((one for one in registrations if one.public_id == public_id), None)
    )
    registration = registrations[matchday]
    if registration:
        return HttpResponseRedirect(reverse("own_matchday", args=[secret_of(registration)]))
    tell_days([matchday])
    form = ParticularsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "name": profile.organisation_name,
            "person": profile.contact_name,
            "languages": [registering.primary(profile.language)],
        },
        matchday=matchday,
        slots=list(matchday.slots.all()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = registering.register(
                actor=None,
                matchday=matchday,
                profile=profile,
                email=profile.contact_email,
                city=profile.city,
                language=profile.language,
                **form.values(),
            )
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            messages.success(request, _("You take part. This page is yours; its link went to you by letter."))
            return HttpResponseRedirect(reverse("own_matchday", args=[secret_of(made)]))
    context = {"section": "", "secret": secret, "matchday": matchday, "form": form, "profile": profile}
    return render(request, "public/market_matchday.html", context, status=422 if form.errors else 200)
