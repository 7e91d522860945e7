"""Checks of the machine: Python, room on the disk, PDF, fonts, catalogues."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sistership.cli.doctor.findings import Finding, check, fail, ok, warn
from sistership.common.text import LANGUAGES, LOCALE_FOLDER
from sistership.report.pdf import is_pdf_available

OLDEST_PYTHON = (3, 11)
LITTLE_BYTES = 5 * 1024**3
TOO_LITTLE_BYTES = 500 * 1024**2


@check("python")
def _look_at_python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        yield fail(f"Python {version} is too old", "Install Python 3.11 or newer, and the window with it")
    else:
        yield ok(f"Python {version}")


@check("disk")
def _look_at_disk() -> Iterator[Finding]:
    yield disk_finding(shutil.disk_usage(settings.DATA_FOLDER).free, settings.DATA_FOLDER)


def disk_finding(free: int, folder: Path) -> Finding:
    """What so much room means."""
    said = f"{free / 1024**3:.1f} GB free on the disk of {folder}"
    if free < TOO_LITTLE_BYTES:
        return fail(said, "Make room now: a full disk stops every write")
    if free < LITTLE_BYTES:
        return warn(said, "Make room, or move the data folder to a larger disk")
    return ok(said)


@check("pdf")
def _look_at_pdf() -> Iterator[Finding]:
    if is_pdf_available():
        yield ok("PDF can be written (Pango is there)")
    else:
        yield warn(
            "No PDF: the library Pango is not on this machine; pages offer their print view instead",
            "Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0, then start the window again",
        )


@check("fonts")
def _look_at_fonts() -> Iterator[Finding]:
    found = _chinese_fonts()
    if found is None:
        yield warn(
            "Cannot tell which fonts are there (the program fc-list is missing)", "apt install fontconfig"
        )
    elif not found:
        yield warn("No font for Chinese: PDF shows empty boxes", "apt install fonts-noto-cjk")
    else:
        yield ok(f"{found} fonts for Traditional Chinese")


def _chinese_fonts() -> int | None:
    program = shutil.which("fc-list")
    if program is None:
        return None
    done = subprocess.run(  # noqa: S603 - a fixed command
        [program, ":lang=zh-tw", "family"], capture_output=True, text=True, timeout=20, check=False
    )
    return len(done.stdout.splitlines())


@check("catalogues")
def _look_at_catalogues() -> Iterator[Finding]:
    missing = missing_catalogues(Path(LOCALE_FOLDER))
    if missing:
        yield fail(
            f"The words of the pages are not compiled for {', '.join(missing)}; readers see English",
            "Install the window again from its package",
        )
    else:
        yield ok("The words of the pages are there in every language")


def missing_catalogues(folder: Path) -> list[str]:
    """Languages whose catalogue is not compiled."""
    missing = []
    for language in LANGUAGES:
        name = "zh_Hant" if language == "zh-hant" else language
        place = folder / name / "LC_MESSAGES"
        if language != "en" and not (place / "django.mo").exists():
            missing.append(language)
    return missing
