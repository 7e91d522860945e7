"""How like a text is to each of a collection: three cosines, fused.

Concepts, words and character n-grams each give a cosine of weights times rarity (ln(1 + texts / texts that
have it)). The fusion weighs 0.7, 1 and 0.5: words carry most, concepts join what words miss, n-grams find
names, and none of the three is needed.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from sistership.matching.text.understanding import Understood

FUSION = {"concepts": 0.7, "words": 1.0, "grams": 0.5}
Floats = npt.NDArray[np.float32]


class _Channel:
    """One kind of features of all texts, weighed by rarity and brought to length 1."""

    def __init__(self, bags: Sequence[Mapping[Any, float]]) -> None:
        self.numbers: dict[Hashable, int] = {}
        held: npt.NDArray[np.int64] = np.array(
            [self.numbers.setdefault(name, len(self.numbers)) for bag in bags for name in bag], np.int64
        )
        self.rarity = np.log1p(len(bags) / np.maximum(1, np.bincount(held, minlength=len(self.numbers))))
        self.unseen = float(np.log1p(len(bags)))
        starts = np.cumsum([0, *map(len, bags)])
        values = np.array([weight for bag in bags for weight in bag.values()], np.float64)
        matrix = sparse.csr_array((values * self.rarity[held], held, starts), (len(bags), len(self.numbers)))
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        scale = sparse.diags_array(1 / np.where(lengths > 0, lengths, 1))
        self.matrix = sparse.csc_array(scale @ matrix).astype(np.float32)

    def cosines(self, bag: Mapping[Any, float]) -> Floats:
        """Of a bag with each text; 0 where either is empty."""
        found = np.zeros(self.matrix.shape[0], np.float32)
        length = 0.0
        indptr, indices, data = self.matrix.indptr, self.matrix.indices, self.matrix.data
        for name, weight in bag.items():
            number = self.numbers.get(name)
            value = weight * (self.unseen if number is None else self.rarity[number])
            length += value * value
            if number is not None:
                some = slice(indptr[number], indptr[number + 1])
                found[indices[some]] += data[some] * np.float32(value)
        if length:
            found /= np.float32(np.sqrt(length))
        return found


class Collection:
    """Texts against which others are held."""

    def __init__(self, texts: Sequence[Understood]) -> None:
        self._channels = {name: _Channel([getattr(one, name) for one in texts]) for name in FUSION}

    def cosines(self, text: Understood) -> dict[str, Floats]:
        """The cosine of each channel with each text, 0–1."""
        return {name: channel.cosines(getattr(text, name)) for name, channel in self._channels.items()}

    def likeness(self, text: Understood, *, fusion: Mapping[str, float] = FUSION) -> Floats:
        """The fused likeness to each text, 0–1."""
        cosines = self.cosines(text)
        whole = sum(fusion.values())
        found: Floats = np.sum([cosines[name] * np.float32(fusion[name] / whole) for name in fusion], axis=0)
        return found
