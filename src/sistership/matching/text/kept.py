"""The shipped vocabulary compiled, kept in the user's cache folder: reading it is much faster than compiling.

1. A kept form has the digest of all that it was made of in its name: the tables, the code of this package and
   the versions of the libraries. Another state of any of them makes a new one.
2. Where nothing can be written (a read-only home), nothing is kept, and each process compiles for itself.
3. A layer that was just compiled goes the same way through bytes, so that both give the same numbers.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import platformdirs

from sistership.common.errors import InputError
from sistership.matching.text.layers import Layer
from sistership.matching.text.packs import pack_bytes, read_pack

LIBRARIES = ("numpy", "opencc", "simplemma", "snowballstemmer")


def kept_layers(make: Callable[[], Sequence[Layer]]) -> tuple[Layer, ...]:
    """The layers that `make` compiles, from the cache folder if they stand there."""
    folder = Path(platformdirs.user_cache_dir("sistership")) / "lexicon"
    digest = _digest()
    paths = [folder / f"{digest}-{number}.npz" for number in range(2)]
    with contextlib.suppress(OSError, InputError):
        return tuple(read_pack(path.read_bytes(), file=path.name) for path in paths)
    contents = [pack_bytes(layer, about={}) for layer in make()]
    assert len(contents) == len(paths)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.npz"):
            if not old.name.startswith(digest):
                old.unlink(missing_ok=True)
        for path, content in zip(paths, contents, strict=True):
            _write_whole(path, content)
    return tuple(read_pack(content, file="") for content in contents)


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)


def _digest() -> str:
    found = sha256()
    vocabulary = files("sistership.vocabulary")
    tables = [one for name in ("domain", "plain") for one in vocabulary.joinpath(name).iterdir()]
    code = [one for one in files(__package__).iterdir() if one.name.endswith(".py")]
    code += [one for one in vocabulary.iterdir() if one.name.endswith(".py")]
    for one in sorted([*tables, *code], key=lambda one: one.name):
        if one.is_file():
            found.update(one.name.encode() + b"\0" + one.read_bytes())
    for library in LIBRARIES:
        with contextlib.suppress(ModuleNotFoundError):
            found.update(f"{library} {version(library)}".encode())
    return found.hexdigest()[:20]
