"""Each kind of process of a running window is killed with SIGKILL: service comes back, letters go out."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest
from tests.databases import letters_posted
from tests.faults.running import family_of, is_alive, running, wait_until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads processes from /proc"),
]
HEARTBEAT_S = "3"
WITHIN_S = 60
KINDS = (
    "web worker",
    "web master",
    "web leash",
    "queue parent",
    "sentinel",
    "worker",
    "monitor",
    "pusher",
    "queue leash",
)


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    with running(tmp_path_factory.mktemp("window") / "data", SISTERSHIP_HEARTBEAT_S=HEARTBEAT_S) as window:
        yield window


@pytest.fixture(scope="module")
def post_letter(window):
    with letters_posted(data_dir=window.data_dir) as post:
        yield post


@pytest.mark.parametrize("kind", KINDS)
def test_service_comes_back_after_the_death_of(window, post_letter, kind):
    wait_until(lambda: window.answers() and window.is_complete(), "all is well before", within_s=WITHIN_S)
    before = post_letter()
    victim = window.pid_of(kind)
    died_at_ms = time.time_ns() // 1_000_000
    os.kill(victim, signal.SIGKILL)
    after = post_letter()
    wait_until(lambda: not is_alive(victim), f"the {kind} is dead", within_s=5)
    wait_until(window.answers, "the window answers", within_s=WITHIN_S)
    wait_until(lambda: window.has_sent(after), "a letter posted after the death goes out", within_s=WITHIN_S)
    # The letter in the dead worker's hands, if it was, waits for its lease of one minute.
    wait_until(lambda: window.has_sent(before), "a letter posted before goes out", within_s=2 * WITHIN_S)
    wait_until(lambda: window.newest_beat() > died_at_ms, "the whole queue works again", within_s=WITHIN_S)
    assert window.process.poll() is None


@pytest.mark.parametrize("signal_sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_everything_ends_with_the_supervisor(tmp_path, signal_sent):
    with running(tmp_path / "data") as window:
        family = family_of(window.process.pid)
        assert len(family) >= 10
        window.process.send_signal(signal_sent)
        wait_until(lambda: not any(map(is_alive, family)), "all processes have ended", within_s=10)
        assert window.process.wait() == (-signal.SIGKILL if signal_sent == signal.SIGKILL else 0)


def test_a_hail_of_signals_ends_the_window_too(tmp_path):
    with running(tmp_path / "data") as window:
        family = family_of(window.process.pid)
        for _ in range(3000):
            try:
                os.kill(window.process.pid, signal.SIGTERM)
                os.kill(window.process.pid, signal.SIGINT)
            except ProcessLookupError:
                break
        assert window.process.wait(timeout=20) == 0
        wait_until(lambda: not any(map(is_alive, family)), "everything has ended", within_s=10)
