"""Bring the .po catalogues up to date with the source: new messages come in empty, unused ones go.

Needs the gettext programs (xgettext, msgmerge).  Run:  uv run python tools/extract_messages.py [FOLDER]
FOLDER is the package to extract from, src/sistership unless given; the tests extract from a copy.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("zh_Hant", "pl", "ms")  # English is the source language and needs no catalogue


def extract(package: Path) -> None:
    """Run Django's makemessages over the package, which holds the folder `locale`."""
    for name in LOCALES:
        (package / "locale" / name / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    before = Path.cwd()
    os.chdir(package)
    try:
        call_command(
            "makemessages",
            locale=list(LOCALES),
            no_wrap=True,
            add_location="file",
            no_obsolete=True,
            verbosity=0,
        )
    finally:
        os.chdir(before)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sistership.window.config.settings")
    import django

    django.setup()
    extract(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "src" / "sistership")
