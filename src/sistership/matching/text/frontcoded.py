"""Fast reading of simplemma's front-coded dictionaries: forms → lemmas.

The Polish dictionary has 3.7 million forms. Decoded into a dict it takes 5 s and 450 MB in every process; as
its author's stream map, 4 s. Here one compiled pass over the packed bytes (20 MB) notes where each block of
records starts, and a look-up decodes the few records of one block. The form (keys sorted, each stored as what
differs from the one before; values as an ending put on their key) is simplemma's; a dictionary that does not
begin with the mark known here is left to simplemma itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

MARK = b"SMFC1"
BLOCK = 64
"""Records of a block."""
_LONGEST = 1024
"""Bytes; no form of a word is nearly as long."""
_AS_BEFORE = 254
_WHOLE = 255

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]


@njit(cache=True, nogil=True)
def _number(data: Bytes, at: int) -> tuple[int, int]:
    value: Any = 0
    shift = 0
    while True:
        byte = np.int64(data[at])
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


@njit(cache=True, nogil=True)
def _record(data: Bytes, at: int, key: Bytes, value: Bytes, length: int) -> tuple[int, int, Any]:
    """Decode one record over the one before it, in place: (next place, key length, value length or -1 for
    the value before)."""
    shared, at = _number(data, at)
    added, at = _number(data, at)
    key[shared : shared + added] = data[at : at + added]
    at += added
    length = shared + added
    trim = np.int64(data[at])
    at += 1
    if trim == _AS_BEFORE:
        return at, length, -1
    ending, at = _number(data, at)
    kept = 0 if trim == _WHOLE else length - trim
    value[:kept] = key[:kept]
    value[kept : kept + ending] = data[at : at + ending]
    return at + ending, length, kept + ending


@njit(cache=True, nogil=True)
def _blocks(data: Bytes, at: int, block: int) -> tuple[Bytes, Places]:
    """Of each block: its place, and where in the returned bytes stand the key and value before it and its
    first key."""
    key, value = np.empty(_LONGEST, np.uint8), np.empty(_LONGEST, np.uint8)
    seeds = np.empty(1 << 20, np.uint8)
    places = np.empty((1 << 10, 4), np.int64)
    used, count, row = 0, 0, 0
    length, valued = 0, 0
    while at < data.size:
        starts = count % block == 0
        if starts:
            if used + 3 * _LONGEST > seeds.size:
                seeds = np.concatenate((seeds, np.empty(seeds.size, np.uint8)))
            if row + 1 >= len(places):
                places = np.concatenate((places, np.empty(places.shape, np.int64)))
            places[row, 0] = at
            places[row, 1] = used
            seeds[used : used + length] = key[:length]
            used += length
            places[row, 2] = used
            seeds[used : used + valued] = value[:valued]
            used += valued
            places[row, 3] = used
        at, length, got = _record(data, at, key, value, length)
        if got >= 0:
            valued = got
        if starts:
            seeds[used : used + length] = key[:length]
            used += length
            row += 1
        count += 1
    places[row] = np.array([at, used, used, used])
    return seeds[:used].copy(), places[: row + 1].copy()


@njit(cache=True, nogil=True)
def _order(first: Bytes, second: Bytes) -> Any:
    """Below 0, 0 or above 0, as the first stands before, at or after the second."""
    for place in range(min(first.size, second.size)):
        if first[place] != second[place]:
            return np.int64(first[place]) - np.int64(second[place])
    return np.int64(first.size - second.size)


@njit(cache=True, nogil=True)
def _find(data: Bytes, seeds: Bytes, places: Places, wanted: Bytes) -> Bytes:
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high) // 2
        if _order(seeds[places[middle, 3] : places[middle + 1, 1]], wanted) <= 0:
            low = middle + 1
        else:
            high = middle
    block = low - 1
    if block < 0:
        return wanted[:0]
    key, value = np.empty(_LONGEST, np.uint8), np.empty(_LONGEST, np.uint8)
    at, before, valued, first = places[block]
    length, had = valued - before, first - valued
    key[:length] = seeds[before:valued]
    value[:had] = seeds[valued:first]
    while at < places[block + 1, 0]:
        at, length, got = _record(data, at, key, value, length)
        if got >= 0:
            had = got
        order = _order(key[:length], wanted)
        if order == 0:
            return value[:had].copy()
        if order > 0:
            break
    return wanted[:0]


class FrontCoded:
    """Forms → lemmas of one language; looked up, never unpacked."""

    __slots__ = ("_data", "_is_reversed", "_places", "_seeds")

    def __init__(self, packed: bytes) -> None:
        if not packed.startswith(MARK):
            raise ValueError("no front-coded dictionary")
        self._data = np.frombuffer(packed, np.uint8)
        self._is_reversed = bool(packed[len(MARK)] & 1)
        _, start = _number(self._data, len(MARK) + 1)
        self._seeds, self._places = _blocks(self._data, start, BLOCK)

    def get(self, form: str, default: str | None = None) -> str | None:
        """The lemma of a form as it is spelled; `default` where it has none."""
        key = form.encode()
        if not key or len(key) >= _LONGEST:
            return default
        wanted = np.frombuffer(key[::-1] if self._is_reversed else key, np.uint8)
        found: Any = _find(self._data, self._seeds, self._places, wanted)
        if not found.size:
            return default
        return bytes(found[::-1] if self._is_reversed else found).decode()
