"""Entity tags: a strong digest of what is answered, and the check that an edit starts from what is there."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from ninja import Header, Schema
from ninja.errors import HttpError
from ninja.renderers import JSONRenderer

RENDERER = JSONRenderer()
IfMatch = Annotated[
    str | None, Header(alias="If-Match", description="The ETag with which the record was read, or *")
]


def etag_of(content: bytes) -> str:
    """The strong tag of these bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def rendered(request: HttpRequest, data: Any) -> bytes:  # JSON values
    """The bytes in which the API answers."""
    text: str = RENDERER.render(request, data, response_status=HTTPStatus.OK)
    return text.encode()


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response to a GET with its tag, or 304 without content where the reader already has it."""
    if request.method not in ("GET", "HEAD") or response.status_code != HTTPStatus.OK:
        return response
    tag = etag_of(response.content)
    given = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in given or tag in (one.removeprefix("W/") for one in given):
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    response["ETag"] = tag
    # Readers see different things at the same address; nobody's copy may serve another.
    response["Vary"] = "Authorization"
    response["Cache-Control"] = "private, no-cache"
    return response


def require_fresh(request: HttpRequest, current: Schema) -> None:
    """Refuse an edit that does not start from what is there: 428 without If-Match, 412 with an old one."""
    given = parse_etags(request.headers.get("If-Match", ""))
    if not given:
        raise HttpError(
            HTTPStatus.PRECONDITION_REQUIRED,
            "Send the ETag of the record that you read as If-Match, so that nobody's change is lost",
        )
    if "*" not in given and etag_of(rendered(request, current.model_dump())) not in given:
        raise HttpError(
            HTTPStatus.PRECONDITION_FAILED,
            "The record changed since you read it: read it again, then change it",
        )
