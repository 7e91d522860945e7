"""Follow a guide by its own words: what it sets in bold or italics is looked for, translated, on pages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.translation.trans_real import translation

GUIDES = Path(__file__).parents[2] / "docs" / "guide"
PLAIN = """(element) => { const copy = element.cloneNode(true);
  copy.querySelectorAll(".hidden-word, .count, .sub, .optional").forEach((one) => one.remove());
  return copy.textContent.replace(/\\s+/g, " ").trim(); }"""
FIND = f"""([words, inside]) => {{ const plain = {PLAIN};
  return [...document.querySelectorAll(inside)].find(
    (one) => one.checkVisibility() && words.includes(plain(one))); }}"""
SEEN = f"""(words) => {{ const plain = {PLAIN};
  const places = "main :is(h1, h2, h3, caption, a, button, summary, label, legend, dt, p)";
  return [...document.querySelectorAll(places)].some(
    (one) => one.checkVisibility() && words.includes(plain(one))); }}"""


@cache
def _catalogue(language: str) -> dict[str, set[str]]:
    """Each text of the window with its translations, whatever their context."""
    found: dict[str, set[str]] = {}
    for key, said in translation(language)._catalog.items():
        if isinstance(key, str):
            found.setdefault(key.split("\x04")[-1], set()).add(said)
    return found


class Reader:
    """Somebody who reads a guide and works on a page in another language."""

    def __init__(self, page, guide: str, language: str):
        self.page, self.guide, self.language = page, guide, language
        self.text = (GUIDES / f"{guide}.md").read_text("utf-8")

    def said(self, words: str) -> list[str]:
        """The words of the guide as the page says them."""
        assert re.search(rf"(\*|→ ){re.escape(words)}([.:]?\*| →)", self.text), (
            f"not in {self.guide}.md: {words}"
        )
        assert words in _catalogue(self.language), (
            f"no text of the window is “{words}”, as {self.guide}.md says"
        )
        return sorted(_catalogue(self.language)[words])

    def find(self, words: str, inside: str = "a[href], button, summary"):
        """What one can choose under these words; fails where the page has none."""
        said = self.said(words)
        found = self.page.evaluate_handle(FIND, [said, inside]).as_element()
        assert found, f"{self.guide}.md: “{words}” ({' / '.join(said)}) is not on {self.page.url}"
        return found

    def press(self, *words: str) -> None:
        """Choose what leads to another page."""
        for one in words:
            found = self.find(one)
            with self.page.expect_navigation():
                found.click()

    def unfold(self, words: str) -> None:
        self.find(words, "summary").click()

    def choose(self, words: str) -> None:
        """Tick a box, or choose one of several."""
        self.find(words, "label").click()

    def see(self, *words: str) -> None:
        """These words stand on the page."""
        for one in words:
            assert self.page.evaluate(SEEN, self.said(one)), (
                f"{self.guide}.md: “{one}” ({' / '.join(self.said(one))}) is not on {self.page.url}"
            )
