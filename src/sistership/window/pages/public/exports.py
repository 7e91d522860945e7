"""A blueprint to take away: CSV, JSON and PDF, with what the reader may see and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sistership.common.errors import MissingPartError
from sistership.formats.tables import write_csv
from sistership.report import html_to_pdf
from sistership.window.ground import clock
from sistership.window.offices.agreements.exchange import blueprint_json as blueprint_as_json
from sistership.window.offices.agreements.exchange import blueprint_table
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.agreements.queries import Blueprint
from sistership.window.offices.people.models import Partnership
from sistership.window.pages.public.blueprint import agreement_or_404, blueprint_context
from sistership.window.pages.public.found import partnership_or_404
from sistership.window.pages.public.plan import make_plan


@dataclass(frozen=True, slots=True)
class Subject:
    """What a blueprint is of: one agreement, or a whole partnership."""

    partnership: Partnership
    agreement: Agreement | None

    def file_name(self, extension: str) -> str:
        return f"blueprint-{self.partnership.key}-{clock.now():%Y-%m-%d}.{extension}"

    @property
    def page(self) -> str:
        """Address of the blueprint's page."""
        if self.agreement is None:
            return reverse("partnership_blueprint", args=[self.partnership.key])
        return reverse("blueprint", args=[self.agreement.public_id])


def _subject(request: HttpRequest, named: dict[str, Any]) -> Subject:
    """The agreement with `public_id`, or the partnership with `key`; 404 where the reader sees none."""
    if "key" in named:
        return Subject(partnership_or_404(request.user, named["key"]), None)
    agreement = agreement_or_404(request, named["public_id"])
    return Subject(agreement.partnership, agreement)


def _attach(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _blueprint(request: HttpRequest, subject: Subject) -> Blueprint:
    """The blueprint as the page shows it, narrowed by the same filters."""
    return make_plan(
        request.user,
        partnership=subject.partnership,
        agreement=subject.agreement,
        asked=request.GET,
        now=clock.now(),
    ).blueprint


@require_safe
def blueprint_csv(request: HttpRequest, **named: Any) -> HttpResponse:
    """Commitments and steps as a table for a spreadsheet."""
    subject = _subject(request, named)
    table = blueprint_table(_blueprint(request, subject), language=get_language() or "en")
    response = HttpResponse(write_csv(table), content_type="text/csv; charset=utf-8")
    return _attach(response, subject.file_name("csv"))


@require_safe
def blueprint_json(request: HttpRequest, **named: Any) -> HttpResponse:
    """Directions, commitments, steps, evidence and sources as data."""
    subject = _subject(request, named)
    document = blueprint_as_json(_blueprint(request, subject), language=get_language() or "en")
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    return _attach(response, subject.file_name("json"))


def read_static(path: str) -> bytes | None:
    """The bytes of one of the window's own style sheets or images, by its address."""
    if not path.startswith(settings.STATIC_URL):
        return None
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    if not isinstance(found, str):
        return None
    return Path(found).read_bytes()


@require_safe
def blueprint_pdf(request: HttpRequest, **named: Any) -> HttpResponse:
    """The blueprint on paper; where this machine cannot write PDF, a page that says what to do."""
    subject = _subject(request, named)
    context = blueprint_context(request, partnership=subject.partnership, agreement=subject.agreement)
    html = render_to_string("public/blueprint.html", context, request=request)
    try:
        content = html_to_pdf(html, base_url=request.build_absolute_uri(), read_static=read_static)
    except MissingPartError:
        missing = {"back": subject.page, "trail": context["trail"]}
        return render(request, "public/pdf_missing.html", missing, status=501)
    name = subject.file_name(f"{get_language()}.pdf")
    return _attach(HttpResponse(content, content_type="application/pdf"), name)
