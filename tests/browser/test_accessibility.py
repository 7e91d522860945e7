"""Every page of the window: no axe violation, no sideways scrolling on a phone, nothing in the console."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from tests.pages.test_access import read_table
from tests.pages.walk import arguments
from tests.world import build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Downloads are no pages.
NO_PAGE = re.compile(r"_(csv|json|pdf|file|export|feed|dates)$")
READERS = {"anonymous": None, "lead_k": "lead_k", "administrator": "administrator"}


def _pages() -> dict[str, str]:
    """Pages by name, and the role that opens each: nobody if that is enough, else the first that may."""
    found = {}
    for asked, statuses in read_table().items():
        method, name = asked.split(" ", maxsplit=1)
        if method == "GET" and not name.startswith("/api/") and not NO_PAGE.search(name):
            role = next((role for role in READERS if statuses[role] == 200), None)
            if role:
                found[name] = role
    return found


def _path(name: str, world, language: str) -> str:
    with translation.override(language):
        return reverse(name, kwargs=arguments(name, world))


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_pages_have_no_axe_violation_and_fit_a_phone(chromium, live_server, open_page, language):
    from axe_playwright_python.sync_playwright import Axe

    world = build_world()
    faults: list[str] = []
    axe = Axe()
    pages: dict[str, Any] = {}
    for name, role in _pages().items():
        if role not in pages:
            account = getattr(world, role) if READERS[role] else None
            pages[role] = open_page(f"/{language}/", account=account, language=language)
            pages[role].on("console", lambda message: faults.append(f"console: {message.text}"))
        page = pages[role]
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(_path(name, world, language))
        if response.status != 200:
            faults.append(f"{name}: status {response.status}")
            continue
        for violation in axe.run(page).response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            faults.append(f"{name}: {violation['id']}: {nodes}")
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if overflow > 0:
                faults.append(f"{name}: {overflow} px wider than a screen of {width} px")
    assert len(pages) == len(READERS)
    assert faults == []
