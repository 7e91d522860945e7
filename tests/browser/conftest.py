"""A real Chromium against the window served on loopback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

CHROMIUM = (
    os.environ.get("SISTERSHIP_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """One browser for the whole run."""
    if not CHROMIUM:
        pytest.skip("Chromium is not on this machine: pages are NOT tested in a real browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server) -> Iterator:
    """A function (path, width, account) → page, each in a context of its own."""
    contexts = []

    def opened(path: str = "/en/", *, width: int = 1280, account=None, language: str = "en"):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=language, base_url=live_server.url
        )
        contexts.append(context)
        if account is not None:
            context.add_cookies([_session(account, live_server.url)])
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def _session(account, url: str) -> dict:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(account)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": url}
