"""Finding on the labelled set: the ranking beside BM25 and character n-grams, in one run.

    uv run --no-sync python -m benchmarks.matching.find --labelled tests/matching/labelled

The time of a suggestion among many profiles: `scale.py`.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from sistership.cli.match_eval import read_labels
from sistership.matching.finding.evaluation import Party, evaluate
from sistership.matching.finding.gates import gates_for
from sistership.matching.finding.making import features_of
from sistership.matching.finding.memory import MemoryIndex
from sistership.matching.finding.suggesting import ranked
from sistership.matching.profile import Profile
from sistership.matching.profile_json import profiles_from_lines
from sistership.matching.text.grams import grams
from sistership.matching.text.lexicon import Lexicon
from sistership.vocabulary.tokeniser import tokens


def labelled(folder: Path) -> None:
    """The labelled set by three methods."""
    lexicon = Lexicon.shipped()
    profiles, queries = (
        profiles_from_lines((folder / name).read_text("utf-8").splitlines(), file=name)[0]
        for name in ("profiles.jsonl", "queries.jsonl")
    )
    labels, _ = read_labels(folder / "qrels.tsv", {one.id for one in queries}, {one.id for one in profiles})
    index = MemoryIndex()
    index.add(features_of(one, lexicon) for one in profiles)
    ours = {
        one.id: [found.id for found in ranked(features_of(one, lexicon), index, gates=gates_for(one))]
        for one in queries
    }
    methods = {"ours": ours, "BM25": bm25(profiles, queries), "char n-grams": by_grams(profiles, queries)}
    parties = {one.id: Party(one.id, one.lang, one.city) for one in profiles}
    asked = [Party(one.id, one.lang, one.city) for one in queries]
    found = {name: evaluate(ranking, labels, asked, parties) for name, ranking in methods.items()}
    pairs = sorted({pair for one in found.values() for pair in one.pairs})
    print(f"{'nDCG@10':<20}" + "".join(f"{name:>14}" for name in found))
    print(f"{'overall':<20}" + "".join(f"{one.overall.means['ndcg@10']:>14.3f}" for one in found.values()))
    for pair in pairs:
        print(f"{pair:<20}" + "".join(f"{one.pairs[pair].means['ndcg@10']:>14.3f}" for one in found.values()))


def text_of(profile: Profile) -> tuple[str, str]:
    """What a query asks by (its needs, else all), and what a document is found by."""
    everything = "\n".join((profile.title, *profile.offers, *profile.needs))
    return "\n".join(profile.needs) or everything, everything


def bm25(profiles: Sequence[Profile], queries: Sequence[Profile]) -> dict[str, list[str]]:
    """BM25 (k1 1.2, b 0.75) on the tokens of search, needs against whole profiles."""
    bags = {one.id: Counter(token.text for token in tokens(text_of(one)[1])) for one in profiles}
    held = Counter(token for bag in bags.values() for token in bag)
    mean = sum(sum(bag.values()) for bag in bags.values()) / len(bags)

    def value(bag: Counter[str], token: str) -> float:
        rarity = math.log(1 + (len(bags) - held[token] + 0.5) / (held[token] + 0.5))
        often = bag[token]
        return rarity * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * sum(bag.values()) / mean))

    def ranking(query: Profile) -> list[str]:
        asked = {token.text for token in tokens(text_of(query)[0])}
        scores = {name: sum(value(bag, one) for one in asked & bag.keys()) for name, bag in bags.items()}
        return sorted((name for name in scores if scores[name] > 0), key=lambda name: (-scores[name], name))

    return {query.id: ranking(query) for query in queries}


def by_grams(profiles: Sequence[Profile], queries: Sequence[Profile]) -> dict[str, list[str]]:
    """Cosine of TF-IDF of character n-grams, needs against whole profiles."""
    bags: Mapping[str, Mapping[int, float]] = {one.id: grams(text_of(one)[1]) for one in profiles}
    held = Counter(gram for bag in bags.values() for gram in bag)

    def weighed(bag: Mapping[int, float]) -> dict[int, float]:
        found = {one: weight * math.log((len(bags) + 1) / (held[one] + 0.5)) for one, weight in bag.items()}
        length = math.sqrt(sum(value * value for value in found.values())) or 1.0
        return {one: value / length for one, value in found.items()}

    documents = {name: weighed(bag) for name, bag in bags.items()}

    def ranking(query: Profile) -> list[str]:
        asked = weighed(grams(text_of(query)[0]))
        scores = {
            name: sum(asked[one] * bag[one] for one in asked.keys() & bag.keys())
            for name, bag in documents.items()
        }
        return sorted((name for name in scores if scores[name] > 0), key=lambda name: (-scores[name], name))

    return {query.id: ranking(query) for query in queries}


def main() -> None:
    """Read what is asked, and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--labelled", type=Path, required=True)
    labelled(given.parse_args().labelled)


if __name__ == "__main__":
    main()
