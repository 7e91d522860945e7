"""The first document, the first officers, and the end."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.notices import invitations
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Account, City, Grant, Role
from sistership.window.offices.people.rules import grants_of
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    is_done,
    name_of,
    reader_of,
)
from sistership.window.pages.administration.setup.forms import OfficerForm
from sistership.window.pages.administration.setup.steps import STAFF, Setup, setup_of, show_step
from sistership.window.pages.desk.speech import say

READER = "desk_new_reading"
"""The page that reads a document and drafts records from it."""


def _reader_url() -> str:
    try:
        return reverse(READER)
    except NoReverseMatch:
        return ""


def own_cities(request: HttpRequest, setup: Setup) -> list[City]:
    """Cities of the partnership for which the reader acts."""
    staff = grants_of(reader_of(request)).staff_cities
    return [side.city for side in setup.sides if side.city_id in staff]


@require_safe
@administrator_page
def document(request: HttpRequest, key: str) -> HttpResponse:
    """Bring in the first document; whoever is no officer yet is asked for which city they act."""
    setup = setup_of(request, key)
    agreements = list(Agreement.objects.filter(partnership=setup.partnership).order_by("pk")[:10])
    load_texts(agreements)
    context = {"agreements": agreements, "own": own_cities(request, setup), "reader_url": _reader_url()}
    return show_step(request, setup, "document", context)


@require_POST
@administrator_page
def officer(request: HttpRequest, key: str) -> HttpResponse:
    """Make the administrator officer of one of the cities as well; the journal says so."""
    setup = setup_of(request, key)
    city = next((side.city for side in setup.sides if side.city.key == request.POST.get("city")), None)
    if city is None:
        messages.error(request, _("Choose one of the two cities"))
    else:
        try:
            people.grant_role(actor=actor(request), account=reader_of(request), role=Role.OFFICER, city=city)
        except SistershipError as error:
            messages.error(request, say(error))
        else:
            messages.success(request, _("You are an officer of %(city)s now.") % {"city": name_of(city)})
    return redirect(_back(request, setup))


def _back(request: HttpRequest, setup: Setup) -> str:
    name = "setup_invitations" if request.POST.get("from") == "invitations" else "setup_document"
    return reverse(name, args=[setup.partnership.key])


@require_http_methods(["GET", "POST"])
@administrator_page
def officers(request: HttpRequest, key: str) -> HttpResponse:
    """Who acts for each city; invite the first ones by mail."""
    setup = setup_of(request, key)
    held = (
        Grant.objects.filter(city__in=[side.city_id for side in setup.sides], role__in=STAFF)
        .select_related("account")
        .order_by("account__email", "role")
    )
    known: dict[int, dict[int, Account]] = {}
    for grant in held:
        if grant.account.is_active and grant.city_id:
            known.setdefault(grant.city_id, {})[grant.account_id] = grant.account
    invited = request.POST.get("city", "")
    own = own_cities(request, setup)
    blocks = []
    for side in setup.sides:
        city = side.city
        form = OfficerForm(
            request.POST if invited == city.key else None,
            prefix=city.key,
            initial={"language": city.language, "email": "" if known.get(city.pk) else side.desk_email},
        )
        if invited == city.key and is_done(form, partial(_invite, request, city, form)):
            messages.success(request, _("The invitation is on its way."))
            return redirect("setup_invitations", key=key)
        blocks.append((city, list(known.get(city.pk, {}).values()), form, city in own))
    has_errors = any(form.errors for _city, _known, form, _own in blocks)
    return show_step(request, setup, "invitations", {"blocks": blocks}, status=422 if has_errors else 200)


def _invite(request: HttpRequest, city: City, form: OfficerForm) -> None:
    invitations.invite(actor=actor(request), role=Role.OFFICER, city=city, **form.cleaned_data)


@require_safe
@administrator_page
def end(request: HttpRequest, key: str) -> HttpResponse:
    """What is ready, what is left, and what to do next."""
    setup = setup_of(request, key)
    context = {"own": own_cities(request, setup), "reader_url": _reader_url()}
    return show_step(request, setup, "end", context)
