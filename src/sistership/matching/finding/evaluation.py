"""How good rankings are against graded labels: P@1, nDCG@10, recall@100, for all and for language pairs.

1. A candidate counts where it is in another city than the query's; a profile without a city counts always.
2. Grade 0 and no label are alike: not relevant. Relevant is a grade of at least 1.
3. nDCG@10 has the gain 2^grade − 1 and the discount log2(rank + 1), against the best order of all labels of
   the query that count. With the gain grade it is given beside, as `ndcg@10-linear`.
4. recall@100 is the share of the query's relevant candidates among the first hundred.
5. A query without a relevant candidate is not judged. Every value is a mean over the queries that are.
6. A language pair (query's, candidate's) is judged on the candidates in that language alone, labels and
   ranking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

MEASURES = ("p@1", "ndcg@10", "ndcg@10-linear", "recall@100")
Gain = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Party:
    """What judging needs of a query or a candidate."""

    id: str
    lang: str
    city: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Means over queries, by measure; how many queries they are of."""

    queries: int
    means: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All queries, and those of each language pair `query-candidate`."""

    overall: Judged
    pairs: Mapping[str, Judged]


def evaluate(
    rankings: Mapping[str, Sequence[str]],
    labels: Mapping[str, Mapping[str, float]],
    queries: Iterable[Party],
    candidates: Mapping[str, Party],
) -> Evaluation:
    """Judge rankings (query → ids, best first) by labels (query → candidate → grade)."""
    overall: list[Mapping[str, float]] = []
    pairs: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for query in queries:
        counted = {one.id for one in candidates.values() if does_count(query, one)}
        ranking = [name for name in rankings.get(query.id, ()) if name in counted]
        grades = {name: grade for name, grade in labels.get(query.id, {}).items() if name in counted}
        if (found := judge(ranking, grades)) is not None:
            overall.append(found)
        for language in sorted({candidates[name].lang for name in grades}):
            some = [name for name in ranking if candidates[name].lang == language]
            own = {name: grade for name, grade in grades.items() if candidates[name].lang == language}
            if (found := judge(some, own)) is not None:
                pairs[f"{query.lang}-{language}"].append(found)
    return Evaluation(_mean(overall), {pair: _mean(some) for pair, some in sorted(pairs.items())})


def does_count(query: Party, candidate: Party) -> bool:
    """Whether the candidate is another one, in another city."""
    return candidate.id != query.id and (not query.city or candidate.city != query.city)


def judge(ranking: Sequence[str], grades: Mapping[str, float]) -> Mapping[str, float] | None:
    """The measures of one ranking; None where no grade makes a candidate relevant."""
    relevant = {name for name, grade in grades.items() if grade >= 1}
    if not relevant:
        return None
    return {
        "p@1": float(bool(ranking) and ranking[0] in relevant),
        "ndcg@10": _ndcg(ranking, grades, lambda grade: 2**grade - 1),
        "ndcg@10-linear": _ndcg(ranking, grades, lambda grade: grade),
        "recall@100": len(relevant & set(ranking[:100])) / len(relevant),
    }


def _ndcg(ranking: Sequence[str], grades: Mapping[str, float], gain: Gain) -> float:
    found = _discounted(gain(grades.get(name, 0.0)) for name in ranking[:10])
    best = _discounted(sorted((gain(grade) for grade in grades.values()), reverse=True)[:10])
    return found / best


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _mean(some: Sequence[Mapping[str, float]]) -> Judged:
    if not some:
        return Judged(0, {})
    return Judged(len(some), {name: sum(one[name] for one in some) / len(some) for name in MEASURES})
