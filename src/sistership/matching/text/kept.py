"""The shipped vocabulary compiled, kept in the user's cache folder: reading it is much faster than compiling.

1. A kept form has the digest of all that it was made of in its name: the tables, the code of this package and
   the versions of the libraries. Another state of any of them makes a new one.
2. Where nothing can be written (a read-only home), nothing is kept, and each process compiles for itself.
3. A layer that was just compiled goes the same way through bytes, so that both give the same numbers.
4. Of several processes that find nothing kept, one compiles; the others wait for it and read.
"""

from __future__ import annotations

import contextlib
import gc
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import platformdirs

from sistership.common.errors import InputError
from sistership.matching.text.layers import Layer
from sistership.matching.text.packs import pack_bytes, read_pack

LIBRARIES = ("numba", "numpy", "opencc", "simplemma", "snowballstemmer")


def kept_layers(make: Callable[[], Sequence[Layer]]) -> tuple[Layer, ...]:
    """The layers that `make` compiles, from the cache folder if they stand there."""
    paths = _paths()
    with contextlib.suppress(OSError, InputError):
        return _read(paths)
    with _alone(paths[0].parent):
        with contextlib.suppress(OSError, InputError):
            return _read(paths)
        with _no_collection():
            contents = [pack_bytes(layer, about={}) for layer in make()]
        assert len(contents) == len(paths)
        with contextlib.suppress(OSError):
            for old in set(paths[0].parent.glob("*.npz")) - set(paths):
                old.unlink(missing_ok=True)
            for path, content in zip(paths, contents, strict=True):
                _write_whole(path, content)
    return tuple(read_pack(content, file="") for content in contents)


def is_kept() -> bool:
    """Whether the compiled vocabulary of this very state can be read."""
    return all(path.is_file() for path in _paths())


@cache
def _paths() -> tuple[Path, Path]:
    folder, digest = Path(platformdirs.user_cache_dir("sistership")) / "lexicon", _digest()
    return folder / f"{digest}-0.npz", folder / f"{digest}-1.npz"


def _read(paths: Iterable[Path]) -> tuple[Layer, ...]:
    return tuple(read_pack(path.read_bytes(), file=path.name) for path in paths)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which the kernel lets go of however this process ends; without one where there
    can be none."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError, ImportError):
            import fcntl  # not on Windows

            folder.mkdir(parents=True, exist_ok=True)
            lock = held.enter_context((folder / "lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Compiling makes a million values and no circle of them: looking for circles would be a third of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
