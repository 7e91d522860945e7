"""A sample of an index in each language: what a profile shares with it, it shares by chance.

The sample does not depend on who asks or which candidates are at hand, so a score is the same whether a cut
or the whole index is scored. It is drawn again when the counts of the index have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sistership.matching.finding.features import Features
from sistership.matching.finding.frequencies import Frequencies
from sistership.matching.finding.gates import Gates
from sistership.matching.finding.index import Index
from sistership.matching.finding.scoring import Many, weighed

SAMPLE = 80
"""Profiles of one language."""
_STEP = 20
"""One of so many is taken, so that the sample is not of those alone that came first."""


def samples_of(
    index: Index,
    frequencies: Frequencies,
    languages: Iterable[str],
    *,
    whole: Mapping[str, Features] | None = None,
) -> dict[str, Many]:
    """The sample of each language, kept with the counts. `whole`: all that a small index keeps, at hand."""
    kept = frequencies.worked_out
    told = sorted(set(languages))
    chosen: dict[str, list[str]] = {}
    for language in told:
        if ("sample", language) in kept:
            continue
        if whole is None:
            names = index.candidates([], Gates(languages=frozenset({language})), SAMPLE * _STEP)
        else:
            names = sorted(name for name, one in whole.items() if one.lang == language)
        chosen[language] = names[:: max(1, len(names) // SAMPLE)][:SAMPLE]
    if chosen:
        held = index.features([name for some in chosen.values() for name in some]) if whole is None else whole
        for language, some in chosen.items():
            packed = [held[name].packed for name in some if name in held]
            kept["sample", language] = weighed(packed, frequencies)
    return {language: kept["sample", language] for language in told}
