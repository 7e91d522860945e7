"""Matchmaking days: read them, and read one's own plan by the secret link."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from ninja import Router
from pydantic import StringConstraints

from sistership.common.errors import InputError
from sistership.window.api.access import Request, reading
from sistership.window.api.found import or_404
from sistership.window.api.limits import unknown_link_within
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.matchdays import DayState, MatchdayItem, MatchdayOut, OwnPlanOut
from sistership.window.api.schemas.texts import Key
from sistership.window.offices.matchdays.addresses import registration_by_secret
from sistership.window.offices.matchdays.exchange import own_day_json
from sistership.window.offices.matchdays.models import Matchday
from sistership.window.offices.matchdays.queries.days import load_day_texts, own_day, with_times
from sistership.window.offices.matchdays.rules import visible_matchdays

router = Router(auth=reading, tags=["Matchmaking days"])
Secret = Annotated[str, StringConstraints(max_length=200)]


def _items(rows: list[Matchday]) -> list[MatchdayItem]:
    load_day_texts(rows)
    return [MatchdayItem.of(row) for row in rows]


@router.get("/matchdays", response=Page[MatchdayItem])
def list_matchdays(
    request: Request, window: Paging, partnership: Key | None = None, state: DayState | None = None
) -> Page[MatchdayItem]:
    """Matchmaking days that you may see, the latest first."""
    wanted: dict[str, Any] = {"side__partnership__key": partnership, "state": state}
    rows = with_times(visible_matchdays(request.auth))
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows, window, _items)


@router.get("/matchdays/{uuid:public_id}", response=MatchdayOut)
def get_matchday(request: Request, public_id: UUID) -> MatchdayOut:
    """One matchmaking day with its slots."""
    found = or_404(with_times(visible_matchdays(request.auth)).filter(public_id=public_id).first())
    load_day_texts([found])
    return MatchdayOut.whole(found)


@router.get("/my-matchday/{secret}", response=OwnPlanOut)
def get_own_plan(request: Request, secret: Secret) -> dict[str, Any]:
    """The plan of one who takes part, by the last part of their link; nobody's token is needed."""
    try:
        registration = registration_by_secret(secret)
    except InputError as error:
        unknown_link_within(request)
        raise Http404 from error
    return own_day_json(own_day(registration))
