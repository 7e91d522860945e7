"""Lists in pages: limit and offset, with the total and the addresses of the neighbouring pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)
LARGEST_OFFSET = 1_000_000_000


class Window(Schema):
    """Which part of a list is asked for."""

    limit: Annotated[int, Field(ge=1, le=200, description="How many items at most")] = 50
    offset: Annotated[int, Field(ge=0, le=LARGEST_OFFSET, description="How many items to pass over")] = 0


Paging = Annotated[Window, Query()]


class Page(Schema, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    total: int = Field(description="How many items there are in all that you may see")
    limit: int
    offset: int
    next: str | None = Field(description="Address of the next page")
    previous: str | None = Field(description="Address of the page before")


def _address(request: HttpRequest, *, limit: int, offset: int) -> str:
    query = request.GET.copy()
    query["limit"], query["offset"] = str(limit), str(offset)
    return f"{request.path}?{query.urlencode()}"


def page_of(
    request: HttpRequest,
    rows: QuerySet[Row],
    window: Window,
    shown: Callable[[list[Row]], Sequence[Item]],
) -> Page[Item]:
    """One page of the rows, which must be in a total order; `shown` loads and presents the page's rows."""
    total = rows.count()
    part = list(rows[window.offset : window.offset + window.limit])
    limit, offset = window.limit, window.offset
    after, before = offset + limit, max(offset - limit, 0)
    return Page(
        items=list(shown(part)),
        total=total,
        limit=limit,
        offset=offset,
        next=_address(request, limit=limit, offset=after) if after < total else None,
        previous=_address(request, limit=limit, offset=before) if offset else None,
    )
