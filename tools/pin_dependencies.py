"""Write every version in uv.lock, with its markers, into constraint-dependencies of pyproject.toml.

The lock file names the registry that it was made from, so it is not committed; these pins carry the
same exact versions without naming a host. Run after `uv lock`:  python tools/pin_dependencies.py
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pins_of_lock(lock_text: str) -> list[str]:
    """Exact requirements of every package of a uv.lock, without the project itself, sorted by name."""
    pins = []
    for package in tomllib.loads(lock_text)["package"]:
        if "version" not in package or "registry" not in package.get("source", {}):
            continue
        pin = f"{package['name']}=={package['version']}"
        markers = package.get("resolution-markers", [])
        if markers:
            pin += " ; " + " or ".join(f"({marker})" for marker in markers)
        pins.append(pin)
    return sorted(pins)


def with_pins(pyproject_text: str, pins: list[str]) -> str:
    """The text of pyproject.toml with its constraint-dependencies replaced by pins."""
    lines = "".join(f"  {json.dumps(pin)},\n" for pin in pins)
    block = f"\nconstraint-dependencies = [\n{lines}]\n"
    text, count = re.subn(
        r"\nconstraint-dependencies = \[\n.*?\]\n", lambda _: block, pyproject_text, flags=re.S
    )
    if count != 1:
        sys.exit("pyproject.toml has no constraint-dependencies block to fill in [tool.uv]")
    return text


if __name__ == "__main__":
    pyproject = ROOT / "pyproject.toml"
    lock = ROOT / "uv.lock"
    if not lock.exists():
        sys.exit("uv.lock is absent: run `uv lock` first")
    pyproject.write_text(
        with_pins(pyproject.read_text("utf-8"), pins_of_lock(lock.read_text("utf-8"))), "utf-8"
    )
