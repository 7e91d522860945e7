"""A sample of an index in each language: what a profile shares with it, it shares by chance.

The sample does not depend on who asks or which candidates are at hand, so a score is the same whether a cut
or the whole index is scored. It is drawn again when the counts of the index have changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from sistership.matching.finding.frequencies import Frequencies
from sistership.matching.finding.gates import Gates
from sistership.matching.finding.index import Index
from sistership.matching.finding.scoring import Many, weighed

SAMPLE = 80
"""Profiles of one language."""
_STEP = 20
"""One of so many is taken, so that the sample is not of those alone that came first."""


def samples_of(index: Index, frequencies: Frequencies, languages: Iterable[str]) -> dict[str, Many]:
    """The sample of each language, kept with the counts."""
    kept = frequencies.worked_out
    told = sorted(set(languages))
    for language in told:
        if ("sample", language) not in kept:
            names = index.candidates([], Gates(languages=frozenset({language})), SAMPLE * _STEP)
            chosen = names[:: max(1, len(names) // SAMPLE)][:SAMPLE]
            held = index.features(chosen)
            kept["sample", language] = weighed(
                [held[name].packed for name in chosen if name in held], frequencies
            )
    return {language: kept["sample", language] for language in told}
