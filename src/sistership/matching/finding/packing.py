"""The terms of a profile's two sides as compact bytes, and many of them at once as arrays.

A side (what is offered, what is needed) has three channels: concepts, words (glossed stems and numbers) and
character n-grams. Layout, little-endian: version (1 byte), nothing (1), length of the vectors (2) and CRC-32
of the name of their model (4), six counts of 2 bytes (offers' three channels, then needs'); then for each of
the six its hashes (4 bytes; of n-grams 2) and its weights (1 byte each); then, where an embedding model was
asked, one vector for each side, of unit length in steps of 1/127 (one of nothing but 0: that side is empty).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sistership.common.errors import IntegrityError

VERSION = 1
CONCEPTS, WORDS, GRAMS = range(3)
CHANNELS = 3
OFFERS, NEEDS = range(2)
HEADER = struct.Struct("<BxHI6H")
WIDTHS = (4, 4, 2)
DTYPES = ("<u4", "<u4", "<u2")
SCALES = (63.0, 63.0, 31.0)
"""Steps to a weight of 1: weights reach to 4, of n-grams to 8."""
MOST_TERMS = 4000
"""Of one channel of one side; the weightiest are kept."""

Bag = Mapping[int, float]
"""Hash of a term → its weight, above 0."""
Bags = tuple[Bag, Bag, Bag]
"""The three channels of one side."""


def term_hash(term: str) -> int:
    """The hash by which a concept or word is kept: CRC-32, the same everywhere."""
    return crc32(term.encode())


@dataclass(frozen=True, slots=True)
class Vectors:
    """What an embedding model makes of the two sides; a side that is empty is all 0."""

    model: str
    offers: NDArray[np.float32]
    needs: NDArray[np.float32]


def pack(offers: Bags, needs: Bags, vectors: Vectors | None = None) -> bytes:
    """The two sides as bytes."""
    counts, body = [], []
    for side in (offers, needs):
        for channel, bag in enumerate(side):
            terms = sorted(bag.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
            terms.sort()
            counts.append(len(terms))
            weights = [min(255, max(1, round(weight * SCALES[channel]))) for _, weight in terms]
            body.append(np.array([term for term, _ in terms], DTYPES[channel]).tobytes())
            body.append(bytes(weights))
    if vectors is None:
        return HEADER.pack(VERSION, 0, 0, *counts) + b"".join(body)
    body += [_steps(vectors.offers), _steps(vectors.needs)]
    return HEADER.pack(VERSION, len(vectors.offers), term_hash(vectors.model), *counts) + b"".join(body)


def _steps(vector: NDArray[np.float32]) -> bytes:
    length = float(np.linalg.norm(vector))
    unit = vector / length if length else vector
    return np.rint(unit * 127).astype(np.int8).tobytes()


@dataclass(frozen=True, slots=True)
class Terms:
    """One channel of one side of many profiles: rows end to end."""

    hashes: NDArray[np.uint32]
    weights: NDArray[np.float32]
    rows: NDArray[np.intp]
    """Which profile each entry belongs to."""
    count: int
    """How many profiles."""

    def sums(self, values: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """The sum of an entry-wise array for each profile; 0 for one without entries."""
        return np.bincount(self.rows, weights=values, minlength=self.count).astype(np.float32)

    def sizes(self) -> NDArray[np.intp]:
        """How many entries each profile has."""
        return np.bincount(self.rows, minlength=self.count)


Sides = tuple[tuple[Terms, Terms, Terms], tuple[Terms, Terms, Terms]]


def unpack(packed: Sequence[bytes]) -> Sides:
    """Many profiles at once: for offers and needs, the three channels."""
    counts = np.array([_counts(one) for one in packed], np.intp).reshape(len(packed), 2 * CHANNELS)
    every = np.frombuffer(b"".join(packed), np.uint8)
    lengths = np.array([len(one) for one in packed], np.intp)
    places = np.cumsum(lengths) - lengths + HEADER.size
    found = []
    for number in range(2 * CHANNELS):
        width, held = WIDTHS[number % CHANNELS], counts[:, number]
        rows = np.repeat(np.arange(len(packed)), held)
        nth = np.arange(len(rows)) - np.repeat(np.cumsum(held) - held, held)
        first, middle = places[rows] + nth * width, (places + held * width)[rows] + nth
        hashes = np.stack([every[first + byte] for byte in range(width)], axis=1)
        weights = every[middle].astype(np.float32) / np.float32(SCALES[number % CHANNELS])
        terms = hashes.reshape(-1).view(DTYPES[number % CHANNELS]).astype(np.uint32)
        found.append(Terms(terms, weights, rows, len(packed)))
        places = places + held * (width + 1)
    return (found[0], found[1], found[2]), (found[3], found[4], found[5])


def unpack_vectors(packed: Sequence[bytes], *, like: bytes) -> NDArray[np.float32] | None:
    """Vectors (profile, side, length) of unit length; NaN where a profile has none by the model of `like`.

    None where `like` has none itself.
    """
    _, length, model, *_ = HEADER.unpack_from(like)
    if not length:
        return None
    found = np.full((len(packed), 2, length), np.nan, np.float32)
    for row, one in enumerate(packed):
        if HEADER.unpack_from(one)[1:3] == (length, model):
            steps = np.frombuffer(one, np.int8, offset=len(one) - 2 * length).reshape(2, length)
            found[row] = steps.astype(np.float32)
    lengths = np.linalg.norm(found, axis=2, keepdims=True)
    unit: NDArray[np.float32] = np.divide(found, lengths, out=np.full_like(found, np.nan), where=lengths > 0)
    return unit


def unpack_terms(packed: bytes) -> list[NDArray[np.uint32]]:
    """The hashes of each channel of one profile, both sides together."""
    offers, needs = unpack([packed])
    return [np.concatenate([one.hashes, other.hashes]) for one, other in zip(offers, needs, strict=True)]


def _counts(packed: bytes) -> tuple[int, ...]:
    if len(packed) < HEADER.size or packed[0] != VERSION:
        raise IntegrityError(
            "The features of a profile are of another version", next_step="Index the profiles anew"
        )
    return HEADER.unpack_from(packed)[3:]
