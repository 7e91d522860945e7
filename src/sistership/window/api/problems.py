"""Errors of the API as problem JSON (RFC 9457): what is wrong, where, what is allowed, what to do next."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ConfigDict

from sistership.common.errors import (
    InputError,
    MissingPartError,
    NotReadyError,
    OutsideError,
    RuleError,
    SistershipError,
    StateError,
)
from sistership.formats.tables import TableError
from sistership.window.ground.messages import translated

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
STATUS: dict[type[SistershipError], HTTPStatus] = {
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    RuleError: HTTPStatus.FORBIDDEN,
    StateError: HTTPStatus.CONFLICT,
    MissingPartError: HTTPStatus.NOT_IMPLEMENTED,
    NotReadyError: HTTPStatus.SERVICE_UNAVAILABLE,
    OutsideError: HTTPStatus.BAD_GATEWAY,
}


class ProblemPart(Schema):
    """What is wrong with one field, or with one cell of an imported table."""

    row: int | None = None
    field: str
    what: str
    allowed: str | None = None


class Problem(Schema):
    """An error that a person or a program can act on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Unprocessable Entity",
                    "status": 422,
                    "detail": "A rhythm needs the day on which it starts",
                    "where": "rhythm_from",
                    "allowed": None,
                    "next_step": None,
                    "parts": [],
                }
            ]
        }
    )

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    where: str | None = None
    allowed: str | None = None
    next_step: str | None = None
    parts: list[ProblemPart] = []


def problem(
    status: int,
    detail: str,
    *,
    where: str = "",
    allowed: str = "",
    next_step: str = "",
    parts: list[ProblemPart] | None = None,
) -> HttpResponse:
    """A response that says what is wrong."""
    body = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        where=where or None,
        allowed=allowed or None,
        next_step=next_step or None,
        parts=parts or [],
    )
    content = json.dumps(body.model_dump(), ensure_ascii=False)
    response = HttpResponse(content, status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="sistership"'
    return response


def told(request: HttpRequest, error: SistershipError) -> HttpResponse:
    """An error of the house."""
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)
    if status is None:
        return broken(request, error)
    parts = []
    if isinstance(error, TableError):
        parts = [
            ProblemPart(
                row=one.row,
                field=one.field,
                what=translated(one.what),
                allowed=translated(one.allowed) or None,
            )
            for one in error.problems
        ]
    return problem(
        status,
        translated(error.what),
        where=error.where,
        allowed=translated(error.allowed),
        next_step=translated(error.next_step),
        parts=parts,
    )


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that does not fit its schema."""
    parts = [
        ProblemPart(field=".".join(str(part) for part in one["loc"]), what=one["msg"]) for one in error.errors
    ]
    first = parts[0]
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        first.what,
        where=first.field,
        next_step="Compare the request with /api/v1/openapi.json",
        parts=parts,
    )


def absent(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """There is no such thing, or none that this reader may see."""
    return problem(
        HTTPStatus.NOT_FOUND,
        "There is nothing here that you may see",
        next_step="Check the address, or send a token of an account that may see it",
    )


def unknown_reader(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """A request that needs a token and has none, or one that does not work."""
    is_bare = str(error) == AuthenticationError().message
    return problem(
        HTTPStatus.UNAUTHORIZED,
        "This needs a token" if is_bare else str(error),
        where="Authorization",
        allowed="Bearer, a blank, and a token of this window",
        next_step="Make a token on the page of your account",
    )


def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework or a precondition refused."""
    return problem(error.status_code, str(error))


def forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
    """What a library refused, such as counting the requests of a sender whose address is not known."""
    return problem(HTTPStatus.FORBIDDEN, str(error) or "This request is not allowed")


def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """A body that cannot be read."""
    return problem(HTTPStatus.BAD_REQUEST, str(error) or "The request cannot be read", where="body")


def too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    """A body above the limit."""
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large", where="body")


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of the window: logged with its traceback, told without."""
    log.error("API request %s %s failed", request.method, request.path, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "The window made an error of its own; nothing was changed",
        next_step="Tell the administrator the time and the address of this request",
    )


# The values are Any because ninja's type lets a handler expect the class of an error, too.
ANSWERS: dict[type[Exception], Any] = {
    SistershipError: told,
    ValidationError: invalid,
    Http404: absent,
    AuthenticationError: unknown_reader,
    HttpError: refused,
    PermissionDenied: forbidden,
    BadRequest: unreadable,
    MultiPartParserError: unreadable,
    TooManyFilesSent: too_large,
    RequestDataTooBig: too_large,
    Exception: broken,
}


def register(api: NinjaAPI) -> None:
    """Answer every error of the API in this form."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)
