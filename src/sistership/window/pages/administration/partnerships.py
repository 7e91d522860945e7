"""Partnerships: add one, say who may read it, by which days its clocks run, and where its desks read mail."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.window.ground.texts import load_texts
from sistership.window.offices.people import actions as people
from sistership.window.offices.people import queries
from sistership.window.offices.people.models import City, Partnership, Side
from sistership.window.pages.administration.forms.partnerships import (
    DeskEmailForm,
    NewPartnershipForm,
    PartnershipForm,
)
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    find,
    is_done,
    page_of,
    posted,
    reader_of,
    show,
    show_form,
)


@require_safe
@administrator_page
def partnerships(request: HttpRequest) -> HttpResponse:
    """All partnerships of this window."""
    page = page_of(queries.partnerships(reader_of(request)), request)
    load_texts([side.city for row in page for side in row.sides.all()])
    return show(request, "partnerships", {"page_obj": page}, current="administration_partnerships")


@require_http_methods(["GET", "POST"])
@administrator_page
def partnership_add(request: HttpRequest) -> HttpResponse:
    """Join cities."""
    form = NewPartnershipForm(posted(request))

    def act() -> None:
        values = form.cleaned_data
        cities = {city.key: city for city in City.objects.filter(key__in=values["cities"])}
        people.add_partnership(
            actor=actor(request),
            key=values["key"],
            cities=[cities[key] for key in values["cities"]],
            is_public=values["is_public"],
            answer_working_days=values["answer_working_days"],
        )

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The partnership was added. Say where its desks read their mail."))
        return redirect("administration_partnership", key=form.cleaned_data["key"])
    return show_form(
        request,
        form,
        current="administration_partnerships",
        title=_("Add a partnership"),
        submit=_("Add the partnership"),
    )


def _show(
    request: HttpRequest,
    partnership: Partnership,
    form: PartnershipForm,
    wrong: tuple[Side, DeskEmailForm] | None = None,
) -> HttpResponse:
    sides = list(partnership.sides.all())
    load_texts([side.city for side in sides])
    desks = [
        (
            side,
            wrong[1]
            if wrong and wrong[0] == side
            else DeskEmailForm(initial={"email": side.desk_email}, auto_id=f"id_{side.city.key}_%s"),
        )
        for side in sides
    ]
    context = {"partnership": partnership, "form": form, "desks": desks}
    status = 422 if wrong or form.errors else 200
    return show(request, "partnership", context, current="administration_partnerships", status=status)


def _form(partnership: Partnership, data: object = None) -> PartnershipForm:
    initial = PartnershipForm.values_of(partnership) | {
        "is_public": partnership.is_public,
        "answer_working_days": partnership.answer_working_days,
        "warning_days": partnership.warning_days,
    }
    return PartnershipForm(data, initial=initial)


@require_http_methods(["GET", "POST"])
@administrator_page
def partnership(request: HttpRequest, key: str) -> HttpResponse:
    """Change a partnership."""
    found = find(queries.partnerships(reader_of(request)), key=key)
    form = _form(found, posted(request))

    def act() -> None:
        values = form.cleaned_data
        people.edit_partnership(
            actor=actor(request),
            partnership=found,
            summaries=form.names(),
            is_public=values["is_public"],
            answer_working_days=values["answer_working_days"],
            warning_days=values["warning_days"],
        )

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The partnership was changed. Its clocks were computed anew."))
        return redirect("administration_partnership", key=key)
    return _show(request, found, form)


@require_POST
@administrator_page
def side_desk(request: HttpRequest, key: str, side: UUID) -> HttpResponse:
    """Set where a side's desk reads its mail."""
    found = find(queries.partnerships(reader_of(request)), key=key)
    one = find(Side.objects.select_related("city", "partnership"), public_id=side, partnership=found)
    form = DeskEmailForm(request.POST, auto_id=f"id_{one.city.key}_%s")
    if is_done(
        form,
        lambda: people.set_desk_email(actor=actor(request), side=one, email=form.cleaned_data["email"]),
    ):
        messages.success(request, _("The address was saved."))
        return redirect("administration_partnership", key=key)
    return _show(request, found, _form(found), (one, form))
