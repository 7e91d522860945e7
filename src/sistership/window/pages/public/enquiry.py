"""The enquirer's own page, by the link in their letters: how the case stands and who answers next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sistership.common.errors import InputError
from sistership.window.offices.cases.addresses import case_by_secret
from sistership.window.offices.cases.models import CASE_STATE_LABELS
from sistership.window.offices.cases.states import CaseState
from sistership.window.pages.desk.speech import sentence


@never_cache
@require_http_methods(["GET", "HEAD"])
def enquiry(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the case that the link opens."""
    try:
        case = case_by_secret(secret)
    except InputError as error:
        context = {"section": "", "what": sentence(error.what), "next_step": sentence(error.next_step)}
        return render(request, "desk/answer_closed.html", context, status=404)
    words = case.messages.filter(direction__in=("in", "out")).prefetch_related("files")
    context = {
        "section": "",
        "case": case,
        "state": CASE_STATE_LABELS[CaseState(case.state)],
        "words": words,
    }
    return render(request, "public/enquiry.html", context)
