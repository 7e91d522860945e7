"""Open a page of talent exchange by a secret link: no account, never cached, never indexed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from sistership.common.errors import InputError
from sistership.window.offices.talent.addresses import by_secret
from sistership.window.offices.talent.models import Application, Placement, Position
from sistership.window.pages.desk.speech import sentence
from sistership.window.pages.public.enquiry_link import secretly

M = TypeVar("M", Application, Position, Placement)
View = Callable[..., HttpResponseBase]


@rate_limit(action="unknown_link", limit_get=True)
def _void(request: HttpRequest, error: InputError) -> HttpResponse:
    """What a link opens that is unknown or void; whoever tries many is told to wait."""
    context = {"section": "", "what": sentence(error.what), "next_step": sentence(error.next_step)}
    return render(request, "public/talent_void.html", context, status=404)


def by_link_of(model: type[M]) -> Callable[[View], View]:
    """A page about the row of a model that the link opens."""

    def decorator(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, secret: str, *args: Any, **options: Any) -> HttpResponseBase:
            try:
                row = by_secret(model, secret)
            except InputError as error:
                refused: HttpResponseBase = _void(request, error)
                return refused
            response: HttpResponseBase = view(request, row, secret, *args, **options)
            return response

        return secretly(page)

    return decorator
