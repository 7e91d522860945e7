"""The page of a host, and that of who signs for a home institution, each by a secret link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import City
from sistership.window.offices.talent.actions import positions, stays
from sistership.window.offices.talent.models import Party, Placement, Position, ReportKind
from sistership.window.offices.talent.queries.cohorts import load_cohort
from sistership.window.offices.talent.queries.hosts import Candidate, candidates, suggested_order
from sistership.window.offices.talent.states import HOLDING
from sistership.window.pages.desk.speech import say
from sistership.window.pages.public.talent import described
from sistership.window.pages.public.talent_deeds import METHODS, Deed
from sistership.window.pages.public.talent_forms import OrderForm, ReportForm, SignForm
from sistership.window.pages.public.talent_link import by_link_of
from sistership.window.pages.public.talent_own import agreement_context
from sistership.window.pages.talent_words import levels_said, skills_said, state_of


def _rows(form: OrderForm, found: list[Candidate], cities: dict[int, City]) -> list[dict[str, Any]]:
    return [
        {
            "candidate": one,
            "field": form[one.number],
            "home": cities.get(one.home_city_id or 0),
            "levels": levels_said(one.languages),
            "shared": skills_said(one.shared_skills),
        }
        for one in found
    ]


def _stays(position: Position) -> list[Placement]:
    rows = position.placements.filter(state__in=HOLDING).select_related("application__home_city")
    found = list(rows.prefetch_related("signatures", "reports"))
    for one in found:
        one.mark, one.word = state_of(one)  # type: ignore[attr-defined]
        one.has_signed = any(each.party == Party.HOST for each in one.signatures.all())  # type: ignore[attr-defined]
    return found


@by_link_of(Position)
@require_http_methods(METHODS)
def talent_host(request: HttpRequest, position: Position, secret: str) -> HttpResponseBase:
    """Who asks for the position, in the order of numbers or by shared skills; the host orders them here."""
    sides = load_cohort(position.cohort)
    load_texts([position], [position.city])
    described([position])
    may_order = positions.is_open_for_orders(position)
    found = candidates(position) if may_order else []
    by_skills = request.GET.get("by") == "skills"
    shown = suggested_order(position, found) if by_skills else found
    form = OrderForm(
        request.POST if request.method == "POST" else None,
        candidates=found,
        initial={"asks": position.asks or "ranking"},
    )
    if request.method == "POST" and not may_order:
        messages.error(request, _("The lists are closed."))
        return HttpResponseRedirect(reverse("talent_host", args=[secret]))
    if request.method == "POST" and form.is_valid():
        try:
            positions.order_applicants(
                position=position, asks=form.cleaned_data["asks"], values=form.values()
            )
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            messages.success(request, _("Your order is kept. You can change it until the lists close."))
            return HttpResponseRedirect(reverse("talent_host", args=[secret]))
    context = {
        "section": "talent",
        "position": position,
        "cohort": position.cohort,
        "secret": secret,
        "may_order": may_order,
        "form": form,
        "rows": _rows(form, shown, {side.city_id: side.city for side in sides}),
        "by_skills": by_skills,
        "stays": _stays(position),
        "report_kinds": ReportKind.choices,
    }
    return render(request, "public/talent_host.html", context, status=422 if form.errors else 200)


@by_link_of(Position)
@require_http_methods(METHODS)
def talent_host_deed(
    request: HttpRequest, position: Position, secret: str, public_id: UUID, deed: str
) -> HttpResponseBase:
    """Sign the agreement of a stay, or write a report about it."""
    rows = position.placements.filter(state__in=HOLDING).select_related(
        "position__city", "position__cohort__side__city", "application"
    )
    placement = rows.prefetch_related("signatures", "reports").filter(public_id=public_id).first()
    if placement is None or deed not in ("sign", *ReportKind.values):
        raise Http404
    back = reverse("talent_host", args=[secret])
    if deed == "sign":
        return sign_page(request, placement, Party.HOST, back)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            stays.report(
                placement=placement,
                report_kind=deed,
                party=Party.HOST,
                text=form.cleaned_data["text"],
                language=get_language() or "en",
                needs_help=form.cleaned_data["needs_help"],
            )
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            messages.success(request, _("Thank you, the report has reached the desk."))
            return HttpResponseRedirect(back)
    page = Deed(
        ReportKind(deed).label,
        _("The desks of both cities read it. The student does not."),
        _("Hand in the report"),
        "",
    )
    context = {
        "section": "talent",
        "deed": page,
        "form": form,
        "back": back,
        "about": placement.application.number,
    }
    return render(request, "public/talent_deed.html", context, status=422 if form.errors else 200)


def sign_page(request: HttpRequest, placement: Placement, party: str, back: str) -> HttpResponse:
    """The agreement, and the form that signs it."""
    load_texts([placement.position], [placement.position.city])
    words = agreement_context(placement)
    form = SignForm(
        request.POST if request.method == "POST" else None, initial={"seen": words["agreement"].digest}
    )
    if request.method == "POST" and form.is_valid():
        try:
            stays.sign(
                placement=placement,
                party=party,
                signer=form.cleaned_data["signer"],
                seen_digest=form.cleaned_data["seen"],
            )
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            messages.success(request, _("Thank you, your signature is recorded."))
            return HttpResponseRedirect(back)
    page = Deed(
        _("Agreement about a stay"),
        _("Student, host and home institution sign the same words."),
        _("Sign the agreement"),
        "",
    )
    context = {
        "section": "talent",
        "deed": page,
        "form": form,
        "back": back,
        "about": placement.application.number,
        **words,
    }
    may_sign = placement.state == "accepted" and not placement.signatures.filter(party=party).exists()
    return render(
        request,
        "public/talent_deed.html",
        {**context, "is_closed": not may_sign},
        status=422 if form.errors else 200,
    )


@by_link_of(Placement)
@require_http_methods(METHODS)
def talent_institution(request: HttpRequest, placement: Placement, secret: str) -> HttpResponseBase:
    """The agreement for the home institution to sign."""
    load_cohort(placement.position.cohort)
    return sign_page(request, placement, Party.INSTITUTION, reverse("talent_institution", args=[secret]))
