"""HTML to PDF with WeasyPrint, where Pango is on the machine; nothing is fetched from the network."""

from __future__ import annotations

import functools
import mimetypes
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from sistership.common.errors import MissingPartError

INNER_BASE = "https://window.invalid/"


@functools.cache
def is_pdf_available() -> bool:
    """Whether this machine can write PDF: WeasyPrint is installed and finds Pango."""
    try:
        _weasyprint()
    except MissingPartError:
        return False
    return True


def html_to_pdf(
    html: str, *, base_url: str | None = None, read_static: Callable[[str], bytes | None] | None = None
) -> bytes:
    """A page as PDF, with its print style.

    Images and stylesheets come from `data:` addresses and from `read_static`, which gets the path of an
    address on the host of `base_url` ("/static/sistership/print.css") and returns its bytes or None; anything
    else is left out.
    `base_url` is the address of the page and is written into its links.
    Raises `MissingPartError` without Pango.
    """
    base = base_url or INNER_BASE
    weasyprint = _weasyprint()
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # optional: needs Pango

    class WindowFetcher(URLFetcher):  # type: ignore[misc]
        """Answers from memory only."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",))

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if urlsplit(url).scheme == "data":
                return super().fetch(url, headers)
            path = urlsplit(url).path
            is_own = urlsplit(url)[:2] == urlsplit(base)[:2]
            content = read_static(path) if is_own and read_static is not None else None
            if content is None:
                raise ValueError(f"{url} is not a file of this window; nothing is fetched for a PDF.")
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    document = weasyprint.HTML(string=html, base_url=base, url_fetcher=WindowFetcher())
    # Tagged, so that a screen reader finds headings, lists, tables and the language of each part.
    written: bytes = document.write_pdf(pdf_tags=True)
    return written


def _weasyprint() -> Any:
    try:
        import weasyprint  # optional: loads Pango, slow
    except (ImportError, OSError) as error:
        raise MissingPartError(
            "A PDF cannot be written: the library Pango is not on this machine.",
            where=str(error).splitlines()[0][:120],
            next_step="Print the page from the browser, or install Pango (Debian: apt install libpango-1.0-0"
            " libpangoft2-1.0-0) and start the window again.",
        ) from error
    return weasyprint
