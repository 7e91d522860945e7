"""The parts of a lesson at the desk: figures with their sources, sites, and the programme of a visit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import SistershipError
from sistership.window.ground.files import store
from sistership.window.ground.texts import load_texts
from sistership.window.offices.lessons.actions import parts
from sistership.window.offices.lessons.models import LessonFigure, Site
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.desk.forms.choices import (
    loaded_choices,
    name_of,
    side_choices,
    side_named,
    sides_of,
)
from sistership.window.pages.desk.forms.lessons import FigureForm, ProgrammeForm, SiteForm
from sistership.window.pages.desk.forms.ties import chosen
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.experts import acting_side, expert_page
from sistership.window.pages.desk.views.frame import DeskRequest, find, form_page, posted, sent_files
from sistership.window.pages.desk.views.lessons import lesson_address, lesson_form_page, lesson_to_write


@expert_page
def add_figure(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Add a number with its source."""
    found = lesson_to_write(request, public_id)
    form = FigureForm(posted(request), sent_files(request), languages=languages_for(found.partnership))
    page = lesson_form_page(
        found, _("Add a figure"), submit=_("Add the figure"), done=_("The figure was added.")
    )

    def act() -> LessonFigure:
        values = form.cleaned_data
        upload = values["source_file"]
        return parts.add_figure(
            actor=request.user.ref,
            lesson=found,
            side=acting_side(request.user, found.partnership),
            labels=form.texts("label"),
            units=form.texts("unit"),
            value=values["value"],
            year=values["year"],
            source_titles=form.texts("source_title"),
            source_url=values["source_url"],
            source_file=store(upload.name, upload.read()) if upload else None,
        )

    return form_page(request, form, page, act=act)


@expert_page
def add_site(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Name a site that a delegation can be shown."""
    found = lesson_to_write(request, public_id)
    form = SiteForm(
        posted(request),
        languages=languages_for(found.partnership),
        sides=side_choices(sides_of(found.partnership)),
        initial={"contact": found.side.city.key},
    )
    page = lesson_form_page(found, _("Add a site"), submit=_("Add the site"), done=_("The site was added."))

    def act() -> Site:
        values = form.cleaned_data
        contact = side_named(found.partnership, values["contact"])
        assert contact is not None, "the choice of a side is required"
        return parts.add_site(
            actor=request.user.ref,
            lesson=found,
            side=acting_side(request.user, found.partnership),
            names=form.texts("name"),
            shows=form.texts("shows"),
            when=form.texts("when"),
            longitude=values["longitude"],
            latitude=values["latitude"],
            contact=contact,
        )

    return form_page(request, form, page, act=act)


@require_POST
@expert_page
def remove_part(request: DeskRequest, public_id: UUID, part: UUID) -> HttpResponse:
    """Take a figure or a site out of a draft."""
    found = lesson_to_write(request, public_id)
    side = acting_side(request.user, found.partnership)
    figure = found.figures.filter(public_id=part).first()
    site = found.sites.filter(public_id=part).first()
    if figure is None and site is None:
        raise Http404
    try:
        if figure:
            parts.remove_figure(actor=request.user.ref, figure=figure, side=side)
        elif site:
            parts.remove_site(actor=request.user.ref, site=site, side=side)
    except SistershipError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("It was taken out of the draft."))
    return HttpResponseRedirect(lesson_address(found))


@expert_page
def programme(request: DeskRequest, public_id: UUID, part: UUID) -> HttpResponse:
    """Put a site of a lesson on the programme of a visit; one that is on it is taken off."""
    found = lesson_to_write(request, public_id)
    site = find(found.sites.select_related("lesson__partnership"), part)
    visits = list(visible_visits(request.user).filter(partnership=found.partnership))
    load_texts([site], visits)
    form = ProgrammeForm(
        posted(request),
        languages=languages_for(found.partnership),
        visits=loaded_choices(visits, "occasion"),
    )
    page = lesson_form_page(
        found,
        _("On the programme of a visit"),
        lead=name_of(site),
        submit=_("Put it on, or take it off"),
        done=_("The programme was changed."),
    )

    def act() -> Any:
        visit = chosen(visits, form.cleaned_data["visit"])
        is_on = site.stops.filter(visit=visit).exists()
        deed = parts.take_off_programme if is_on else parts.put_on_programme
        deed(actor=request.user.ref, site=site, visit=visit)
        return visit

    return form_page(request, form, page, act=act, goto=lambda made: reverse("visit", args=[made.public_id]))
