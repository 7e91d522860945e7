"""PDF: written from memory only, and a clear word where Pango is absent."""

import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from sistership.report import html_to_pdf, is_pdf_available, state_bar

WITHOUT_PANGO = """
import sys
class NoWeasyPrint:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, NoWeasyPrint())
from sistership.common.errors import MissingPartError
from sistership.report import html_to_pdf, is_pdf_available
assert is_pdf_available() is False
try:
    html_to_pdf("<p>x")
except MissingPartError as error:
    print(error.message)
"""
needs_pango = pytest.mark.skipif(not is_pdf_available(), reason="Pango is not on this machine")


def page_size(pdf: bytes) -> bytes:
    """The size of the only page, which stands in a compressed stream."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    texts = b"".join(zlib.decompressobj().decompress(part) for part in streams)
    (size,) = re.findall(rb"/MediaBox \[[^]]*\]", texts)
    return size


@needs_pango
def test_a_page_with_a_figure_becomes_a_pdf() -> None:
    page = f"<html lang=zh-Hant><h1>行動藍圖</h1>{state_bar({'kept': 1}, label='1')}</html>"
    assert html_to_pdf(page, base_url="https://window.example/").startswith(b"%PDF-")


@needs_pango
def test_styles_come_from_the_reader_and_nothing_else_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }", encoding="utf-8")
    asked: list[str] = []

    def read_static(path: str) -> bytes | None:
        asked.append(path)
        return b"@page { size: 600px 400px }" if path == "/static/page.css" else None

    page = (
        '<link rel="stylesheet" href="/static/page.css">'
        '<img src="http://192.0.2.1/beacon.png">'
        f'<link rel="stylesheet" href="{secret.as_uri()}"><p>x'
    )
    written = html_to_pdf(page, read_static=read_static)
    assert page_size(written) == b"/MediaBox [0 0 450 300]"
    assert asked == ["/static/page.css"]


def test_without_pango_it_says_what_to_do() -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith("cannot load library 'libpango-1.0-0': A PDF cannot be written")
    assert "install Pango" in run.stdout
