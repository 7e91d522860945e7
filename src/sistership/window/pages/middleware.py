"""What every page needs to know of its reader."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sistership.window.offices.people.models import Account, City
from sistership.window.offices.people.rules import grants_of

FREE_OF_SECOND_FACTOR = ("/account/",)


class ReaderMiddleware:
    """Shows times in the zone of the reader's city; asks staff for a second factor where settings say so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = request.user
        if isinstance(reader, Account):
            grants = grants_of(reader)
            is_staff = bool(grants.staff_cities) or grants.is_administrator
            if is_staff and settings.STAFF_NEED_SECOND_FACTOR and self._must_set_up(request, reader):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
            if grants.member_cities:
                zones = City.objects.filter(pk=min(grants.member_cities)).values_list("timezone", flat=True)
                for zone in zones:
                    timezone.activate(ZoneInfo(zone))
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def _must_set_up(self, request: HttpRequest, reader: Account) -> bool:
        from allauth.mfa.utils import is_mfa_enabled

        is_account_page = any(part in request.path for part in FREE_OF_SECOND_FACTOR)
        is_program = request.path.startswith(("/api/", "/static/", "/health"))
        return not (is_account_page or is_program or is_mfa_enabled(reader))
