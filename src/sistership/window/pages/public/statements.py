"""What the window says about itself: what it is, how states are computed, how accessible it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sistership import __version__


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the window is, how states follow from evidence, and under which licence it comes."""
    return render(request, "public/about.html", {"section": "about", "version": __version__})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/accessibility.html", {"section": "accessibility"})
