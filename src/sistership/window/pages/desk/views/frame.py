"""What every page of the desk shares: who may come in, the rail, and how forms are shown and sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from sistership.common.errors import RuleError, SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Account, Partnership, Side
from sistership.window.offices.people.rules import Reader, grants_of, internal_partnerships, require
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import name_of, sides_of, with_sides
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.versions import VERSION, Difference, differences, merged, version_of

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)
Trail = list[tuple[Any, str | None]]


class DeskRequest(HttpRequest):
    """A request of somebody who may use the desk."""

    user: Account


def desk_page(
    view: Callable[Concatenate[DeskRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let in staff alone: others log in first, or are told that they may not."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            require(request.user, "people.use_desk")
            return view(request, *args, **kwargs)
        except RuleError as error:
            raise PermissionDenied(error.what) from error

    return login_required(guarded)  # type: ignore[return-value]


def find(rows: models.QuerySet[M], public_id: UUID) -> M:
    """The row that the reader sees, else a page that says there is none."""
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; None where the page is only asked for, so that an empty form counts as sent."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> MultiValueDict[str, UploadedFile] | None:
    """Files that were sent; None where the page is only asked for."""
    return request.FILES if request.method == "POST" else None


def locked(record: M) -> M:
    """The record as it is now, held until the transaction ends."""
    return type(record)._default_manager.select_for_update().get(pk=record.pk)


def partnership_of(reader: Reader, key: str) -> Partnership:
    """A partnership in which the reader may write; others are not there."""
    partnership = internal_partnerships(reader).filter(key=key).first()
    if partnership is None:
        raise Http404
    with_sides(partnership)
    require(reader, "partnership.write", partnership)
    return partnership


def require_in(reader: Reader, permission: str, thing: object, partnership: Partnership) -> None:
    """As require, after reading the partnership's sides once for the rule and for the page."""
    with_sides(partnership)
    require(reader, permission, thing)


def own_sides(reader: Reader, partnership: Partnership) -> list[Side]:
    """The sides of the partnership for which the reader acts."""
    return [side for side in sides_of(partnership) if side.city_id in grants_of(reader).staff_cities]


@dataclass(slots=True)
class RailEntry:
    """One partnership in the rail: the cities on the other side."""

    key: str
    sides: list[Side] = field(default_factory=list)


def rail_entries(reader: Reader, sides: list[Side]) -> list[RailEntry]:
    """The partnerships of the reader's cities, each by the names of the other cities."""
    own = grants_of(reader).staff_cities
    found: dict[int, RailEntry] = {}
    for side in sides:
        entry = found.setdefault(side.partnership_id, RailEntry(key=side.partnership.key))
        if side.city_id not in own:
            entry.sides.append(side)
    return list(found.values())


def sides_around(reader: Reader) -> list[Side]:
    """All sides of the partnerships of the reader's cities, with cities; without texts."""
    own = Side.objects.filter(city__in=grants_of(reader).staff_cities).values("partnership")
    rows = Side.objects.filter(partnership__in=own).select_related("city", "partnership")
    return list(rows.order_by("partnership__key", "position"))


def show(
    request: DeskRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    current: str = "",
    sides: list[Side] | None = None,
) -> HttpResponse:
    """A page of the desk with its rail. `sides`: those around, where the page has loaded them with texts."""
    if sides is None:
        sides = sides_around(request.user)
        load_texts([side.city for side in sides])
    frame = {"section": "desk", "rail": rail_entries(request.user, sides), "rail_current": current}
    return render(request, template, {**frame, **context}, status=status)


def trail(partnership: Partnership, *steps: tuple[Any, str | None]) -> Trail:
    """Breadcrumbs from the desk over the partnership to this page."""
    names = " × ".join(name_of(side.city) for side in sides_of(partnership))
    here: Trail = [(_("My desk"), reverse("desk"))]
    here.append((names, reverse("desk_partnership", args=[partnership.key])))
    return [*here, *steps]


@dataclass(frozen=True, slots=True)
class FormPage:
    """What a page with one form says around it."""

    title: str
    partnership: Partnership
    back: str
    """Where the reader goes on, and where “cancel” leads."""
    submit: str
    done: str
    steps: tuple[tuple[Any, str | None], ...] = ()
    """Breadcrumbs between the partnership and this page."""
    lead: Any = ""
    template: str = "desk/form.html"
    is_grave: bool = False
    """The button is drawn as one that ends something."""
    context: Mapping[str, Any] = field(default_factory=dict)


def _form_response(
    request: DeskRequest, form: forms.Form, page: FormPage, *, status: int, **context: Any
) -> HttpResponse:
    way = trail(page.partnership, *page.steps, (page.title, None))
    around = {"form": form, "page": page, "trail": way, **page.context, **context}
    return show(request, page.template, around, status=status, current=page.partnership.key)


def form_page(
    request: DeskRequest,
    form: DeskForm,
    page: FormPage,
    *,
    act: Callable[[], Any],
    goto: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show a form (GET), or act on it (POST) and go on; a refused one comes back with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = act()
        except RuleError:
            raise
        except SistershipError as error:
            form.refuse(error)
        else:
            messages.success(request, page.done)
            return HttpResponseRedirect(goto(made) if goto else page.back)
    return _form_response(request, form, page, status=422 if form.errors else 200)


def edit_page(
    request: DeskRequest,
    record: M,
    page: FormPage,
    *,
    build: Callable[[M, Mapping[str, Any] | None, Mapping[str, Any]], DeskForm],
    values: Callable[[M], dict[str, Any]],
    act: Callable[[M, DeskForm], Any],
) -> HttpResponse:
    """Show a record's form, or save it; where somebody else saved meanwhile, show both values first.

    `build(record, data, initial)` makes the form, `values(record)` its initial values, `act` saves.
    """
    if request.method != "POST":
        initial = values(record)
        form = build(record, None, initial)
        return _form_response(request, form, page, status=200, version=version_of(initial))
    changes: list[Difference] = []
    with transaction.atomic():
        record = locked(record)
        current = values(record)
        form = build(record, request.POST, current)
        version = request.POST.get(VERSION, "")
        if form.is_valid():
            changes = differences(form, current, version)
            if not changes:
                saved = _save(request, record, page, form, act)
                if saved is not None:
                    return saved
    if changes:
        form = build(record, None, merged(form, current, version))
        version = version_of(current)
    status = 409 if changes else 422
    return _form_response(request, form, page, status=status, version=version, changes=changes)


def _save(
    request: DeskRequest, record: M, page: FormPage, form: DeskForm, act: Callable[[M, DeskForm], Any]
) -> HttpResponse | None:
    if not form.has_changed():
        messages.info(request, _("Nothing was changed."))
        return HttpResponseRedirect(page.back)
    try:
        with transaction.atomic():
            act(record, form)
    except RuleError:
        raise
    except SistershipError as error:
        form.refuse(error)
        return None
    messages.success(request, page.done)
    return HttpResponseRedirect(page.back)


def tell(request: HttpRequest, error: SistershipError) -> None:
    """Show what an action refused as a message, where there is no form beside which to say it."""
    messages.error(request, say(error))
