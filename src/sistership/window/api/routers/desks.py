"""What desks promise and achieve, how they route, what was recommended to their cities."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Prefetch
from ninja import Router

from sistership.window.api.access import Request, own_reading, reading
from sistership.window.api.found import partnership_or_404
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.desks import PromiseOut, RecommendationOut, RuleSetOut
from sistership.window.api.schemas.texts import Key
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.models import Recommendation, RoutingRule, RuleSet
from sistership.window.offices.cases.published import promises_json
from sistership.window.offices.cases.queries.promises import published_promises
from sistership.window.offices.cases.rules import visible_recommendations, visible_rule_sets

router = Router(auth=reading, tags=["Cases"])
Answer = Literal["made", "followed", "partly", "not_followed"]


@router.get("/partnerships/{slug:key}/promises", response=list[PromiseOut])
def list_promises(request: Request, key: Key) -> list[dict[str, Any]]:
    """What each city promised enquirers and what it achieved, by month and service."""
    partnership = partnership_or_404(request.auth, key)
    sides = list(partnership.sides.select_related("city"))
    return promises_json(published_promises(sides, now=clock.now()))


def _sets(rows: list[RuleSet]) -> list[RuleSetOut]:
    load_texts([rule.desk for row in rows for rule in row.rules.all() if rule.desk])
    return [RuleSetOut.of(row) for row in rows]


@router.get("/rule-sets", response=Page[RuleSetOut], auth=own_reading)
def list_rule_sets(request: Request, window: Paging, partnership: Key | None = None) -> Page[RuleSetOut]:
    """Routing rules of your own sides: in use, being written, and no longer in use."""
    rules = RoutingRule.objects.select_related("desk", "officer")
    rows = visible_rule_sets(request.auth).select_related("side__city", "side__partnership")
    rows = rows.prefetch_related(Prefetch("rules", rules)).order_by("pk")
    if partnership is not None:
        rows = rows.filter(side__partnership__key=partnership)
    return page_of(request, rows, window, _sets)


def _recommended(rows: list[Recommendation]) -> list[RecommendationOut]:
    load_texts(rows)
    return [RecommendationOut.of(row) for row in rows]


@router.get("/recommendations", response=Page[RecommendationOut])
def list_recommendations(
    request: Request,
    window: Paging,
    partnership: Key | None = None,
    side: Key | None = None,
    state: Answer | None = None,
) -> Page[RecommendationOut]:
    """Published recommendations to cities, and those of your own sides; `side` is the city that answers."""
    wanted = {"side__partnership__key": partnership, "side__city__key": side, "state": state}
    rows = visible_recommendations(request.auth).select_related(
        "side__city", "side__partnership", "made_by__city"
    )
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, rows.distinct().order_by("pk"), window, _recommended)
