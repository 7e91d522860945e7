"""Organisations: the register, and its entries."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sistership.window.ground.texts import load_texts
from sistership.window.offices.imports.queries import notes_of
from sistership.window.offices.people import actions as people
from sistership.window.offices.people import queries
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import visible_organisations
from sistership.window.pages.administration.forms.accounts import city_of
from sistership.window.pages.administration.forms.places import OrganisationForm, OrganisationsFilter
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    find,
    is_done,
    name_of,
    page_of,
    posted,
    reader_of,
    register_page,
    show,
    show_form,
)


@require_safe
@register_page
def organisations(request: HttpRequest) -> HttpResponse:
    """All bodies that records name, by city and kind."""
    form = OrganisationsFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.organisations(
        reader_of(request),
        city=City.objects.filter(key=wanted["city"]).first() if wanted.get("city") else None,
        kind=wanted.get("kind", ""),
        words=wanted.get("words", ""),
    )
    page = page_of(rows, request)
    load_texts(page, [row.city for row in page if row.city])
    aliases = queries.aliases_of(page)
    for row in page:
        row.other_names = aliases.get(row.public_id, [])
    return show(request, "organisations", {"filter": form, "page_obj": page}, current="organisations")


@require_http_methods(["GET", "POST"])
@administrator_page
def organisation_add(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(posted(request))

    def act() -> None:
        values = form.cleaned_data
        people.add_organisation(
            actor=actor(request),
            names=form.names(),
            organisation_kind=values["organisation_kind"],
            city=city_of(form),
            website=values["website"],
            aliases=values["aliases"],
        )

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The organisation was added."))
        return redirect("organisations")
    return show_form(
        request,
        form,
        current="organisations",
        title=_("Add an organisation"),
        submit=_("Add the organisation"),
    )


@require_http_methods(["GET", "POST"])
@administrator_page
def organisation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change an organisation."""
    rows = visible_organisations(reader_of(request)).select_related("city")
    there = rows.filter(public_id=public_id)
    if not there and (merged := queries.merged_into("organisation", public_id=public_id)):
        return redirect("organisation", public_id=merged)
    found = there[0] if there else find(there)
    initial = OrganisationForm.values_of(found) | {
        "organisation_kind": found.organisation_kind,
        "city": found.city.key if found.city else "",
        "website": found.website,
        "aliases": queries.aliases_of([found]).get(found.public_id, []),
    }
    form = OrganisationForm(posted(request), initial=initial)

    def act() -> None:
        values = form.cleaned_data
        people.edit_organisation(
            actor=actor(request),
            organisation=found,
            names=form.names(),
            organisation_kind=values["organisation_kind"],
            city=city_of(form),
            website=values["website"],
            aliases=values["aliases"],
        )

    title = name_of(found)
    links = [(reverse("merge", args=["organisations", public_id]), _("Merge with another record…"))]
    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The organisation was changed."))
        return redirect("organisations")
    return show_form(
        request,
        form,
        current="organisations",
        title=title,
        submit=_("Save the changes"),
        links=links,
        notes=notes_of(found),
    )
