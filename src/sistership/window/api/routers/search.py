"""Search over everything that whoever asks may see."""

from __future__ import annotations

from typing import Annotated

from django.contrib.auth.models import AnonymousUser
from ninja import Query, Router, Schema
from pydantic import Field

from sistership.window.api.access import Request, reading
from sistership.window.api.limits import search_within
from sistership.window.api.schemas.search import SearchOut
from sistership.window.ground.search.searching import LONGEST_WORDS, search

router = Router(auth=reading, tags=["Search"])


class Asked(Schema):
    """What is looked for."""

    q: str = Field(min_length=1, max_length=LONGEST_WORDS, description="Words to look for")
    kind: str | None = Field(None, description="Kind of record", examples=["commitment"])
    limit: int = Field(10, ge=1, le=100, description="How many of each kind at most")


Asking = Annotated[Asked, Query()]


@router.get("/search", response=SearchOut)
def search_records(request: Request, asked: Asking) -> SearchOut:
    """Records that hold the words, of one kind if asked; a word of a sector finds it in every language."""
    if isinstance(request.auth, AnonymousUser):
        search_within(request)
    kinds = [asked.kind] if asked.kind else ()
    return SearchOut.of(search(request.auth, asked.q, kinds=kinds, limit=asked.limit))
