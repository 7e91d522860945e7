"""A case that somebody tells by telephone or at the counter."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import receiving
from sistership.window.offices.cases.models import Case, Channel
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import grants_of, require
from sistership.window.pages.desk.forms.cases import NewCaseForm
from sistership.window.pages.desk.forms.choices import keep_sides, name_of, sides_of, with_sides
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.case import case_address, case_trail
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    form_page,
    posted,
    sides_around,
)


def _own_sides(request: DeskRequest) -> list[Side]:
    around = sides_around(request.user)
    load_texts([side.city for side in around])
    by_partnership: dict[int, list[Side]] = {}
    for side in around:
        by_partnership.setdefault(side.partnership_id, []).append(side)
    for sides in by_partnership.values():
        for side in sides:
            keep_sides(side.partnership, sides)
    return [side for side in around if side.city_id in grants_of(request.user).staff_cities]


def _side_names(around: list[Side]) -> list[tuple[str, str]]:
    """(public id, cities of the partnership)."""
    names = {}
    for side in around:
        others = [one for one in sides_of(side.partnership) if one.pk != side.pk]
        names[str(side.public_id)] = " × ".join(name_of(one.city) for one in (side, *others))
    return list(names.items())


@desk_page
def new_case(request: DeskRequest) -> HttpResponse:
    """Take down what somebody asks by telephone or at the counter."""
    own = _own_sides(request)
    if not own:
        raise Http404
    with_sides(own[0].partnership)
    form = NewCaseForm(posted(request), languages=languages_for(own[0].partnership), sides=_side_names(own))
    title = _("New case")
    page = FormPage(
        title=title,
        lead=_("For what you hear by telephone or at the counter. The enquirer gets a letter with a link."),
        partnership=own[0].partnership,
        back=reverse("desk_cases"),
        submit=_("Open the case"),
        done=_("The case is open, and its clocks run."),
        context={"trail": case_trail((title, None)), "rail_current": "cases"},
    )

    def act() -> Case:
        given = dict(form.cleaned_data)
        side = next(one for one in own if str(one.public_id) == given.pop("side"))
        require(request.user, "case.receive", side)
        return receiving.receive(
            actor=request.user.ref,
            side=side,
            enquiry=receiving.Enquiry(**given),
            came=receiving.Came(channel=Channel.PHONE),
        )

    return form_page(request, form, page, act=act, goto=case_address)
