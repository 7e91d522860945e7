"""Commands in processes of their own: their CPU time and the most memory they took; pandas beside the import."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PANDAS = ("pandas", "openpyxl")
READ = "import sys, pandas; print(len(pandas.read_excel(sys.argv[1], dtype=str)))"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one process took, starting included."""

    cpu_s: float
    most_memory_mb: float
    output: str


def run(command: Sequence[str | Path], *, environment: Mapping[str, str]) -> Ran:
    """Run it to its end; raises where it fails."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}: {output[-2000:]}")
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Ran(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, output)


def sistership(*arguments: str | Path, environment: Mapping[str, str]) -> Ran:
    """A command of the window."""
    return run([sys.executable, "-m", "sistership.cli", *arguments], environment=environment)


def write_sheet(path: Path, rows: int) -> None:
    """A workbook of invented organisations."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Name (English)", "Name (Chinese)", "Kind", "Website"])
    for number in range(rows):
        sheet.append(
            [
                f"Harbour Works {number}",
                f"港務工程第{number}公司",
                "company",
                f"https://works{number}.example",
            ]
        )
    book.save(path)


def pandas_reads(folder: Path, path: Path) -> Ran:
    """What pandas takes merely to hold the same sheet."""
    python = folder / "pandas" / "bin" / "python"
    if not python.exists():
        subprocess.run(["uv", "venv", "-q", folder / "pandas"], check=True)
        subprocess.run(["uv", "pip", "install", "-q", "--python", python, *PANDAS], check=True)
    return run([python, "-c", READ, path], environment={})
