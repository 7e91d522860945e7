"""Run as a program: N times, a child writes through actions and is killed with SIGKILL in the middle.

Forks from a process that has loaded the window once, so that fifty deaths take seconds. Prints the seed and
how many actions the children began, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import date
from decimal import Decimal

import django

MOST_BEGUN = 4
"""Actions that a child may begin before its last moment, so that as much is written on a slow machine."""
LAST_MOMENT_S = 0.1


def build() -> None:
    """The world that the children write into."""
    from django.db import connection
    from tests.world import build_world

    build_world()
    connection.close()


def write_for_ever(signs: int) -> None:
    """File a figure, let the partner confirm every other one; one byte into the pipe before each action."""
    from sistership.window.ground.ids import Ref
    from sistership.window.offices.agreements.actions import evidence
    from sistership.window.offices.agreements.models import Commitment
    from sistership.window.offices.journal.actions import SYSTEM

    commitment = Commitment.objects.get(partnership__key="kaohsiung-gdynia")
    owing = commitment.owing.get()
    other = commitment.partnership.sides.exclude(pk=owing.pk).get()
    actor: Ref = SYSTEM
    number = 0
    while True:
        number += 1
        os.write(signs, b".")
        filed = evidence.file_evidence(
            actor=actor,
            commitment=commitment,
            side=owing,
            evidence_kind="figure",
            titles={"en": f"Figure {number}", "zh-hant": f"第 {number} 個數字"},
            on=date(2026, 6, 30),
            value=Decimal(number),
        )
        if number % 2:
            os.write(signs, b".")
            evidence.answer_evidence(actor=actor, evidence=filed, side=other, is_confirmed=True)


def one_death(chance: random.Random) -> int:
    """Fork a writer, let it begin some actions, kill it a moment later; how many actions it began."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write_for_ever(writing)
        finally:
            os._exit(1)
    os.close(writing)
    begun = 0
    for _ in range(chance.randint(1, MOST_BEGUN)):
        begun += len(os.read(reading, 1))
    time.sleep(chance.uniform(0, LAST_MOMENT_S))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WTERMSIG(status) != signal.SIGKILL:
        sys.exit(f"the writer ended by itself with status {status}")
    while signs := os.read(reading, 4096):
        begun += len(signs)
    os.close(reading)
    return begun


def main() -> None:
    django.setup()
    from django.db import connection

    deaths, seed = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)
    build()
    begun = 0
    for _ in range(deaths):
        begun += one_death(chance)
        connection.close()
    sys.stdout.write(json.dumps({"seed": seed, "deaths": deaths, "begun": begun}))


if __name__ == "__main__":
    main()
