"""Write what a command made: to the file that was named, or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from sistership.common.errors import InputError


def write_output(content: bytes, output: Path | None) -> None:
    """Write to `output`, or to standard output where it is None; raises InputError if the file refuses."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise InputError(f"The file cannot be written ({error.strerror})", where=str(output)) from error
