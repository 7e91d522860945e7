"""Every page of the window: no axe violation, no sideways scrolling on a phone, nothing in the console,
and everything on it is reached with the keyboard alone.

Each page is loaded once, in one of the languages by turns.
"""

from __future__ import annotations

from itertools import cycle

import pytest
from tests.browser.every_page import every_page
from tests.world import build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
LANGUAGES = ("zh-hant", "pl", "en")
# What is in order is not written down: that takes half of the time.
ONLY_VIOLATIONS = {"resultTypes": ["violations"]}
WITHOUT_CONTRAST = ONLY_VIOLATIONS | {"rules": {"color-contrast": {"enabled": False}}}
# The same on every page that a role reads in a language: looked at once.
PAGE_ALONE = {"exclude": [["header.top"], ["footer.foot"]]}

# How the words that can be seen on a page look: their colour, size and weight, and all that is painted behind
# them. Contrast takes half of axe's time, and where no look is new it was measured on a page before. What axe
# passes by, as it does what is hidden or switched off, is no look or one of its own.
LOOKS = """() => {
  const looks = new Set();
  const shown = new Set(document.querySelectorAll("input, select, textarea"));
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (walk.currentNode.data.trim()) shown.add(walk.currentNode.parentElement);
  for (const element of shown) {
    const {width, height} = element.getBoundingClientRect();
    if (Math.min(width, height) < 2 || !element.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(element);
    const behind = [element.closest(":disabled, [aria-disabled=true], label:has(:disabled)") !== null];
    for (let one = element; one; one = one.parentElement) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(one);
      if (backgroundImage !== "none" || opacity !== "1") behind.push(backgroundImage, opacity, one.className);
      if (backgroundColor !== "rgba(0, 0, 0, 0)") behind.push(backgroundColor);
      if (backgroundColor.startsWith("rgb(")) break;
    }
    looks.add([style.color, style.fontSize, style.fontWeight, style.position, ...behind].join(" "));
  }
  return [...looks];
}"""

# What a mouse can choose in the page's own part; a group of radio buttons is one stop of the Tab key.
STOPS = """() => {
  const wanted = new Map();
  for (const element of document.querySelectorAll(
      "main :is(a[href], button, input, select, textarea, summary, [tabindex])")) {
    if (element.disabled || element.type === "hidden" || element.closest("[aria-hidden=true]")
        || !element.checkVisibility({visibilityProperty: true})) continue;
    const group = element.type === "radio" ? `radio ${element.form?.id} ${element.name}` : element;
    if (!wanted.has(group) || element.checked) wanted.set(group, element);
  }
  window.stops = new Set(wanted.values());
  window.unseen = [];
  document.addEventListener("focusin", ({target}) => {
    const style = getComputedStyle(target), label = target.labels?.[0];
    const marked = [style, label && getComputedStyle(label)].some(
      (one) => one && (one.outlineStyle !== "none" || one.boxShadow !== "none"));
    if (window.stops.delete(target) && !marked) window.unseen.push(target.outerHTML.slice(0, 120));
  });
  return window.stops.size;
}"""
LEFT = """() => [...[...window.stops].map((one) => "not reached: " + one.outerHTML.slice(0, 120)),
  ...window.unseen.map((one) => "focus is not shown: " + one)]"""


def _walk_by_keyboard(page) -> list[str]:
    """Over the link that skips the menu into the page, then stop after stop."""
    stops = page.evaluate(STOPS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(stops):
        page.keyboard.press("Tab")
    # a date has a stop for its day, month and year
    while page.evaluate("window.stops.size > 0 && document.activeElement.closest('main') !== null"):
        page.keyboard.press("Tab")
    return page.evaluate(LEFT)


def test_every_page_is_clean_fits_a_phone_and_works_by_keyboard(chromium, live_server, open_page):
    from axe_playwright_python.sync_playwright import Axe

    world = build_world()
    faults: list[str] = []
    axe = Axe()
    tabs: dict[str, object] = {}
    measured: set[str] = set()
    framed: set[tuple[str, str]] = set()

    def hear(message) -> None:
        faults.append(f"console: {message.text}")

    languages = cycle(LANGUAGES)
    for one in every_page(world):
        if one.role not in tabs:
            account = None if one.role == "anonymous" else getattr(world, one.role)
            tabs[one.role] = open_page("/en/", account=account)
            tabs[one.role].on("console", hear)
        page, language = tabs[one.role], next(languages)
        named = f"{one.name} ({language})"
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(one.address(language))
        if response.status != 200 or page.url != live_server.url + one.address(language):
            faults.append(f"{named}: status {response.status} at {page.url}")
            continue
        looks = set(page.evaluate(LOOKS))
        options = WITHOUT_CONTRAST if looks <= measured else ONLY_VIOLATIONS
        measured |= looks
        context = PAGE_ALONE if (one.role, language) in framed else None
        framed.add((one.role, language))
        for violation in axe.run(page, context=context, options=options).response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            faults.append(f"{named}: {violation['id']}: {nodes}")
        faults += [f"{named}: {fault}" for fault in _walk_by_keyboard(page)]
        page.set_viewport_size({"width": 320, "height": 844})
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if overflow > 0:
            faults.append(f"{named}: {overflow} px wider than a screen of 320 px")
    assert not faults, "\n".join(faults)
