"""The door: send a newcomer to the pages in their language; say that the window is alive."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import translation

from sistership import __version__


def choose_language(request: HttpRequest) -> HttpResponse:
    """Redirect to the pages in the language that the browser or an earlier choice asks for."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(f"/{language}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


def health(request: HttpRequest) -> JsonResponse:
    """For monitoring: answers 200 when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})
