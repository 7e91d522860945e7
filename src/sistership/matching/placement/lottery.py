"""The lottery that breaks ties: published, and recomputed by anybody with a line of shell.

1. The number of an applicant is SHA-256 over the UTF-8 bytes of the seed, a line feed, and the id.
2. The lower number (as hexadecimal text) goes first, at every host alike.
3. The number depends on nobody else, so a later round or a withdrawal changes nobody's number.

    printf '%s\\n%s' "$SEED" "$APPLICANT" | sha256sum

One lottery for all hosts serves applicants better than one for each (Abdulkadiroğlu, Pathak and Roth,
American Economic Review 99, 2009). The seed must be fixed after the lists are closed, by a draw
that nobody here controls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def lottery_number(seed: str, applicant: str) -> str:
    """64 hexadecimal digits; the lower goes first."""
    return hashlib.sha256(f"{seed}\n{applicant}".encode()).hexdigest()


def lottery_order(seed: str, applicants: Sequence[str]) -> NDArray[np.int64]:
    """The place of each applicant in the lottery, 0 first. Raises InputError for a seed of several lines."""
    import numpy as np  # optional: the number of one needs no library

    if "\n" in seed:
        raise InputError(
            filled(gettext_noop("The seed %(seed)s has several lines"), seed=repr(seed)),
            allowed=gettext_noop("one line of text"),
        )
    numbers = [hashlib.sha256(f"{seed}\n{one}".encode()).digest() for one in applicants]
    order = np.empty(len(numbers), np.int64)
    order[sorted(range(len(numbers)), key=numbers.__getitem__)] = np.arange(len(numbers))
    return order
