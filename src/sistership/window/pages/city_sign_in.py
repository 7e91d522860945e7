"""Signing in with a city's own accounts (OpenID Connect): whom a provider may vouch for.

1. Nobody gets an account by signing in. An account is made by invitation, here.
2. A provider signs in the account that its owner has tied to it (page: my account), or, where settings name
   mail domains for it, the account with the address that the provider has verified in one of these domains.
3. Anyone else is told whom to ask.
4. A second factor set up here is asked for here; what the provider asked for does not count.
"""

from __future__ import annotations

from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.views import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


class CityAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Ties identities of a city's provider to accounts of the window."""

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Only for addresses that the provider has verified, in a domain that it is trusted for."""
        domains = login.provider.app.settings.get("domains", [])
        return email.rpartition("@")[2].lower() in domains

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an account comes by invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse an identity of a closed account with the same page as an unknown one."""
        if sociallogin.is_existing and not sociallogin.user.is_active:
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to one's own account."""
        return reverse("my_account")


def city_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider; where it does not answer, or not as it should, say so instead of failing."""
    try:
        response: HttpResponse = login(request, provider_id=provider_id)
    except (requests.RequestException, KeyError, ValueError):
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response
