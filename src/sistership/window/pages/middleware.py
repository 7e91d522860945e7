"""What every page needs to know of its reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sistership.window.ground import clock
from sistership.window.offices.people.models import Account
from sistership.window.offices.people.rules import grants_of, lacks_second_factor

# Where one sets the second factor up and signs out; programs are asked for it by the API itself.
FREE_OF_SECOND_FACTOR = re.compile(r"/(?:[a-z-]+/account/|api/|static/|health(?:/|$))")


SEEN_EVERY_S = 600
_SEEN = "seen_at"


class SeenMiddleware:
    """Notes when and from where a session was last seen, each ten minutes at most: it takes some queries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = clock.now().timestamp()
        is_somebody = bool(request.session.session_key) and isinstance(request.user, Account)
        if is_somebody and now - request.session.get(_SEEN, 0) > SEEN_EVERY_S:
            UserSession.objects.create_from_request(request)
            request.session[_SEEN] = now
        return self.get_response(request)


class ReaderMiddleware:
    """Shows times in the zone of the reader's city; asks staff for a second factor where settings do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = request.user
        if isinstance(reader, Account):
            if not FREE_OF_SECOND_FACTOR.match(request.path) and lacks_second_factor(reader):
                return HttpResponseRedirect(reverse("mfa_index"))
            self._activate_zone(reader)
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def _activate_zone(self, reader: Account) -> None:
        zone = grants_of(reader).timezone
        if zone is not None:
            timezone.activate(ZoneInfo(zone))
