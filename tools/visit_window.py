"""Open the window with `make up`, visit it as a person would, and close it: for .ci/run.

    python tools/visit_window.py CHECKOUT PORT SECONDS

Starts `make up` in CHECKOUT, waits at most SECONDS for it, reads the home page in four languages, logs in
with the first password of an officer, asks for a PDF, presses Ctrl-C and sees that everything ends.
SISTERSHIP_DATA_DIR names the data folder. Standard library only.
"""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

LANGUAGES = {"zh-hant": "zh-Hant", "en": "en", "pl": "pl", "ms": "ms"}
STOP_WITHIN_S = 45


class Visitor:
    """A browser of few words: keeps cookies, follows redirects."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def read(self, path: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """The address arrived at and the page; an HTTP error ends the visit."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(urllib.parse.urljoin(self.address, path), data=data)  # noqa: S310
        with self.opener.open(request, timeout=60) as response:
            return response.url, response.read().decode("utf-8", "replace")

    def fail(self, path: str) -> tuple[int, str]:
        """The status and the page of an address that must not succeed."""
        try:
            arrived, _ = self.read(path)
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode("utf-8")
        sys.exit(f"{arrived} was expected to fail")


def wait_for(visitor: Visitor, process: subprocess.Popen[bytes], within_s: float) -> None:
    """Until /health answers."""
    deadline = time.monotonic() + within_s
    while True:
        try:
            visitor.read("/health")
            return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                sys.exit(f"make up ended by itself with {process.returncode}")
            if time.monotonic() > deadline:
                sys.exit(f"the window did not answer within {within_s:.0f} s")
            time.sleep(0.5)


def visit(visitor: Visitor, passwords: Path) -> None:
    """Every check, in the order of a first visit."""
    for language, tag in LANGUAGES.items():
        _, page = visitor.read(f"/{language}/")
        assert f'lang="{tag}"' in page, f"/{language}/ is not in {tag}"
    login = re.search(r"(officer\.gdynia@\S+)\s+(\S+)", passwords.read_text("utf-8"))
    assert login, f"no officer of Gdynia in {passwords}"
    email, password = login.groups()
    _, page = visitor.read("/en/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, "the log-in page has no form"
    form = {"csrfmiddlewaretoken": token.group(1), "login": email, "password": password}
    arrived, page = visitor.read("/en/account/login/", form)
    assert urllib.parse.urlsplit(arrived).path.endswith("/desk/"), f"after logging in: {arrived}"
    visit_pdf(visitor)


def visit_pdf(visitor: Visitor) -> None:
    """Without Pango, the address of a PDF explains what is missing and how to print instead of failing."""
    _, page = visitor.read("/en/partnerships/kaohsiung-gdynia/")
    agreement = re.search(r'href="(/en/agreements/[^/"]+/)"', page)
    assert agreement, "the partnership links to no agreement"
    status, page = visitor.fail(f"{agreement.group(1)}blueprint.pdf")
    assert status == 501, f"a PDF without Pango: {status}"
    assert "Pango" in page, "the page does not say what is missing"


def close(visitor: Visitor, process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C, as the terminal sends it to everything in front."""
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=STOP_WITHIN_S)
    try:
        visitor.read("/health")
    except (urllib.error.URLError, OSError):
        return
    sys.exit("the window still answers after Ctrl-C")


def main(checkout: str, port: str, within_s: str) -> None:
    """Open, visit, close; the exit status says whether all of it went well."""
    visitor = Visitor(f"http://localhost:{port}")
    started = time.monotonic()
    process = subprocess.Popen(["make", "up", f"PORT={port}"], cwd=checkout, start_new_session=True)
    try:
        wait_for(visitor, process, float(within_s))
        print(f"open after {time.monotonic() - started:.0f} s")
        visit(visitor, Path(os.environ["SISTERSHIP_DATA_DIR"]) / "first-passwords.txt")
        close(visitor, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    print("visited and closed")


if __name__ == "__main__":
    main(*sys.argv[1:])
