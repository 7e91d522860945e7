"""What one does with the keyboard alone."""

from __future__ import annotations

import pytest


def press_tab_to(page, selector: str, *, at_most: int = 80) -> None:
    """Walk with the Tab key until the element has the focus; fails where the keyboard does not reach it."""
    wanted = page.locator(selector).first
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach {selector} on {page.url}")
