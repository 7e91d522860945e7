"""Finding a text's translation among many, beside character n-grams and BM25 on translated words.

    python -m benchmarks.matching.text --data FOLDER --packs FOLDER     writes docs/measured/matching-text.md

`--data` holds ntrex/ and tatoeba/ (see the report for their origin), `--packs` what `sistership lexicon add`
wrote. Nothing is trained or tuned on either set.
"""

from __future__ import annotations

import itertools
import math
import platform
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np

from sistership.matching.text import Lexicon, Understood, understand
from sistership.matching.text.likeness import FUSION, Collection, _Channel

REPORT = Path(__file__).resolve().parent.parent.parent / "docs" / "measured" / "matching-text.md"
NTREX = {"en": "en", "zh-TW": "zh-hant", "pl": "pl", "ms": "ms"}
TATOEBA = {"cmn": "zh-hant", "pol": "pl", "zsm": "ms"}
PAIRS = (
    ("zh-TW", "en"),
    ("zh, no Latin", "en"),
    ("pl", "en"),
    ("ms", "en"),
    ("zh-TW", "pl"),
    ("ms", "zh-TW"),
    ("pl", "ms"),
)
_LATIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def passages(lines: Sequence[str], documents: Sequence[str]) -> list[str]:
    """Runs of four sentences of a document; a last one of three."""
    found = []
    for _, group in itertools.groupby(range(len(lines)), key=lambda number: documents[number]):
        numbers = list(group)
        chunks = [numbers[start : start + 4] for start in range(0, len(numbers), 4)]
        found += [" ".join(lines[number] for number in chunk) for chunk in chunks if len(chunk) >= 3]
    return found


def exact_grams(text: str) -> dict[str, float]:
    """The peer: character 3–5-grams, unhashed, 1 + ln(times)."""
    plain = f" {' '.join(text.lower().split())} "
    counts = Counter(plain[at : at + n] for n in (3, 4, 5) for at in range(len(plain) - n + 1))
    return {gram: 1 + math.log(times) for gram, times in counts.items()}


class Bm25:
    """The other peer: BM25 (k1 1.2, b 0.75) on English stems, of which a translated word gives its likeliest."""

    def __init__(self, texts: Sequence[Understood]) -> None:
        bags = [likeliest(one.words) for one in texts]
        self.rows: dict[str, list[int]] = {}
        for number, bag in enumerate(bags):
            for word in bag:
                self.rows.setdefault(word, []).append(number)
        lengths = np.array([len(bag) for bag in bags], float)
        self.saturated = 2.2 / (1 + 1.2 * (0.25 + 0.75 * lengths / lengths.mean()))

    def scores(self, text: Understood) -> np.ndarray:
        found = np.zeros(len(self.saturated))
        for word in likeliest(text.words):
            rows = self.rows.get(word, [])
            rarity = math.log(1 + (len(found) - len(rows) + 0.5) / (len(rows) + 0.5))
            found[rows] += rarity * self.saturated[rows]
        return found


def likeliest(words: Mapping[str, float]) -> list[str]:
    """Stems that weigh at least half of a plain word."""
    return [word for word, weight in words.items() if weight >= 0.5]


def first_is_right(
    queries: Sequence[Understood],
    texts: Sequence[str],
    candidates: Sequence[Understood],
    others: Sequence[str],
) -> dict[str, float]:
    """P@1 and nDCG@10 in per cent of each method; line n of the queries belongs to line n of the others."""
    collection, bm25, peer = (
        Collection(candidates),
        Bm25(candidates),
        _Channel([exact_grams(one) for one in others]),
    )
    whole = sum(FUSION.values())
    ranks: dict[str, list[int]] = {}
    for number, (query, text) in enumerate(zip(queries, texts, strict=True)):
        cosines = collection.cosines(query)
        scores = {
            "char n-grams": peer.cosines(exact_grams(text)),
            "BM25 on gloss": bm25.scores(query),
            "concepts": cosines["concepts"],
            "words": cosines["words"],
            "fusion": sum(cosines[name] * share / whole for name, share in FUSION.items()),
        }
        for method, some in scores.items():
            # a tie is lost: of equals, the right one counts as last
            ranks.setdefault(method, []).append(int(np.sum(np.asarray(some) >= some[number])))
    found = {}
    for method, some in ranks.items():
        found[method] = 100 * float(np.mean([rank == 1 for rank in some]))
        found[f"{method} nDCG"] = 100 * float(
            np.mean([1 / math.log2(1 + rank) if rank <= 10 else 0 for rank in some])
        )
    return found


class Reading:
    """Understands texts and keeps the time that it took."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.seconds, self.count = lexicon, 0.0, 0

    def all(self, texts: Sequence[str], language: str) -> list[Understood]:
        start = time.process_time()
        found = [understand(text, language=language, lexicon=self.lexicon) for text in texts]
        self.seconds += time.process_time() - start
        self.count += len(texts)
        return found


METHODS = ("char n-grams", "BM25 on gloss", "concepts", "words", "fusion")


def _row(name: str, found: Mapping[str, float]) -> str:
    line = (
        f"| {name} | "
        + " | ".join(f"{found[one]:.1f}" for one in METHODS)
        + f" | {found['fusion nDCG']:.1f} |"
    )
    click.echo(line)
    return line


def ntrex(folder: Path, reading: Reading, *, in_passages: bool) -> list[str]:
    """A row for each of PAIRS."""
    documents = [
        line.split("\t")[-1] for line in (folder / "ntrex/DOCUMENT_IDS.tsv").read_text("utf-8").splitlines()
    ]
    texts = {name: (folder / f"ntrex/{name}.txt").read_text("utf-8").splitlines() for name in NTREX}
    documents = documents[-len(texts["en"]) :]
    if in_passages:
        texts = {name: passages(lines, documents) for name, lines in texts.items()}
    read = {name: reading.all(texts[name], language) for name, language in NTREX.items()}
    texts["zh, no Latin"] = [_LATIN.sub("", text) for text in texts["zh-TW"]]
    read["zh, no Latin"] = reading.all(texts["zh, no Latin"], "zh-hant")
    return [
        _row(f"{one} → {other}", first_is_right(read[one], texts[one], read[other], texts[other]))
        for one, other in PAIRS
    ]


def tatoeba(folder: Path, reading: Reading) -> list[str]:
    """A row for each language, to English."""
    rows = []
    for code, language in TATOEBA.items():
        texts, others = (
            (folder / f"tatoeba/tatoeba.{code}-eng.{one}").read_text("utf-8").splitlines()
            for one in (code, "eng")
        )
        rows.append(
            _row(
                f"{code} → en",
                first_is_right(reading.all(texts, language), texts, reading.all(others, "en"), others),
            )
        )
    return rows


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--packs", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
def main(data: Path, packs: Path) -> None:
    """Measure and write the report."""
    start = time.process_time()
    with_packs = Lexicon.with_packs(packs.glob("*.pack"))
    loaded = time.process_time() - start
    heading = [
        "| pair | " + " | ".join(METHODS) + " | fusion nDCG@10 |",
        "|---|" + "---|" * (len(METHODS) + 1),
    ]
    lines = [
        "# Texts across languages, measured",
        "",
        f"{datetime.now(UTC).date()}, `python -m benchmarks.matching.text`, {platform.machine()}, Python"
        f" {platform.python_version()}, two cores shared with other work. P@1 in per cent: how often the translation"
        " of a text comes first among all texts of the other language; a tie counts as lost.",
        "",
    ]
    for title, lexicon in (
        ("With packs (" + ", ".join(layer.name for layer in with_packs.layers[2:]) + ")", with_packs),
        ("With the vocabulary that is shipped, alone", Lexicon.shipped()),
    ):
        reading = Reading(lexicon)
        lines += [
            f"## {title}",
            "",
            "NTREX-128, passages of 3–4 sentences:",
            "",
            *heading,
            *ntrex(data, reading, in_passages=True),
            "",
        ]
        sentences = Reading(lexicon)
        if lexicon is with_packs:
            lines += [
                "NTREX-128, 1,997 sentences:",
                "",
                *heading,
                *ntrex(data, sentences, in_passages=False),
                "",
            ]
            lines += ["Tatoeba, 1,000 pairs each:", "", *heading, *tatoeba(data, sentences), ""]
            lines += [
                f"Understanding a sentence took {1000 * sentences.seconds / sentences.count:.2f} ms of CPU time"
                f" (mean of {sentences.count:,}), a passage {1000 * reading.seconds / reading.count:.2f} ms; the lexicon"
                f" with packs was ready after {loaded:.1f} s.",
                "",
            ]
    lines += [
        "The ceiling is elsewhere: LaBSE, a trained model of 470 million parameters, is published with 95.1 on Tatoeba"
        " cmn–eng. Names in Latin letters help Chinese sentences; the row `zh, no Latin` has them deleted.",
        "NTREX-128 (Federmann et al. 2022, CC BY-SA 4.0) and Tatoeba (CC BY 2.0 FR) serve for testing only.",
        "",
    ]
    REPORT.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
