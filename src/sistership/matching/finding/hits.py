"""From the rows that hold each token to the rows that weigh most: what every index does with its hits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DENSE = 1 << 22
"""Rows up to this number are summed in their places; of later ones only those that are there."""


def heaviest_first(holding: Sequence[NDArray[np.int64]], weights: Sequence[float]) -> NDArray[np.int64]:
    """Rows, each once, those with the greatest sums of weights first, equals by their number.

    `holding`: for each token the rows (0 or more) that hold it; `weights`: what each token counts.
    """
    spread = np.repeat(weights, [len(some) for some in holding])
    hits = np.concatenate(holding)
    if hits.max(initial=0) < DENSE:
        sums = np.bincount(hits, weights=spread)
        every = np.flatnonzero(sums)
        sums = sums[every]
    else:
        every, places = np.unique(hits, return_inverse=True)
        sums = np.bincount(places, weights=spread, minlength=len(every))
    found: NDArray[np.int64] = every[np.lexsort((every, -np.round(sums, 9)))]
    return found
