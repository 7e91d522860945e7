"""Every package of the lock is pinned in pyproject.toml, and nothing names a registry."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from tools.pin_dependencies import pins_of_lock

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_locked_package_is_pinned():
    lock = ROOT / "uv.lock"
    if not lock.exists():
        pytest.skip("uv.lock is absent: run `uv lock` to compare the pins with it")
    assert pins_of_lock(lock.read_text("utf-8")) == PROJECT["tool"]["uv"]["constraint-dependencies"]


def test_every_build_requirement_is_pinned():
    pinned = {pin.split("==")[0] for pin in PROJECT["tool"]["uv"]["build-constraint-dependencies"]}
    required = {re.split(r"[=<>\[ ;]", requirement)[0] for requirement in PROJECT["build-system"]["requires"]}
    assert required - pinned == set()


def test_heavy_engines_are_never_in_the_core():
    names = {re.split(r"[=<>\[ ;]", one)[0] for one in PROJECT["project"]["dependencies"]}
    assert names & {"torch", "pyspark", "dask", "eclipse-sumo"} == set()


def test_no_lock_file_is_tracked():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    locks = [name for name in tracked.splitlines() if name.endswith(("uv.lock", "package-lock.json"))]
    assert locks == []
