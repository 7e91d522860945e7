"""Open a page by the enquirer's secret link: no account, never cached, never indexed, never in a referrer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from sistership.common.errors import InputError
from sistership.window.offices.cases.addresses import case_by_secret
from sistership.window.offices.cases.models import Case
from sistership.window.pages.desk.speech import sentence


def secretly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page whose address is a secret."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        response = view(request, *args, **options)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    limited: Callable[..., HttpResponseBase] = rate_limit(action="enquiry")(page)
    return never_cache(limited)


def _void(request: HttpRequest, error: InputError) -> HttpResponse:
    """What a link opens that is unknown, void or over; whoever tries many is told to wait."""
    context = {"section": "", "what": sentence(error.what), "next_step": sentence(error.next_step)}
    return render(request, "public/enquiry_void.html", context, status=404)


void: Callable[[HttpRequest, InputError], HttpResponse] = rate_limit(action="unknown_link", limit_get=True)(
    _void
)


def by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page about the case that the link opens."""

    @wraps(view)
    def page(request: HttpRequest, secret: str, *args: Any, **options: Any) -> HttpResponseBase:
        try:
            case: Case = case_by_secret(secret)
        except InputError as error:
            return void(request, error)
        return view(request, case, secret, *args, **options)

    return secretly(page)
