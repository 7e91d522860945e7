"""The last words of `make test`: what this machine could not test, loudly."""

from __future__ import annotations

import os
import shutil
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def not_tested() -> list[str]:
    """One line for each part that was skipped, with what would let it run."""
    lines = []
    if not os.environ.get("SISTERSHIP_CHROMIUM") and not any(map(shutil.which, BROWSERS)):
        lines.append("pages in a real browser: install Chromium, or name one in SISTERSHIP_CHROMIUM")
    if not os.environ.get("SISTERSHIP_TEST_POSTGRES_URL"):
        lines.append("PostgreSQL: name a server in SISTERSHIP_TEST_POSTGRES_URL")
    if not shutil.which("xgettext"):
        lines.append("whether every text is in the catalogues: install gettext")
    return lines


if __name__ == "__main__":
    for line in not_tested():
        print(f"\n*** NOT TESTED: {line} ***", file=sys.stderr)
