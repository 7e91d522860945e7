"""Finding: profiles invented in number, the time of a suggestion, and what the cut of candidates loses.

    uv run --no-sync python -m benchmarks.matching.find --profiles 20000 --queries 60
    uv run --no-sync python -m benchmarks.matching.find --labelled tests/matching/labelled

The first writes an index file of profiles invented from the shipped vocabulary: each is made of a topic's
concepts, neighbours of it and plain words, in one of four languages. The second sets the ranking beside BM25
and character n-grams on the labelled set, in one run.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from sistership.cli.match_eval import read_labels
from sistership.matching.finding.chance import samples_of
from sistership.matching.finding.evaluation import Party, evaluate
from sistership.matching.finding.features import Features
from sistership.matching.finding.gates import gates_for
from sistership.matching.finding.making import features_of
from sistership.matching.finding.memory import MemoryIndex
from sistership.matching.finding.packing import pack, unpack
from sistership.matching.finding.suggesting import matches_of, ranked, suggest
from sistership.matching.index_sqlite import SqliteIndex
from sistership.matching.profile import Profile
from sistership.matching.profile_json import profiles_from_lines
from sistership.matching.text.grams import grams
from sistership.matching.text.lexicon import Lexicon
from sistership.vocabulary.plain_words import plain_words
from sistership.vocabulary.tokeniser import tokens

LANGUAGES = ("zh-hant", "en", "pl", "ms")
CITIES = ("kaohsiung", "gdynia", "penang", "tainan", "gdansk", "johor-bahru")
KINDS = ("firm", "firm", "firm", "startup", "lab", "department", "park", "investor")
PARTS = 1200
"""Sentences of which sides are put together, one or two each: understood once, not for each profile."""


def invented(count: int, lexicon: Lexicon, seed: int) -> Iterator[Features]:
    """Profiles whose sides are sentences about a topic, its neighbours and anything."""
    draw = random.Random(seed)
    by_broader: dict[str, list[str]] = defaultdict(list)
    for concept in lexicon.domain.values():
        by_broader[concept.broader].append(concept.id)
    topics = sorted(lexicon.domain)
    plain = plain_words()
    # Topics are not asked for alike: a few are everybody's, as in any market.
    weights = [1 / (place + 10) ** 0.7 for place in range(len(topics))]
    draw.shuffle(topics)
    sentences: list[tuple[str, str]] = []
    for topic in draw.choices(topics, weights, k=PARTS):
        near = draw.choice(by_broader[lexicon.domain[topic].broader])
        language = draw.choice(LANGUAGES)
        named = [draw.choice(lexicon.domain[one].terms[language]) for one in (topic, near)]
        named += [draw.choice(row[language]) for row in draw.sample(plain, 8)]
        draw.shuffle(named)
        sentences.append((language, (" " if language != "zh-hant" else "，").join(named) + "."))
    parts = []
    for number, (language, text) in enumerate(sentences):
        one = features_of(Profile(f"s{number}", language, "", "firm", "", (text,), ()), lexicon)
        bags = [
            dict(zip(one.hashes.tolist(), one.weights.tolist(), strict=True))
            for one in unpack([one.packed])[0]
        ]
        parts.append((language, bags))
    by_language = {one: [bags for language, bags in parts if language == one] for one in LANGUAGES}
    for number in range(count):
        language = draw.choice(LANGUAGES)
        offers, needs = (merged(draw.sample(by_language[language], draw.choice((1, 2)))) for _ in range(2))
        city, kind = draw.choice(CITIES), draw.choice(KINDS)
        yield Features(f"p{number}", language, city, kind, pack(offers, needs), f"o{number // 2}")


def merged(parts: Sequence[Sequence[Mapping[int, float]]]) -> tuple[dict[int, float], ...]:
    """The channels of several sentences as those of one side."""
    found: tuple[dict[int, float], ...] = ({}, {}, {})
    for bags in parts:
        for bag, kept in zip(bags, found, strict=True):
            for term, weight in bag.items():
                kept[term] = max(kept.get(term, 0.0), weight)
    return found


def measure(count: int, asked: int, seed: int) -> None:
    """Time suggestions on an index file, and compare the cut of candidates with scoring all."""
    lexicon = Lexicon.shipped()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.index"
        began = time.perf_counter()
        with SqliteIndex(path) as index:
            index.add(invented(count, lexicon, seed))
            print(f"{count:,} profiles made and indexed in {time.perf_counter() - began:.0f} s;", end=" ")
            print(f"{path.stat().st_size / 1e6:.0f} MB")
            askers = list(invented(asked, lexicon, seed))  # the first ones again: they are in the index
            times, recalls = [], []
            for number, asker in enumerate(askers):
                profile = Profile(
                    asker.id, asker.lang, asker.city, asker.kind, "", (), (), asker.organisation
                )
                gates = gates_for(profile)
                began = time.perf_counter()
                suggest(asker, index, gates=gates)
                times.append(time.perf_counter() - began)
                if number < 20:
                    cut = [one.id for one in ranked(asker, index, gates=gates)]
                    recalls.append(recall(asker, cut, index, gates_for(profile)))
            spread = np.quantile(np.array(times) * 1000, [0.5, 0.95])
            print(f"suggestion: median {spread[0]:.0f} ms, p95 {spread[1]:.0f} ms, of {len(times)}")
            print(f"recall@100 of the cut against scoring all: {np.mean(recalls):.3f}, of {len(recalls)}")


def recall(asker: Features, cut: Sequence[str], index: SqliteIndex, gates: object) -> float:
    """Share of the best hundred of all that the cut's list of a hundred holds."""
    names = index.candidates([], gates, index.size())  # type: ignore[arg-type]
    counts = index.frequencies()
    some = [one for one in index.features(names).values() if gates.lets_pass(one)]  # type: ignore[attr-defined]
    samples = samples_of(index, counts, (one.lang for one in some))
    found = matches_of(asker, some, counts, samples)
    whole = {name for _, name in sorted((-one.score, one.id) for one in found if one.score > 0)[:100]}
    return len(whole & set(cut[:100])) / max(1, len(whole))


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
    given.add_argument("--profiles", type=int, default=20_000)
    given.add_argument("--queries", type=int, default=60)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--labelled", type=Path)
    asked = given.parse_args()
    if asked.labelled:
        labelled(asked.labelled)
    else:
        measure(asked.profiles, asked.queries, asked.seed)


if __name__ == "__main__":
    main()
