"""What every page of administration shares: who may come in, the rail at its side, how forms are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sistership.common.errors import RuleError, SistershipError
from sistership.window.ground.ids import Ref
from sistership.window.ground.records import Record
from sistership.window.offices.imports.models import ImportNote
from sistership.window.offices.people.models import Account
from sistership.window.offices.people.rules import may, require
from sistership.window.pages.desk.speech import say

View = Callable[..., HttpResponse]
M = TypeVar("M", bound=models.Model)
ROWS_PER_PAGE = 40


def administrator_page(view: View) -> View:
    """Let in administrators alone: others sign in first, or are told that they may not."""
    return guarded(view, lambda request: require(request.user, "people.administer"))


def register_page(view: View) -> View:
    """Let in staff and administrators: the lists that both use."""

    def check(request: HttpRequest) -> None:
        if not may(request.user, "people.use_desk"):
            require(request.user, "people.administer")

    return guarded(view, check)


def guarded(view: View, check: Callable[[HttpRequest], None]) -> View:
    """Let in whom `check` lets pass; it raises RuleError for others."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            check(request)
        except RuleError as error:
            raise PermissionDenied(error.what) from error
        return view(request, *args, **kwargs)

    return login_required(checked)


def reader_of(request: HttpRequest) -> Account:
    """The account that signed in; for pages behind one of the guards."""
    assert isinstance(request.user, Account)
    return request.user


def actor(request: HttpRequest) -> Ref:
    """Who acts, for the journal."""
    return reader_of(request).ref


def find(rows: models.QuerySet[M], **wanted: Any) -> M:
    """The row that the reader sees, else a page that says there is none."""
    found = rows.filter(**wanted).first()
    if found is None:
        raise Http404
    return found


def name_of(record: Record, field: str = "name") -> str:
    """A text in the reader's language."""
    return record.localized(field).text(get_language() or "en")


def page_of(rows: Any, request: HttpRequest) -> Page:
    """The rows of the page that the address asks for."""
    return Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, current: str, status: int = 200
) -> HttpResponse:
    """A page of administration with its rail; `current` is the rail's entry for it."""
    entries = [
        ("persons", _("Persons")),
        ("organisations", _("Organisations")),
        ("imports", _("Import and export")),
        ("incoming", _("Letters that came in")),
    ]
    kept = [("person_requests", _("Requests about own data"))]
    if may(request.user, "duty.keep"):
        kept = [("registers", _("Privacy register")), ("breaches", _("Breaches")), *kept]
    entries += kept
    if may(request.user, "people.administer"):
        entries = [
            ("people", _("Accounts")),
            *entries,
            ("cities", _("Cities")),
            ("administration_partnerships", _("Partnerships")),
            ("retention", _("What is let go")),
            ("outbox", _("Letters sent")),
            ("journal", _("Journal")),
            ("example_data", _("Example data")),
        ]
    rail = [(reverse(name), label, name == current) for name, label in entries]
    here = next((label for name, label in entries if name == current), "")
    frame = {"section": "people", "rail": rail, "rail_here": here, "rail_url": reverse(current)}
    return render(request, f"administration/{template}.html", {**frame, **context}, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the values sent, even when none were; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def show_form(
    request: HttpRequest,
    form: forms.Form,
    *,
    current: str,
    title: str,
    submit: str,
    lead: str = "",
    is_grave: bool = False,
    links: Sequence[tuple[str, str]] = (),
    notes: Sequence[ImportNote] = (),
) -> HttpResponse:
    """A page that is one form; 422 where something is wrong with what was sent. `links`: (address, words)."""
    context = {"form": form, "title": title, "submit": submit, "lead": lead, "is_grave": is_grave}
    context |= {"links": links, "notes": notes}
    return show(request, "form", context, current=current, status=422 if form.errors else 200)


def is_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form is right and the action went through; else the form says what is wrong, and where."""
    if not form.is_valid():
        return False
    try:
        act()
    except SistershipError as error:
        names = [name for name in form.fields if error.where and name.startswith(error.where)]
        form.add_error(names[0] if names else None, say(error))
        return False
    return True
