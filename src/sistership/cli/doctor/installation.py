"""Checks of the settings and the data folder."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from sistership.cli.doctor.findings import Finding, check, fail, ok, warn
from sistership.window.ground.parts import missing_libraries

SHORTEST_KEY = 50
DISTINCT_IN_KEY = 10


@check("data folder")
def _look_at_data_folder() -> Iterator[Finding]:
    folder: Path = settings.DATA_FOLDER
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield fail(
            f"{folder} cannot be written ({error.strerror})",
            f"Give it to the user of the window: chown -R sistership {folder}",
        )
        return
    open_to = [name for name in ("", "secret_key", "first-passwords.txt") if _is_open(folder / name)]
    if open_to:
        places = ", ".join(str(folder / name).rstrip("/") for name in open_to)
        yield fail(f"Other users of the machine can read {places}", f"chmod -R go-rwx {folder}")
    else:
        yield ok(f"{folder} can be written, and only its owner can read it")
    if settings.IS_PRODUCTION and (folder / "first-passwords.txt").exists():
        yield warn(
            f"{folder / 'first-passwords.txt'} is still there",
            "Change these passwords in the window, then delete the file",
        )


def _is_open(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except FileNotFoundError:
        return False


@check("secret key")
def _look_at_secret_key() -> Iterator[Finding]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < DISTINCT_IN_KEY:
        where = "SISTERSHIP_SECRET_KEY" if os.environ.get("SISTERSHIP_SECRET_KEY") else "the file secret_key"
        yield fail(
            f"The secret key in {where} can be guessed ({len(key)} characters)",
            "Unset SISTERSHIP_SECRET_KEY, delete secret_key and start again: a new one is made, and everybody"
            " signs in again",
        )
    else:
        yield ok("The secret key is long enough")


@check("mode")
def _look_at_mode() -> Iterator[Finding]:
    if settings.DEBUG:
        yield fail("DEBUG is on: errors show the inside of the window to everybody", "Set no DEBUG anywhere")
    if settings.MODE not in ("demo", "production"):
        yield fail(f"SISTERSHIP_MODE is {settings.MODE!r}", "Set it to production, or to demo")
    elif not settings.IS_PRODUCTION:
        yield warn(
            "The window runs in demo mode: without https, and staff need no second factor",
            "Set SISTERSHIP_MODE=production before the first city works in it",
        )
    else:
        yield ok("production mode")


@check("public address")
def _look_at_public_url() -> Iterator[Finding]:
    parts = urlsplit(settings.PUBLIC_URL)
    if not parts.scheme or not parts.hostname or parts.path.strip("/"):
        yield fail(
            f"SISTERSHIP_PUBLIC_URL is {settings.PUBLIC_URL!r}",
            "Set it to the address alone, such as https://window.example.org",
        )
        return
    problems = list(_address_problems(parts.scheme, parts.hostname))
    yield from problems or [ok(settings.PUBLIC_URL)]


def _address_problems(scheme: str, host: str) -> Iterator[Finding]:
    if settings.PUBLIC_URL.endswith("/"):
        yield fail(f"{settings.PUBLIC_URL} ends in a stroke", "Leave the / at its end out")
    if settings.IS_PRODUCTION and scheme != "https":
        yield fail(
            f"Letters carry links to {settings.PUBLIC_URL}, without https",
            "Set SISTERSHIP_PUBLIC_URL to https://…",
        )
    if not validate_host(host, settings.ALLOWED_HOSTS):
        yield fail(
            f"The window refuses to be asked for as {host}",
            f"Add it to SISTERSHIP_HOSTS, which is {','.join(settings.ALLOWED_HOSTS)}",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield fail("The window answers to any name", "Name yours in SISTERSHIP_HOSTS in place of *")


@check("matching")
def _look_at_matching() -> Iterator[Finding]:
    if missing := missing_libraries():
        yield warn(
            f"Nobody is suggested, placed or given a plan: {', '.join(missing)} are not installed",
            "Where that is wanted: pip install 'sistership[matching]' && sistership rebuild",
        )
    else:
        yield ok("Its libraries are installed")


@check("proxies")
def _look_at_proxies() -> Iterator[Finding]:
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if settings.IS_PRODUCTION and count == 0:
        yield fail(
            "No proxy is named: a few wrong passwords lock out every reader, as all seem to be the proxy",
            "Set SISTERSHIP_PROXIES to the number of proxies of your own, usually 1",
        )
    elif not settings.IS_PRODUCTION and count:
        yield warn(
            f"{count} proxies are named in demo mode",
            "Unset SISTERSHIP_PROXIES where none is: anybody could pretend to be another machine",
        )
    else:
        yield ok(f"{count} proxies in front")
