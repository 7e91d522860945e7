"""Every text is translated into every language, and no translation breaks its placeholders."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "sistership"
LOCALES = ("zh_Hant", "pl", "ms")
PLURALS = {"zh_Hant": 1, "pl": 3, "ms": 1}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def _read(path: Path, locale: str) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=locale)


def _po(package: Path, locale: str) -> Path:
    return package / "locale" / locale / "LC_MESSAGES" / "django.po"


def _texts(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def _missing(catalogue: Catalog) -> list[str]:
    return [
        str(message.id) for message in catalogue if message.id and (message.fuzzy or not all(_texts(message)))
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_untranslated_or_fuzzy(locale):
    assert _missing(_read(_po(PACKAGE, locale), locale)) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_translations_keep_their_placeholders_and_plural_forms(locale):
    wrong = []
    for message in _read(_po(PACKAGE, locale), locale):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        expected = set(PLACEHOLDER.findall(sources[-1]))
        texts = _texts(message)
        if len(sources) > 1 and len(texts) != PLURALS[locale]:
            wrong.append(f"{sources[0]}: {len(texts)} plural forms")
        wrong += [
            f"{sources[0]} → {text}" for text in texts if not set(PLACEHOLDER.findall(text)) <= expected
        ]
        if len(sources) == 1:
            wrong += [
                f"{sources[0]} → {text}" for text in texts if set(PLACEHOLDER.findall(text)) != expected
            ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_catalogue_holds_what_a_fresh_extraction_finds(locale, tmp_path_factory):
    if not (shutil.which("xgettext") and shutil.which("msgmerge")):
        warnings.warn(
            "xgettext is absent: catalogues are NOT checked against a fresh extraction", stacklevel=1
        )
        pytest.skip("xgettext is absent: catalogues are NOT checked against a fresh extraction")
    fresh = tmp_path_factory.getbasetemp() / "fresh" / "sistership"
    if not fresh.exists():
        shutil.copytree(PACKAGE, fresh, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        subprocess.run(
            [sys.executable, str(ROOT / "tools" / "extract_messages.py"), str(fresh)], check=True, cwd=ROOT
        )
    found = {(message.context, str(message.id)) for message in _read(_po(fresh, locale), locale)}
    held = {(message.context, str(message.id)) for message in _read(_po(PACKAGE, locale), locale)}
    assert found - held == set()
    assert held - found == set()
    assert _missing(_read(_po(fresh, locale), locale)) == []
