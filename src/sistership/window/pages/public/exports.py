"""A blueprint to take away: CSV, JSON and PDF, with what the reader may see and nothing else."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
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
from sistership.window.pages.public.blueprint import agreement_or_404, blueprint_context
from sistership.window.pages.public.plan import make_plan


def _file_name(agreement: Agreement, extension: str) -> str:
    return f"blueprint-{agreement.partnership.key}-{clock.now():%Y-%m-%d}.{extension}"


def _attach(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _blueprint(request: HttpRequest, agreement: Agreement) -> Blueprint:
    """The blueprint as the page shows it, narrowed by the same filters."""
    plan = make_plan(
        request.user,
        partnership=agreement.partnership,
        agreement=agreement,
        asked=request.GET,
        now=clock.now(),
    )
    return plan.blueprint


@require_safe
def blueprint_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Commitments and steps as a table for a spreadsheet."""
    agreement = agreement_or_404(request, public_id)
    table = blueprint_table(_blueprint(request, agreement), language=get_language() or "en")
    response = HttpResponse(write_csv(table), content_type="text/csv; charset=utf-8")
    return _attach(response, _file_name(agreement, "csv"))


@require_safe
def blueprint_json(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Directions, commitments, steps, evidence and sources as data."""
    agreement = agreement_or_404(request, public_id)
    document = blueprint_as_json(_blueprint(request, agreement), language=get_language() or "en")
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    return _attach(response, _file_name(agreement, "json"))


def read_static(path: str) -> bytes | None:
    """The bytes of one of the window's own style sheets or images, by its address."""
    if not path.startswith(settings.STATIC_URL):
        return None
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    if not isinstance(found, str):
        return None
    return Path(found).read_bytes()


@require_safe
def blueprint_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The blueprint on paper; where this machine cannot write PDF, a page that says what to do."""
    agreement = agreement_or_404(request, public_id)
    context = blueprint_context(request, partnership=agreement.partnership, agreement=agreement)
    html = render_to_string("public/blueprint.html", context, request=request)
    try:
        content = html_to_pdf(html, base_url=request.build_absolute_uri(), read_static=read_static)
    except MissingPartError:
        missing = {"agreement": agreement, "trail": context["trail"]}
        return render(request, "public/pdf_missing.html", missing, status=501)
    return _attach(HttpResponse(content, content_type="application/pdf"), _file_name(agreement, "pdf"))
