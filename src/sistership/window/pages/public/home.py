"""Home, and the list of partnerships."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sistership.window.ground import clock
from sistership.window.pages.public.network import draw_network
from sistership.window.pages.public.overview import Card, overview

DAYS_AHEAD = 30
MOST_CARDS = 12
CARDS_PER_PAGE = 48


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the cities promised each other, how it stands, and what is due next."""
    view = overview(request.user, now=clock.now(), days=DAYS_AHEAD, shown=lambda cards: cards[:MOST_CARDS])
    context = {
        "cards": view.cards[:MOST_CARDS],
        "card_count": len(view.cards),
        "due": view.due,
        "due_beyond": view.due_count - len(view.due),
        "days": DAYS_AHEAD,
        "network": draw_network(view.cards),
    }
    return render(request, "public/home.html", context)


@require_safe
def partnerships(request: HttpRequest) -> HttpResponse:
    """Every partnership that the reader sees."""
    number = request.GET.get("page")

    def page_of(cards: Sequence[Card]) -> Page[Card]:
        return Paginator(cards, CARDS_PER_PAGE).get_page(number)

    view = overview(request.user, now=clock.now(), most_due=0, shown=page_of)
    return render(request, "public/partnerships.html", {"page_obj": page_of(view.cards)})
