"""Fifty SIGKILLs in the middle of writes: nothing half done, no chain broken, no letter lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.databases import SETTINGS, environment, migrated_database

DEATHS = 50
SEED = 20250914

pytestmark = pytest.mark.faults


def _program(module: str, *arguments: object, env: dict[str, str]) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}", *map(str, arguments)],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        timeout=180,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_half_done_after_fifty_kills(tmp_path, kind):
    with migrated_database(kind, tmp_path) as url:
        env = environment(tmp_path, url, DJANGO_SETTINGS_MODULE=SETTINGS)
        written = _program("writing", DEATHS, SEED, env=env)
        found = _program("examining", env=env)
        assert found["problems"] == []
        assert found["evidence"] > DEATHS / 2, written
        assert found["titles"] == found["evidence"] * 2
        assert found["filed"] == found["asked"] == found["filed_entries"] == found["evidence"]
        assert found["confirmed"] == found["confirmed_entries"] == found["confirmed_evidence"]
        assert found["tokens"] == found["evidence"]
        assert found["letters_of_evidence"] == found["evidence"] + found["confirmed"]
        assert (found["letters_without_task"], found["tasks_without_letter"]) == ([], [])
        assert (found["payloads_missing"], found["rebuild_differs"]) == (0, 0)
        _deliver_all(env, tmp_path / "mail", found["letters"])


def _deliver_all(env: dict[str, str], mail: Path, letters: int) -> None:
    """Run the worker until every letter has gone."""
    worker = subprocess.Popen([sys.executable, "-m", "django", "qcluster"], env=env, start_new_session=True)
    try:
        deadline = time.monotonic() + 90
        while (gone := len(list(mail.glob("*.eml")))) < letters:
            assert time.monotonic() < deadline, f"{gone} of {letters} letters went"
            time.sleep(0.2)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
