"""Open a page by the secret link of a profile's owner."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sistership.common.errors import InputError
from sistership.window.offices.market.addresses import profile_by_secret
from sistership.window.offices.market.models import Profile
from sistership.window.pages.public.enquiry_link import secretly, void


def by_owner(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page about the profile that the link opens."""

    @wraps(view)
    def page(request: HttpRequest, secret: str, *args: Any, **options: Any) -> HttpResponseBase:
        try:
            profile: Profile = profile_by_secret(secret)
        except InputError as error:
            return void(request, error)
        return view(request, profile, secret, *args, **options)

    return secretly(page)
