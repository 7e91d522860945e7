"""Merge two records that are one: choose the other, see what would move, choose what stays, merge."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import SistershipError
from sistership.common.text import LANGUAGE_NAMES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people import actions as people
from sistership.window.offices.people import queries
from sistership.window.offices.people.actions.merging import COLUMNS, preview_moves
from sistership.window.offices.people.models import City
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    find,
    name_of,
    reader_of,
    show,
)
from sistership.window.pages.desk.speech import say

MOST_FOUND = 20


def _rows(request: HttpRequest, register: str, words: str = "") -> models.QuerySet[Any]:
    reader = reader_of(request)
    if register == "cities":
        return queries.cities_named(words)
    if register == "organisations":
        return queries.organisations(reader, words=words)
    if register == "contacts":
        return queries.persons(reader, words=words)
    raise Http404


def address_of(register: str, record: Any) -> str:
    """The page of a record."""
    if register == "cities":
        return reverse("city", args=[record.key])
    return reverse("organisation" if register == "organisations" else "person", args=[record.public_id])


def _fields(stays: Any, goes: Any) -> list[dict[str, str]]:
    """What both have and differ in: name, label, value of the one that stays, of the one that goes."""
    labels = {
        "country": _("Country"),
        "subdivision": _("Part of the country"),
        "timezone": _("Time zone"),
        "language": _("Language of its desk"),
        "website": _("Website"),
        "longitude": _("Longitude"),
        "latitude": _("Latitude"),
        "organisation_kind": _("Kind"),
        "city": _("City"),
        "email": _("E-mail address"),
        "telephone": _("Telephone"),
    }
    found = []
    for code, variant in stays.localized("name").variants.items():
        other = goes.localized("name").variants.get(code)
        if other and other.text != variant.text:
            label = f"{_('Name')} ({LANGUAGE_NAMES.get(code, code)})"
            name = f"name_{code.replace('-', '_')}"
            found.append({"name": name, "label": label, "stays": variant.text, "goes": other.text})
    for column in COLUMNS[type(stays)]:
        one, other = getattr(stays, column), getattr(goes, column)
        if one and other and one != other:
            found.append(
                {"name": column, "label": labels[column], "stays": _shown(one), "goes": _shown(other)}
            )
    return found


def _shown(value: Any) -> str:
    return name_of(value) if isinstance(value, City) else str(value)


@require_http_methods(["GET", "POST"])
@administrator_page
def merge(request: HttpRequest, register: str, public_id: UUID) -> HttpResponse:
    """Without `with` in the address, look for the other record; with it, show what merging would do."""
    stays = find(_rows(request, register), public_id=public_id)
    load_texts([stays])
    if "with" not in request.GET:
        return _choose(request, register, stays)
    try:
        other = UUID(request.GET["with"])
    except ValueError as error:
        raise Http404 from error
    goes = find(_rows(request, register), public_id=other)
    load_texts([goes])
    fields = _fields(stays, goes)
    if request.method == "POST":
        take = [one["name"] for one in fields if request.POST.get(one["name"]) == "goes"]
        try:
            people.merge_records(actor=actor(request), winner=stays, loser=goes, take=take)
        except SistershipError as error:
            messages.error(request, say(error))
        else:
            messages.success(request, _("The two records are one now. The old address leads here."))
            return redirect(address_of(register, stays))
    context = {
        "register": register,
        "stays": stays,
        "goes": goes,
        "fields": fields,
        "other_names": queries.aliases_of([goes]).get(goes.public_id, []),
        "moves": preview_moves(stays, goes),
    }
    current = {"contacts": "persons"}.get(register, register)
    return show(request, "merge", context, current=current)


def _choose(request: HttpRequest, register: str, stays: Any) -> HttpResponse:
    words = request.GET.get("words", "").strip()
    found = []
    if words:
        found = list(_rows(request, register, words).exclude(pk=stays.pk)[:MOST_FOUND])
        load_texts(found)
    context = {"register": register, "stays": stays, "words": words, "found": found}
    return show(request, "merge_choose", context, current={"contacts": "persons"}.get(register, register))
