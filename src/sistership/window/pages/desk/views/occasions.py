"""Visits and committees on the desk: their pages, and the forms that add to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.offices.agreements.actions import committees
from sistership.window.offices.agreements.models import Agreement, Committee
from sistership.window.offices.agreements.queries import committee_page
from sistership.window.offices.agreements.rules import visible_agreements, visible_committees
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.visits import actions as visits
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.queries import visit_page
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.desk.forms.choices import (
    keep_sides,
    name_of,
    persons_to_choose,
    record_choices,
    side_choices,
    side_named,
    sides_of,
)
from sistership.window.pages.desk.forms.occasions import (
    AttendanceForm,
    CommitteeForm,
    MemberForm,
    PointForm,
    VisitForm,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.accords import person_of
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    partnership_of,
    posted,
    require_in,
    show,
    trail,
)


def _agreements(request: DeskRequest, partnership: Partnership) -> list[Agreement]:
    return list(visible_agreements(request.user).filter(partnership=partnership))


def _chosen(agreements: list[Agreement], public_id: str) -> Agreement | None:
    return next((one for one in agreements if str(one.public_id) == public_id), None)


def visit_address(visit: Visit) -> str:
    """The desk's page of a visit."""
    return reverse("desk_visit", args=[visit.public_id])


def committee_address(committee: Committee) -> str:
    """The desk's page of a committee."""
    return reverse("desk_committee", args=[committee.public_id])


@desk_page
def desk_visit(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A visit as its officers work on it."""
    visit = visit_page(request.user, public_id)
    if visit is None:
        raise Http404
    keep_sides(visit.partnership, list(visit.partnership.sides.all()))
    require_in(request.user, "partnership.write", visit.partnership, visit.partnership)
    way = trail(visit.partnership, (name_of(visit, "occasion"), None))
    return show(request, "desk/visit.html", {"visit": visit, "trail": way}, current=visit.partnership.key)


@desk_page
def add_visit(request: DeskRequest, key: str) -> HttpResponse:
    """Record an occasion on which the cities met."""
    partnership = partnership_of(request.user, key)
    agreements = _agreements(request, partnership)
    form = VisitForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
        agreements=record_choices(agreements, "title"),
    )
    page = FormPage(
        title=_("Add a visit"),
        partnership=partnership,
        back=reverse("desk_partnership", args=[key]),
        submit=_("Add the visit"),
        done=_("The visit was added. Now say who was there and what was said."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: visits.add_visit(
            actor=request.user.ref,
            partnership=partnership,
            occasions=form.texts("occasion"),
            on=form.cleaned_data["on"],
            until=form.cleaned_data["until"],
            host=side_named(partnership, form.cleaned_data["host"]),
            places=form.texts("place"),
            summaries=form.texts("summary"),
            signed=_chosen(agreements, form.cleaned_data.get("signed", "")),
            is_public=form.cleaned_data["is_public"],
        ),
        goto=visit_address,
    )


def _visit_to_write(request: DeskRequest, public_id: UUID) -> Visit:
    visit = find(visible_visits(request.user).select_related("partnership"), public_id)
    require_in(request.user, "partnership.write", visit.partnership, visit.partnership)
    return visit


def _visit_form_page(visit: Visit, **words: Any) -> FormPage:
    return FormPage(
        partnership=visit.partnership,
        steps=((name_of(visit, "occasion"), visit_address(visit)),),
        back=visit_address(visit),
        **words,
    )


@desk_page
def add_attendance(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Say who was there."""
    visit = _visit_to_write(request, public_id)
    partnership = visit.partnership
    persons = persons_to_choose(request.user)
    form = AttendanceForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
        persons=record_choices(persons, "name"),
    )
    page = _visit_form_page(
        visit, title=_("Add a person"), submit=_("Add the person"), done=_("The person was added.")
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: visits.add_attendance(
            actor=request.user.ref,
            visit=visit,
            person=person_of(request, form, partnership, persons),
            side=side_named(partnership, form.cleaned_data["side"]),
            is_lead=form.cleaned_data["is_lead"],
            capacities=form.texts("capacity"),
        ),
    )


@desk_page
def add_point(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Record one thing that was said."""
    visit = _visit_to_write(request, public_id)
    partnership = visit.partnership
    form = PointForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
    )
    page = _visit_form_page(
        visit, title=_("Add a point"), submit=_("Add the point"), done=_("The point was added.")
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: visits.add_point(
            actor=request.user.ref,
            visit=visit,
            texts=form.texts("text"),
            point_kind=form.cleaned_data["point_kind"],
            side=side_named(partnership, form.cleaned_data["side"]),
        ),
    )


@desk_page
def desk_committee(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A committee as its officers work on it."""
    committee = committee_page(request.user, public_id)
    if committee is None:
        raise Http404
    keep_sides(committee.partnership, list(committee.partnership.sides.all()))
    require_in(request.user, "committee.write", committee.partnership, committee.partnership)
    way = trail(committee.partnership, (name_of(committee), None))
    return show(
        request,
        "desk/committee.html",
        {"committee": committee, "trail": way},
        current=committee.partnership.key,
    )


@desk_page
def add_committee(request: DeskRequest, key: str) -> HttpResponse:
    """Found a joint committee."""
    partnership = partnership_of(request.user, key)
    agreements = _agreements(request, partnership)
    form = CommitteeForm(
        posted(request),
        languages=languages_for(partnership),
        agreements=record_choices(agreements, "title"),
    )
    page = FormPage(
        title=_("Add a committee"),
        partnership=partnership,
        back=reverse("desk_partnership", args=[key]),
        submit=_("Add the committee"),
        done=_("The committee was added."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: committees.add_committee(
            actor=request.user.ref,
            partnership=partnership,
            names=form.texts("name"),
            agreement=_chosen(agreements, form.cleaned_data["agreement"]),
            rhythm=form.cleaned_data["rhythm"],
            rhythm_from=form.cleaned_data["rhythm_from"],
        ),
        goto=committee_address,
    )


def committee_to_write(request: DeskRequest, public_id: UUID) -> Committee:
    """A committee that the reader sees and may write to."""
    committee = find(visible_committees(request.user).select_related("partnership"), public_id)
    require_in(request.user, "committee.write", committee.partnership, committee.partnership)
    return committee


def committee_form_page(committee: Committee, **words: Any) -> FormPage:
    """A page with one form about a committee, that leads back to it."""
    return FormPage(
        partnership=committee.partnership,
        steps=((name_of(committee), committee_address(committee)),),
        back=committee_address(committee),
        **words,
    )


@desk_page
def add_member(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Seat a person for a side."""
    committee = committee_to_write(request, public_id)
    partnership = committee.partnership
    persons = persons_to_choose(request.user)
    form = MemberForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
        persons=record_choices(persons, "name"),
    )
    page = committee_form_page(
        committee, title=_("Add a member"), submit=_("Add the member"), done=_("The member was added.")
    )

    def act() -> None:
        side = side_named(partnership, form.cleaned_data["side"])
        assert side is not None, "the choice of a side is required"
        person = person_of(request, form, partnership, persons)
        committees.add_member(actor=request.user.ref, committee=committee, person=person, side=side)

    return form_page(request, form, page, act=act)
