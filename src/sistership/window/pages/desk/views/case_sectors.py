"""What a case is about: the sectors that its words showed, corrected by an officer of the owing side."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sistership.window.offices.cases.actions import routing
from sistership.window.offices.cases.rule_words import concept_choices
from sistership.window.offices.people.rules import require
from sistership.window.pages.desk.forms.choices import with_sides
from sistership.window.pages.desk.forms.routing import SectorsForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.case import seen_case
from sistership.window.pages.desk.views.case_words import case_page
from sistership.window.pages.desk.views.frame import DeskRequest, desk_page, form_page, posted


@desk_page
def case_sectors(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Say what the case is about; it stays at its desk."""
    case = seen_case(request, public_id)
    require(request.user, "case.work", case)
    with_sides(case.partnership)
    form = SectorsForm(
        posted(request),
        initial={"concepts": case.concepts},
        languages=languages_for(case.partnership),
        concepts=concept_choices(),
    )
    page = case_page(
        case,
        _("What the case is about"),
        lead=_("The window read this from the words. Trials of rules and counts go by it; the case stays."),
        submit=_("Save"),
        done=_("It stands in the case now."),
    )
    actor = request.user.ref
    return form_page(
        request,
        form,
        page,
        act=lambda: routing.set_concepts(actor=actor, case=case, chosen=form.cleaned_data["concepts"]),
    )
