"""Readers who open a page, think for a second, and open the next: how long each waited."""

from __future__ import annotations

import itertools
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx


@dataclass(slots=True)
class Waits:
    """How long the answers took, in seconds, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def p95_s(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1]

    @property
    def median_s(self) -> float:
        return statistics.median(self.seconds)


def read_pages(
    base_url: str, paths: Sequence[str], *, readers: int, think_s: float, duration_s: float
) -> Waits:
    """Let so many readers go through the pages for so long; each begins at another page."""
    waits = Waits()
    until = time.monotonic() + duration_s

    def read(number: int) -> None:
        time.sleep(think_s * number / readers)
        turn = itertools.cycle([*paths[number % len(paths) :], *paths[: number % len(paths)]])
        with httpx.Client(base_url=base_url, timeout=30, follow_redirects=True) as client:
            while time.monotonic() < until:
                path = next(turn)
                started = time.perf_counter()
                try:
                    answer = client.get(path)
                except httpx.HTTPError as error:
                    waits.errors.append(f"{path}: {error!r}")
                else:
                    waits.seconds.append(time.perf_counter() - started)
                    if answer.status_code != 200:
                        waits.errors.append(f"{path}: {answer.status_code}")
                time.sleep(think_s)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits
