"""Search for anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sistership.window.pages.search import answer, limited


@require_safe
@limited
def search(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may see and that holds the words, in any language."""
    return render(request, "public/search.html", answer(request))
