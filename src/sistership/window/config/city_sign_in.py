"""Read from the environment with which providers (OpenID Connect) cities' people may sign in.

One provider: SISTERSHIP_OIDC_ISSUER, SISTERSHIP_OIDC_CLIENT_ID, SISTERSHIP_OIDC_CLIENT_SECRET, and if wanted
SISTERSHIP_OIDC_NAME (on the button) and SISTERSHIP_OIDC_DOMAINS (mail domains that it may vouch for).
A further one has a name of its own in capitals before the last word: SISTERSHIP_OIDC_GDYNIA_ISSUER and so on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_VARIABLE = re.compile(
    r"SISTERSHIP_OIDC_(?:(?P<key>[A-Z0-9]+)_)?(?P<what>ISSUER|CLIENT_ID|CLIENT_SECRET|NAME|DOMAINS)"
)
_NEEDED = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")


def providers_from(environment: Mapping[str, str]) -> dict[str, Any]:
    """allauth's setting of providers; empty where none is named.

    Raises ImproperlyConfigured where a provider is named by half.
    """
    found: dict[str, dict[str, str]] = {}
    for variable, value in sorted(environment.items()):
        match = _VARIABLE.fullmatch(variable)
        if match and value.strip():
            found.setdefault(match["key"] or "", {})[match["what"]] = value.strip()
    apps = [_app(key, values) for key, values in found.items()]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}} if apps else {}


def origins_of(providers: Mapping[str, Any]) -> list[str]:
    """Scheme and host of every provider named."""
    apps = providers.get("openid_connect", {}).get("APPS", [])
    parts = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return [f"{one.scheme}://{one.netloc}" for one in parts]


def _app(key: str, values: Mapping[str, str]) -> dict[str, Any]:
    prefix = f"SISTERSHIP_OIDC_{key}_" if key else "SISTERSHIP_OIDC_"
    missing = [prefix + what for what in _NEEDED if what not in values]
    if missing:
        raise ImproperlyConfigured(
            f"Signing in with a city's own accounts is set up by half: {', '.join(missing)} is missing. "
            f"Set it, or unset the other variables that begin with {prefix}."
        )
    domains = re.split(r"[\s,;]+", values.get("DOMAINS", "").lower())
    return {
        "provider_id": key.lower() or "city",
        "name": values.get("NAME") or values["ISSUER"].removeprefix("https://"),
        "client_id": values["CLIENT_ID"],
        "secret": values["CLIENT_SECRET"],
        "settings": {
            "server_url": values["ISSUER"],
            "domains": [domain.removeprefix("@") for domain in domains if domain],
        },
    }
