"""Persons named in records: the register, what the window holds about each, and erasure."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sistership.window.ground.texts import load_texts
from sistership.window.offices.imports.queries import notes_of
from sistership.window.offices.people import queries
from sistership.window.offices.people.erasure import erase_person, export_person
from sistership.window.offices.people.models import City, Person
from sistership.window.pages.administration.forms.accounts import EraseForm
from sistership.window.pages.administration.forms.places import PersonsFilter
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


def _load(persons: Iterable[Person]) -> None:
    persons = list(persons)
    posts = [post for person in persons for post in person.posts.all()]
    load_texts(
        persons,
        posts,
        [person.city for person in persons],
        [post.city for post in posts if post.city],
        [post.organisation for post in posts if post.organisation],
    )


@require_safe
@register_page
def persons(request: HttpRequest) -> HttpResponse:
    """Persons whose data the reader's cities control; the administrator sees all."""
    form = PersonsFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    city = City.objects.filter(key=wanted["city"]).first() if wanted.get("city") else None
    page = page_of(queries.persons(reader_of(request), city=city, words=wanted.get("words", "")), request)
    _load(page)
    return show(request, "persons", {"filter": form, "page_obj": page}, current="persons")


@require_safe
@register_page
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One person: posts, names, and what may be done with the data."""
    there = queries.persons(reader_of(request)).filter(public_id=public_id)
    if not there and (merged := queries.merged_into("person", public_id=public_id)):
        return redirect("person", public_id=merged)
    found = there[0] if there else find(there)
    _load([found])
    context = {
        "person": found,
        "names": sorted(found.localized("name").variants.items()),
        "aliases": queries.aliases_of([found]).get(found.public_id, []),
        "notes": notes_of(found),
    }
    return show(request, "person", context, current="persons")


@require_safe
@never_cache
@register_page
def person_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything that the window holds about the person, as a file."""
    found = find(queries.persons(reader_of(request)), public_id=public_id)
    answer = JsonResponse(export_person(found.ref), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="person-{found.public_id}.json"'
    return answer


@require_http_methods(["GET", "POST"])
@administrator_page
def person_erase(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Erase the person after a second question."""
    found = find(queries.persons(reader_of(request)), public_id=public_id)
    form = EraseForm(posted(request))
    title = _("Erase %(person)s") % {"person": name_of(found)}
    if request.method == "POST" and is_done(
        form, lambda: erase_person(actor=actor(request), subject=found.ref)
    ):
        messages.success(request, _("The person was erased. The journal says so, without the name."))
        return redirect("persons")
    return show_form(
        request,
        form,
        current="persons",
        title=title,
        lead=_(
            "Names, posts, addresses, letters, the account and what the journal says about the person are "
            "erased. That somebody took part stays, without a name. Words that people wrote in other texts, "
            "and documents, are not found: change those by hand."
        ),
        submit=_("Erase for good"),
        is_grave=True,
    )
