"""Papers of a stay: the agreement and the certificate of completion, as PDF."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from sistership.common.errors import MissingPartError
from sistership.report import html_to_pdf
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.talent.models import Application
from sistership.window.offices.talent.queries.cohorts import load_cohort
from sistership.window.pages.public.exports import read_static
from sistership.window.pages.public.talent_link import by_link_of
from sistership.window.pages.public.talent_own import agreement_context, attached, own_placement


@by_link_of(Application)
@require_safe
def talent_paper(request: HttpRequest, application: Application, secret: str, paper: str) -> HttpResponseBase:
    """`agreement` as soon as there is a place, `certificate` once the stay is completed."""
    placement = own_placement(application)
    is_there = placement is not None and (
        paper == "agreement" or (paper == "certificate" and placement.state == "completed")
    )
    if not is_there:
        raise Http404
    load_cohort(application.cohort)
    load_texts([one for one in [application.home_city] if one])
    context: dict[str, Any] = {
        "application": application,
        "placement": placement,
        "position": placement.position if placement else None,
        "cohort": application.cohort,
        "home": application.home_city,
        "made_at": clock.now(),
        **agreement_context(placement),
    }
    html = render_to_string(f"public/talent_{paper}_paper.html", context, request=request)
    try:
        content = html_to_pdf(html, base_url=request.build_absolute_uri(), read_static=read_static)
    except MissingPartError:
        back = reverse("talent_application", args=[secret])
        response: HttpResponse = render(
            request, "public/pdf_missing.html", {"back": back, "trail": []}, status=501
        )
        return response
    return attached(content, f"{paper}-{application.number}.pdf")
