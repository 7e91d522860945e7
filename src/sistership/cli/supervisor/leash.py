"""The leader of a process group: runs one command, and ends the group with it or with the supervisor.

    python -m sistership.cli.supervisor.leash FD COMMAND…

FD is the reading end of a pipe whose other end only the supervisor holds. When the supervisor dies, for
whatever reason, the pipe closes and the group is killed; so is everything that the command leaves behind
when it ends. SIGTERM and SIGINT are passed on to the command, which then ends in good order.

Loads neither settings nor framework: it must be small, and unable to fail for the window's reasons.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from types import FrameType


def _kill_group() -> None:
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _kill_group_when_closed(pipe: int) -> None:
    os.read(pipe, 1)
    _kill_group()


def main(arguments: list[str]) -> None:
    """Run the command until it or the supervisor ends; does not return."""
    pipe = int(arguments[0])
    kept = [int(given) for given in os.environ.pop("SISTERSHIP_SOCKETS", "").split(",") if given]
    child = subprocess.Popen(arguments[1:], pass_fds=kept)  # noqa: S603 - the supervisor's own command

    def pass_on(number: int, _: FrameType | None) -> None:
        child.send_signal(number)

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGINT, pass_on)
    threading.Thread(target=_kill_group_when_closed, args=(pipe,), daemon=True).start()
    child.wait()
    _kill_group()


if __name__ == "__main__":
    main(sys.argv[1:])
