"""Every page of the window: no axe violation, no sideways scrolling on a phone, nothing in the console."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from tests.pages.walk import arguments, names
from tests.world import build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Not pages: downloads, and addresses that only take a POST.
NO_PAGE = {
    "blueprint_csv",
    "blueprint_json",
    "blueprint_pdf",
    "partnership_blueprint_csv",
    "partnership_blueprint_json",
    "partnership_blueprint_pdf",
    "evidence_file",
    "document_file",
    "answer_file",
    "commitment_follow",
}
READER = {"desk": "lead_k", "answer": None}


def _reader(world, name: str):
    if name.startswith("desk"):
        return world.lead_k
    if name in PUBLIC:
        return None
    return world.administrator


PUBLIC = {
    "home",
    "partnerships",
    "partnership",
    "partnership_blueprint",
    "agreement",
    "blueprint",
    "commitment",
    "visit",
    "committee",
    "about",
    "accessibility",
    "answer",
    "answer_done",
}


def _path(name: str, world, language: str) -> str:
    with translation.override(language):
        return reverse(name, kwargs=arguments(name, world))


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_pages_have_no_axe_violation_and_fit_a_phone(chromium, live_server, open_page, language):
    from axe_playwright_python.sync_playwright import Axe

    world = build_world()
    faults: list[str] = []
    axe = Axe()
    pages: dict = {}
    for name in names():
        if name in NO_PAGE:
            continue
        reader = _reader(world, name)
        key = reader.pk if reader else 0
        if key not in pages:
            pages[key] = open_page(f"/{language}/", account=reader, language=language)
            pages[key].on("console", lambda message: faults.append(f"console: {message.text}"))
        page = pages[key]
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(_path(name, world, language))
        if response.status != 200:
            if response.status not in (404, 405, 410):  # an unknown one-time link; a POST-only address
                faults.append(f"{name}: status {response.status}")
            continue
        for violation in axe.run(page).response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            faults.append(f"{name}: {violation['id']}: {nodes}")
        page.set_viewport_size({"width": 390, "height": 844})
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if overflow > 0:
            faults.append(f"{name}: {overflow} px wider than a phone")
    assert faults == []
