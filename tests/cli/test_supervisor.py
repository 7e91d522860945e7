"""The supervisor's answer to signals, at any point of its own handler."""

from __future__ import annotations

import signal
import sys

import pytest

from sistership.cli.supervisor.groups import Group
from sistership.cli.supervisor.supervisor import Supervisor


@pytest.mark.timeout(10)
def test_a_second_signal_inside_the_handler_is_taken_at_every_line():
    """A lock in the handler would wait for its own thread for ever: a launcher may pass Ctrl-C on again."""
    group = Group(name="web server", command=[])
    supervisor = Supervisor(
        web=group, worker=group, health_url="", new_pulse=lambda: None, announce=lambda: None
    )
    sent = []

    def interrupt(frame, event, argument):
        if event == "line":
            sent.append(frame.f_lineno)
            signal.raise_signal(signal.SIGTERM)  # its handler runs here, inside the one that is traced
        return interrupt

    before = signal.signal(signal.SIGTERM, supervisor._asked_to_stop)
    tracing = sys.gettrace()
    try:
        sys.settrace(interrupt)
        supervisor._asked_to_stop(signal.SIGTERM, None)
    finally:
        sys.settrace(tracing)
        signal.signal(signal.SIGTERM, before)
    assert sent != []
    assert supervisor._must_stop is True
