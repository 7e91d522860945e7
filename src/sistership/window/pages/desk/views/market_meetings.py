"""Introductions at the desk: the list, what came of one, and filing it as evidence of a promise."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.market.actions import introductions as actions
from sistership.window.offices.market.actions.sights import saw
from sistership.window.offices.market.models import Introduction, Outcome, SightLevel
from sistership.window.offices.market.queries.requests import introductions
from sistership.window.offices.market.rules import visible_introductions
from sistership.window.offices.people.rules import grants_of, require
from sistership.window.pages.desk.forms.choices import name_of
from sistership.window.pages.desk.forms.market import ALL, ProofForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    posted,
    show,
    tell,
)
from sistership.window.pages.desk.views.market import market_trail
from sistership.window.pages.market_words import state_of
from sistership.window.pages.public.market_forms import OutcomeForm

PER_PAGE = 30


class MeetingFilter(forms.Form):
    """What the list of introductions shows."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), required=False, choices=[ALL, *Outcome.choices]
    )


@desk_page
def desk_market_meetings(request: DeskRequest) -> HttpResponse:
    """Introductions of the reader's cities."""
    form = MeetingFilter(request.GET)
    outcome = form.cleaned_data.get("outcome", "") if form.is_valid() else ""
    rows = introductions(request.user, outcome=outcome)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    load_texts(
        [party for one in found for party in (one.first, one.second)],
        [party.city for one in found for party in (one.first, one.second)],
    )
    rows_shown = [(one, *state_of("introduction", one.state)) for one in found]
    context = {
        "page_obj": page,
        "rows": rows_shown,
        "form": form,
        "clear_url": reverse("desk_market_meetings"),
        "trail": market_trail((_("Introductions"), None)),
    }
    return show(request, "desk/market_meetings.html", context, current="market")


def _introduction(request: DeskRequest, public_id: UUID) -> Introduction:
    rows = visible_introductions(request.user)
    found = find(rows.select_related("first__city", "second__city", "partnership", "commitment"), public_id)
    require(request.user, "introduction.work", found)
    load_texts([found.first, found.second], [found.first.city, found.second.city])
    return found


@desk_page
def desk_market_meeting(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One introduction with both parties' contacts, and what came of it."""
    found = _introduction(request, public_id)
    for party in (found.first, found.second):
        saw(profile=party, level=int(SightLevel.CONTACT), by=request.user.ref)
    mark, word = state_of("introduction", found.state)
    if found.commitment:
        load_texts([found.commitment])
    context = {
        "introduction": found,
        "parties": (found.first, found.second),
        "mark": mark,
        "word": word,
        "form": OutcomeForm(
            initial={
                "met_on": found.met_on,
                "outcome": found.outcome,
                "amount_range": found.amount_range,
            }
        ),
        "may_file": found.outcome in (Outcome.TALKS, Outcome.CONTRACT) and not found.evidence_id,
        "trail": _trail((_("One introduction"), None)),
    }
    return show(request, "desk/market_meeting.html", context, current="market")


def _trail(*steps: tuple[Any, str | None]) -> Any:
    return market_trail((_("Introductions"), reverse("desk_market_meetings")), *steps)


@desk_page
@require_POST
def desk_market_outcome(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Say for the two that they met, and what came of it."""
    found = _introduction(request, public_id)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            if given["met_on"] and found.state == "made":
                actions.record_meeting(actor=request.user.ref, introduction=found, on=given["met_on"])
            if given["outcome"]:
                actions.record_outcome(
                    actor=request.user.ref,
                    introduction=found,
                    outcome=given["outcome"],
                    amount_range=given["amount_range"],
                )
        except SistershipError as error:
            tell(request, error)
        else:
            messages.success(request, _("It is noted."))
    else:
        messages.error(request, " ".join(str(one) for some in form.errors.values() for one in some))
    return HttpResponseRedirect(reverse("desk_market_meeting", args=[found.public_id]))


@desk_page
def desk_market_proof(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """File what came of an introduction as evidence of a promise that the reader's city owes."""
    found = _introduction(request, public_id)
    staff = grants_of(request.user).staff_cities
    rows = visible_commitments(request.user).filter(
        partnership=found.partnership, owing__city__in=staff, dropped_on__isnull=True
    )
    commitments = list(rows.distinct())
    load_texts(commitments)
    form = ProofForm(
        posted(request),
        languages=languages_for(found.partnership),
        commitments=[(str(one.public_id), name_of(one, "title")) for one in commitments],
    )
    title = _("File the outcome as evidence")
    page = FormPage(
        title=title,
        lead=found.get_outcome_display(),
        partnership=found.partnership,
        back=reverse("desk_market_meeting", args=[found.public_id]),
        submit=_("File the evidence"),
        done=_("The evidence is filed, and the other side is asked to confirm it."),
        context={"trail": _trail((title, None))},
    )

    def act() -> object:
        chosen = next(one for one in commitments if str(one.public_id) == form.cleaned_data["commitment"])
        side = next(one for one in chosen.owing.select_related("city") if one.city_id in staff)
        require(request.user, "side.act_for", side)
        return actions.file_as_evidence(
            actor=request.user.ref,
            introduction=found,
            side=side,
            commitment=chosen,
            titles=form.texts("title"),
            is_public=form.cleaned_data["is_public"],
        )

    return form_page(request, form, page, act=act)
