"""What the pages of duty share: who may come in, the form with texts in several languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from sistership.common.text import LANGUAGES
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import require
from sistership.window.pages.administration.frame import View, guarded, show
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.wordings import Languages


def duty_page(view: View) -> View:
    """Let in leads of a city and administrators."""
    return guarded(view, lambda request: require(request.user, "duty.keep"))


def languages_of(cities: Iterable[City]) -> Languages:
    """The reader's language, then those of the cities' desks, then the others."""
    current = get_language() or "en"
    own = current if current in LANGUAGES else "en"
    spoken = {city.language for city in cities}
    near = tuple(code for code in LANGUAGES if code in spoken and code != own)
    return Languages(own, near, tuple(code for code in LANGUAGES if code not in (own, *near)))


def show_rows(
    request: HttpRequest,
    form: DeskForm,
    *,
    current: str,
    title: str,
    submit: str,
    lead: str = "",
    links: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A page that is one form with texts in several languages; 422 where something is wrong."""
    context = {"form": form, "title": title, "submit": submit, "lead": lead, "links": links}
    return show(request, "duty_form", context, current=current, status=422 if form.errors else 200)
