"""The reader beside trafilatura (main text of HTML) and dateparser (dates), on the test documents."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCUMENTS = Path(__file__).resolve().parent.parent / "tests" / "reading" / "documents"
PACKAGES = ("trafilatura", "dateparser")
ROUNDS = 3
# Runs in the peers' own environment: reads a task from standard input, writes what came out.
PEER = """
import json, sys, time
import trafilatura
from dateparser.search import search_dates
pages, texts = json.load(sys.stdin)
def cpu(call):
    best, found = None, None
    for _ in range(3):
        started = time.process_time(); found = call(); spent = time.process_time() - started
        best = spent if best is None else min(best, spent)
    return best, found
def once(call):
    started = time.process_time(); found = call(); return time.process_time() - started, found
def main(page): return cpu(lambda: trafilatura.extract(page) or "")
def said(text): return search_dates(text[0], languages=[text[1]]) or []
def dates(text): return once(lambda: [day.date().isoformat() for _, day in said(text)])
main(pages[0]); dates(texts[0])
json.dump([[main(page) for page in pages], [dates(text) for text in texts]], sys.stdout)
"""
DATEPARSER_LANGUAGES = {"zh-Hant": "zh-Hant", "en": "en", "pl": "pl"}


@dataclass(frozen=True, slots=True)
class Reading:
    """Ours beside theirs; shares are of what people marked in the documents."""

    documents: int
    slowest_read_cpu_s: float
    slowest_read: str
    pages: int
    main_kept: tuple[float, float]
    """Share of the marked sentences that the main text still holds."""
    main_cpu_ratio: float
    dated: int
    dates_found: tuple[float, float]
    """Share of the documents whose day of the event was found; theirs counts any date found at all."""
    dates_cpu_ratio: float
    """Reading the whole document, beside searching it for dates only."""


def _cpu(call: Callable[[], Any]) -> tuple[float, Any]:
    best = float("inf")
    found = None
    for _ in range(ROUNDS):
        started = time.process_time()
        found = call()
        best = min(best, time.process_time() - started)
    return best, found


def _marked(golden: dict[str, Any]) -> list[str]:
    rows = [
        row
        for name in ("commitment", "intention", "fact")
        for row in golden.get(name, [])
        if isinstance(row, dict)
    ]
    return [row.get("what") or row.get("text") for row in rows if row.get("what") or row.get("text")]


def _kept(text: str, marked: list[str]) -> int:
    flat = "".join(text.split())
    return sum("".join(sentence.split()) in flat for sentence in marked)


def measure(folder: Path) -> Reading:
    """Read every test document that can be read; let the peers do their part of it."""
    from sistership.formats.documents.reading import read_document
    from sistership.reading.reader import read_text

    python = _set_up(folder)
    pages, texts, costs = [], [], {}
    for path in sorted(DOCUMENTS.glob("*/*")):
        golden_path = path.with_suffix(".json")
        if path == golden_path or not golden_path.exists():
            continue
        golden = json.loads(golden_path.read_text(encoding="utf-8"))
        if golden.get("refused"):
            continue
        content = path.read_bytes()
        document = read_document(content, file=path.name)
        spent, draft = _cpu(lambda at=content, name=path.name: _read(at, name))
        costs[path.name] = spent
        if path.suffix == ".html":
            ours = _cpu(lambda at=content, name=path.name: read_document(at, file=name))[0]
            pages.append((content.decode("utf-8", "replace"), document.text, ours, _marked(golden)))
        language = DATEPARSER_LANGUAGES.get(golden.get("language", ""))
        wanted = {one["value"] if isinstance(one, dict) else one for one in golden.get("event_date", [])}
        if wanted and language:
            days = {str(field.value) for field in draft.named("event_date")}
            reading = _cpu(lambda at=document.text: read_text(at))[0]
            texts.append((document.text, language, bool(days & wanted), wanted, reading))
    asked = json.dumps([[page[0] for page in pages], [text[:2] for text in texts]])
    told = subprocess.run([python, "-c", PEER], input=asked, capture_output=True, text=True, check=True)
    their_pages, their_texts = json.loads(told.stdout)
    marked = sum(len(page[3]) for page in pages)
    slowest = max(costs, key=lambda name: costs[name])
    return Reading(
        documents=len(costs),
        slowest_read_cpu_s=costs[slowest],
        slowest_read=slowest,
        pages=len(pages),
        main_kept=(
            sum(_kept(page[1], page[3]) for page in pages) / marked,
            sum(_kept(their[1], page[3]) for page, their in zip(pages, their_pages, strict=True)) / marked,
        ),
        main_cpu_ratio=sum(page[2] for page in pages) / sum(their[0] for their in their_pages),
        dated=len(texts),
        dates_found=(
            sum(text[2] for text in texts) / len(texts),
            sum(bool(text[3] & set(their[1])) for text, their in zip(texts, their_texts, strict=True))
            / len(texts),
        ),
        dates_cpu_ratio=sum(text[4] for text in texts) / sum(their[0] for their in their_texts),
    )


def _read(content: bytes, name: str) -> Any:
    from sistership.formats.documents.reading import read_document
    from sistership.reading.reader import read_text

    return read_text(read_document(content, file=name).text)


def _set_up(folder: Path) -> Path:
    python = folder / "reading" / "bin" / "python"
    if not python.exists():
        subprocess.run(["uv", "venv", "-q", folder / "reading"], check=True)
        subprocess.run(["uv", "pip", "install", "-q", "--python", python, *PACKAGES], check=True)
    return python
