"""One placement at the desk: agreement, signatures, reports, and its end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.rules import require
from sistership.window.offices.talent.actions import stays
from sistership.window.offices.talent.agreement_words import agreement_words
from sistership.window.offices.talent.models import Cohort, Party, Placement
from sistership.window.offices.talent.rules import staff_partnerships
from sistership.window.pages.desk.forms.choices import name_of
from sistership.window.pages.desk.forms.talent import (
    RecordSignatureForm,
    WhyForm,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    desk_page,
    find,
    form_page,
    posted,
    show,
    tell,
)
from sistership.window.pages.desk.views.talent import cohort_address, cohort_of, may_run, talent_steps
from sistership.window.pages.desk.views.talent_cohort import form_around
from sistership.window.pages.public.talent_own import agreement_context
from sistership.window.pages.talent_words import state_of


def _placement(request: DeskRequest, public_id: UUID) -> tuple[Placement, Cohort]:
    rows = Placement.objects.filter(
        position__cohort__programme__partnership__in=staff_partnerships(request.user)
    )
    placement = find(
        rows.select_related(
            "position__city", "position__cohort", "application__home_city", "run"
        ).prefetch_related("signatures", "reports"),
        public_id,
    )
    cohort = cohort_of(request, placement.position.cohort.public_id, permission="talent.write")
    placement.position.cohort = cohort
    load_texts([placement.position], [placement.position.city])
    return placement, cohort


@desk_page
def desk_talent_stay(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One placement: the agreement with its signatures, reports, and what can be done."""
    placement, cohort = _placement(request, public_id)
    mark, word = state_of(placement)
    words = agreement_context(placement)
    title = f"{placement.application.number} · {placement.position.number}"
    unsigned = [
        (party, label)
        for party, label in Party.choices
        if party not in {s.party for s in placement.signatures.all()}
    ]
    form = RecordSignatureForm(
        posted(request), languages=languages_for(cohort.programme.partnership), parties=unsigned
    )
    if request.method == "POST" and form.is_valid():
        require(request.user, "talent.run", cohort)
        try:
            stays.sign(
                placement=placement,
                party=form.cleaned_data["party"],
                signer=form.cleaned_data["signer"],
                seen_digest=agreement_words(placement, "en").digest,
                actor=request.user.ref,
            )
        except SistershipError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The signature is recorded."))
            return HttpResponseRedirect(reverse("desk_talent_stay", args=[placement.public_id]))
    context = {
        "cohort": cohort,
        "placement": placement,
        "mark": mark,
        "word": word,
        "form": form,
        "may_sign": placement.state in stays.SIGNABLE and may_run(request, cohort),
        "possible": set(stays.may_happen(placement)) & {"completed", "broken_off"}
        if may_run(request, cohort)
        else set(),
        "trail": talent_steps((name_of(cohort, "title"), cohort_address(cohort)), (title, None)),
        **words,
    }
    return show(
        request, "desk/talent_stay.html", context, status=422 if form.errors else 200, current="talent"
    )


@desk_page
@require_POST
def desk_talent_complete(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Confirm a stay as completed."""
    placement, cohort = _placement(request, public_id)
    require(request.user, "talent.run", cohort)
    try:
        stays.complete(actor=request.user.ref, placement=placement)
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, _("The stay is completed, and its certificate can be taken."))
    return HttpResponseRedirect(reverse("desk_talent_stay", args=[placement.public_id]))


@desk_page
def desk_talent_break_off(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """End a stay before its time."""
    placement, cohort = _placement(request, public_id)
    require(request.user, "talent.run", cohort)
    form = WhyForm(posted(request), languages=languages_for(cohort.programme.partnership))
    page = form_around(
        cohort,
        _("End the stay before its time"),
        _("End the stay"),
        _("The stay is broken off."),
        is_grave=True,
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: stays.break_off(
            actor=request.user.ref, placement=placement, reason=form.cleaned_data["reason"]
        ),
    )
