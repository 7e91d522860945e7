"""What every page needs to know of its reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
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
KNOWN_AT_MOST = 10_000


class SeenMiddleware:
    """Notes when and from where a session was last seen: one query in ten minutes, for each web process.

    The row itself is made when its owner signs in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.noted: dict[str, float] = {}
        """Key of a session → when it was noted last, in seconds of the epoch."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and isinstance(request.user, Account):
            self._note(request, key, clock.now())
        return self.get_response(request)

    def _note(self, request: HttpRequest, key: str, now: datetime) -> None:
        if len(self.noted) >= KNOWN_AT_MOST:
            self.noted.clear()
        # A session that this process meets for the first time was noted when it began, or by another process.
        if now.timestamp() - self.noted.setdefault(key, now.timestamp()) <= SEEN_EVERY_S:
            return
        self.noted[key] = now.timestamp()
        seen = {"last_seen_at": now, "ip": get_adapter().get_client_ip(request)}
        UserSession.objects.filter(session_key=key).update(**seen)


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
