"""Visions on the desk: a city's axes, and which promises serve them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment, Direction
from sistership.window.offices.agreements.rules import visible_agreements, visible_commitments
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import grants_of, require
from sistership.window.offices.visions import actions as visions
from sistership.window.offices.visions.models import Axis, Vision
from sistership.window.offices.visions.queries import (
    served_by,
    served_by_one,
    texts_of,
    visions_of,
)
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import keep_sides, name_of, sides_of, with_sides
from sistership.window.pages.desk.forms.visions import (
    AxisForm,
    ServesForm,
    VisionForm,
    axis_values,
    vision_values,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    form_page,
    own_sides,
    partnership_of,
    posted,
    show,
    sides_around,
    trail,
)


def _address(partnership: Partnership) -> str:
    return reverse("desk_visions", args=[partnership.key])


def _step(partnership: Partnership) -> tuple[str, str]:
    return (_("Visions"), _address(partnership))


@desk_page
def desk_visions(request: DeskRequest, key: str) -> HttpResponse:
    """The axes of both cities, and what each direction and promise serves."""
    partnership = partnership_of(request.user, key)
    around = sides_around(request.user)
    sides = [side for side in around if side.partnership_id == partnership.pk]
    keep_sides(partnership, sides)
    found = visions_of([side.city for side in sides])
    agreements = visible_agreements(request.user).filter(partnership=partnership)
    directions = list(Direction.objects.filter(agreement__in=agreements))
    commitments = list(visible_commitments(request.user).filter(partnership=partnership))
    axes = [axis for vision in found for axis in vision.axes.all()]
    served = served_by(commitments, directions, axes=axes)
    load_texts(texts_of(found), directions, commitments, [side.city for side in around])
    own = {side.city_id for side in own_sides(request.user, partnership)}
    context = {
        "partnership": partnership,
        "trail": trail(partnership, (_("Visions"), None)),
        "cities": [
            (side, [vision for vision in found if vision.city_id == side.city_id], side.city_id in own)
            for side in sides
        ],
        "directions": [(one, served.directions[one.pk]) for one in directions],
        "commitments": [(one, served.commitments[one.pk]) for one in commitments],
    }
    return show(request, "desk/visions.html", context, current=partnership.key, sides=around)


@desk_page
def add_vision(request: DeskRequest, key: str, side: UUID) -> HttpResponse:
    """Record a strategy of one's own city."""
    partnership = partnership_of(request.user, key)
    city = next((one.city for one in sides_of(partnership) if one.public_id == side), None)
    if city is None:
        raise Http404
    require(request.user, "vision.write", city)
    form = VisionForm(posted(request), languages=languages_for(partnership))
    page = FormPage(
        title=_("Add the vision of %(city)s") % {"city": name_of(city)},
        partnership=partnership,
        steps=(_step(partnership),),
        back=_address(partnership),
        submit=_("Add the vision"),
        done=_("The vision was added. Now add its axes."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: visions.add_vision(
            actor=request.user.ref,
            city=city,
            titles=form.texts("title"),
            until_year=form.cleaned_data["until_year"],
            url=form.cleaned_data["url"],
        ),
    )


def _vision(request: DeskRequest, partnership: Partnership, public_id: UUID) -> Vision:
    cities = [side.city_id for side in sides_of(partnership)]
    vision = find(Vision.objects.filter(city__in=cities).select_related("city"), public_id)
    require(request.user, "vision.write", vision.city)
    return vision


def _axis(request: DeskRequest, partnership: Partnership, public_id: UUID) -> Axis:
    cities = [side.city_id for side in sides_of(partnership)]
    axis = find(Axis.objects.filter(vision__city__in=cities).select_related("vision__city"), public_id)
    require(request.user, "vision.write", axis.vision.city)
    return axis


@desk_page
def edit_vision(request: DeskRequest, key: str, public_id: UUID) -> HttpResponse:
    """Change a vision's name, year or address."""
    partnership = partnership_of(request.user, key)
    vision = _vision(request, partnership, public_id)

    def act(record: Vision, form: DeskForm) -> None:
        visions.edit_vision(
            actor=request.user.ref, vision=record, texts=form.changed_texts(), **form.changed_fields()
        )

    page = FormPage(
        title=_("Change the vision"),
        partnership=partnership,
        steps=(_step(partnership),),
        back=_address(partnership),
        submit=_("Save"),
        done=_("The vision was changed."),
    )
    return edit_page(
        request,
        vision,
        page,
        build=lambda record, data, initial: VisionForm(
            data, initial=initial, record=record, languages=languages_for(partnership)
        ),
        values=vision_values,
        act=act,
    )


@desk_page
def add_axis(request: DeskRequest, key: str, public_id: UUID) -> HttpResponse:
    """Add an axis to a vision."""
    partnership = partnership_of(request.user, key)
    vision = _vision(request, partnership, public_id)
    form = AxisForm(posted(request), languages=languages_for(partnership))
    page = FormPage(
        title=_("Add an axis"),
        partnership=partnership,
        steps=(_step(partnership),),
        back=_address(partnership),
        submit=_("Add the axis"),
        done=_("The axis was added."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: visions.add_axis(
            actor=request.user.ref,
            vision=vision,
            names=form.texts("name"),
            summaries=form.texts("summary"),
            code=form.cleaned_data["code"],
            goals=form.cleaned_data["goals"],
        ),
    )


@desk_page
def edit_axis(request: DeskRequest, key: str, public_id: UUID) -> HttpResponse:
    """Change an axis's words, number or goals."""
    partnership = partnership_of(request.user, key)
    axis = _axis(request, partnership, public_id)

    def act(record: Axis, form: DeskForm) -> None:
        visions.edit_axis(
            actor=request.user.ref, axis=record, texts=form.changed_texts(), **form.changed_fields()
        )

    page = FormPage(
        title=_("Change the axis"),
        partnership=partnership,
        steps=(_step(partnership),),
        back=_address(partnership),
        submit=_("Save"),
        done=_("The axis was changed."),
        template="desk/axis.html",
        context={"axis": axis},
    )
    return edit_page(
        request,
        axis,
        page,
        build=lambda record, data, initial: AxisForm(
            data, initial=initial, record=record, languages=languages_for(partnership)
        ),
        values=axis_values,
        act=act,
    )


@require_POST
@desk_page
def remove_axis(request: DeskRequest, key: str, public_id: UUID) -> HttpResponse:
    """Remove an axis, and with it what was said to serve it."""
    partnership = partnership_of(request.user, key)
    visions.remove_axis(actor=request.user.ref, axis=_axis(request, partnership, public_id))
    messages.success(request, _("The axis was removed."))
    return HttpResponseRedirect(_address(partnership))


@desk_page
def direction_serves(request: DeskRequest, key: str, public_id: UUID) -> HttpResponse:
    """Say what a direction serves; its commitments inherit it."""
    partnership = partnership_of(request.user, key)
    agreements = visible_agreements(request.user).filter(partnership=partnership)
    rows = Direction.objects.filter(agreement__in=agreements).select_related("agreement__partnership")
    return _serves(request, partnership, find(rows, public_id))


@desk_page
def commitment_serves(request: DeskRequest, key: str, public_id: UUID) -> HttpResponse:
    """Say what a commitment serves beside what its direction does."""
    partnership = partnership_of(request.user, key)
    rows = visible_commitments(request.user).filter(partnership=partnership)
    return _serves(request, partnership, find(rows.select_related("partnership"), public_id))


def _serves(request: DeskRequest, partnership: Partnership, servant: Commitment | Direction) -> HttpResponse:
    """The form of the axes of one's own cities and of the global goals that something serves."""
    sides = with_sides(partnership)
    staffed = grants_of(request.user).staff_cities
    own = [side for side in sides if side.city_id in staffed]
    found = visions_of([side.city for side in own])
    load_texts(texts_of(found), [servant], [side.city for side in sides])
    keep_sides(partnership, sides)
    axes = [axis for vision in found for axis in vision.axes.all()]
    cities = [
        (side.city, [axis for axis in axes if axis.vision.city_id == side.city_id])
        for side in own
        if any(axis.vision.city_id == side.city_id for axis in axes)
    ]

    def values(record: Commitment | Direction) -> dict[str, Any]:
        said = served_by_one(record, axes)
        chosen: dict[str, Any] = {
            f"axes_{city.key}": sorted(str(axis.public_id) for axis in said.axes if axis in there)
            for city, there in cities
        }
        return {**chosen, "goals": sorted(said.goals)}

    def act(record: Commitment | Direction, form: DeskForm) -> None:
        changed = form.changed_fields()
        for city, there in cities:
            if (name := f"axes_{city.key}") in changed:
                wanted = [axis for axis in there if str(axis.public_id) in changed[name]]
                visions.align(actor=request.user.ref, servant=record, city=city, axes=wanted)
        if "goals" in changed:
            visions.set_goals(actor=request.user.ref, servant=record, goals=changed["goals"])

    page = FormPage(
        title=_("What it serves"),
        partnership=partnership,
        steps=(_step(partnership),),
        lead=name_of(servant, "title"),
        back=_address(partnership),
        submit=_("Save"),
        done=_("Saved what it serves."),
        template="desk/serves.html",
        context={"lacks_axes": not axes},
    )
    return edit_page(
        request,
        servant,
        page,
        build=lambda record, data, initial: ServesForm(
            data, initial=initial, languages=languages_for(partnership), cities=cities
        ),
        values=values,
        act=act,
    )
