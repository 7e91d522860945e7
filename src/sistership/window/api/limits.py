"""How often a program may ask, counted as the pages count."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NoReturn

from allauth.core import ratelimit
from allauth.decorators import rate_limit
from django.http import HttpResponse
from ninja.errors import HttpError

from sistership.window.api.access import Request


def within(request: Request, action: str, **counted: Any) -> None:
    """Refuse a flood of requests."""
    if not ratelimit.consume(request, action=action, **counted):
        _refuse()


def _nothing(request: Request) -> None:
    """Nothing but to be counted."""


_Counted = Callable[[Request], HttpResponse | None]
_search: _Counted = rate_limit(action="search", limit_get=True)(_nothing)
_unknown_link: _Counted = rate_limit(action="unknown_link", limit_get=True)(_nothing)


def search_within(request: Request) -> None:
    """Refuse a flood of searches; unlike `within` it counts what only reads."""
    if _search(request) is not None:
        _refuse()


def unknown_link_within(request: Request) -> None:
    """Refuse whoever tries many links."""
    if _unknown_link(request) is not None:
        _refuse()


def _refuse() -> NoReturn:
    what = "That was too often: wait a while, at most an hour, then send it again"
    raise HttpError(HTTPStatus.TOO_MANY_REQUESTS, what)
