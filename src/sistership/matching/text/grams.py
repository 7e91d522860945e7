"""Character n-grams of a text as numbers: what stays alike between languages are names, loans and numbers."""

from __future__ import annotations

import re

import numpy as np

from sistership.matching.text.chinese import simplified

BUCKETS = 1 << 16
"""A gram is kept as one of so many numbers."""
_BETWEEN = re.compile(r"[^\w]+|_+")
_PRIME = np.uint64(1_000_003)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
MOST_CHARACTERS = 50_000
"""Of a text; its grams beyond say nothing new."""


def grams(text: str) -> dict[int, float]:
    """Grams of 3–5 characters, and of 2 Chinese ones, each with 1 + ln(how often it stands there)."""
    plain = f" {_BETWEEN.sub(' ', simplified(text[:MOST_CHARACTERS]).text).strip()} "
    codes = np.frombuffer(plain.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    found = []
    for length in (2, 3, 4, 5):
        count = len(codes) - length + 1
        if count <= 0 or len(codes) == 2:
            continue
        hashes = np.full(count, length, np.uint64)
        for place in range(length):
            hashes = hashes * _PRIME + codes[place : place + count]
        if length == 2:
            hashes = hashes[(codes[:-1] >= 0x3400) & (codes[1:] >= 0x3400)]
        found.append((hashes * _SPREAD) >> np.uint64(48))
    if not found:
        return {}
    buckets, counts = np.unique(np.concatenate(found), return_counts=True)
    return dict(zip(buckets.tolist(), (1.0 + np.log(counts)).tolist(), strict=True))
