"""Home, and the list of partnerships."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sistership.window.ground import clock
from sistership.window.pages.public.network import draw_network
from sistership.window.pages.public.overview import overview

DAYS_AHEAD = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the cities promised each other, how it stands, and what is due next."""
    view = overview(request.user, now=clock.now(), days=DAYS_AHEAD)
    context = {
        "cards": view.cards,
        "due": view.due,
        "days": DAYS_AHEAD,
        "network": draw_network(view.cards),
    }
    return render(request, "public/home.html", context)


@require_safe
def partnerships(request: HttpRequest) -> HttpResponse:
    """Every partnership that the reader sees."""
    view = overview(request.user, now=clock.now(), days=DAYS_AHEAD)
    return render(request, "public/partnerships.html", {"cards": view.cards})
