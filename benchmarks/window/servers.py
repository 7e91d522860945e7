"""Servers to read from, each under the same gunicorn settings on a free port of this machine."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx

GUNICORN = ("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--log-level", "warning")


@contextlib.contextmanager
def served(
    python: Path, application: str, *, environment: Mapping[str, str], first_path: str, log: Path
) -> Iterator[str]:
    """The address of the application while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(python), "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *GUNICORN]
    with log.open("wb") as told:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=told, stderr=told)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address + first_path, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended: {log.read_text(errors='replace')[-2000:]}")
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(address, timeout=30, follow_redirects=True).status_code == 200:
                return
        time.sleep(0.5)
    raise RuntimeError(f"No page at {address}: {log.read_text(errors='replace')[-2000:]}")
