"""The labelled set is whole: every label has its two profiles, every language pair enough queries."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "labelled"
LATER = [Path(__file__).parent / name for name in ("labelled_second", "labelled_third")]
LANGUAGES = ("zh-hant", "en", "pl", "ms")
KINDS = {"firm", "startup", "lab", "park", "investor", "department", "host", "school"}


def rows(name: str, folder: Path = FOLDER) -> dict[str, dict]:
    """Profiles of one file by id."""
    lines = (folder / name).read_text("utf-8").splitlines()
    found = {row["id"]: row for row in map(json.loads, lines)}
    assert len(found) == len(lines)
    return found


def labels(folder: Path) -> list[tuple[str, str, int]]:
    """(query, candidate, grade)."""
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        return [
            (row["query_id"], row["candidate_id"], int(row["grade"]))
            for row in csv.DictReader(file, delimiter="\t")
        ]


PROFILES = rows("profiles.jsonl")
QUERIES = rows("queries.jsonl")
LABELS = labels(FOLDER)


@pytest.mark.parametrize("folder", LATER, ids=lambda folder: folder.name)
def test_a_later_set_is_whole(folder: Path):
    profiles, queries, graded = rows("profiles.jsonl", folder), rows("queries.jsonl", folder), labels(folder)
    for row in (*profiles.values(), *queries.values()):
        assert row["lang"] in LANGUAGES
        assert row["kind"] in KINDS
        assert all(row[field].strip() for field in ("city", "title", "offers", "needs"))
    assert not profiles.keys() & queries.keys()
    assert len({(query, candidate) for query, candidate, _ in graded}) == len(graded)
    assert all(queries[query]["city"] != profiles[candidate]["city"] for query, candidate, _ in graded)
    for grades in ({0}, {2, 3}):
        assert queries.keys() == {query for query, _, grade in graded if grade in grades}


def test_profiles_are_whole_and_no_query_is_a_candidate():
    for row in (*PROFILES.values(), *QUERIES.values()):
        assert row["lang"] in LANGUAGES
        assert row["kind"] in KINDS
        assert all(row[field].strip() for field in ("city", "title", "offers", "needs"))
    assert not PROFILES.keys() & QUERIES.keys()
    assert min(Counter(row["lang"] for row in PROFILES.values()).values()) >= 40


def test_labels_name_what_is_there_and_no_candidate_of_the_own_city():
    assert len({(query, candidate) for query, candidate, _ in LABELS}) == len(LABELS)
    assert {grade for *_, grade in LABELS} == {0, 1, 2, 3}
    assert all(QUERIES[query]["city"] != PROFILES[candidate]["city"] for query, candidate, _ in LABELS)


def test_each_query_has_partners_and_hard_negatives():
    good = Counter(query for query, _, grade in LABELS if grade >= 2)
    negative = Counter(query for query, _, grade in LABELS if grade == 0)
    assert [query for query in QUERIES if good[query] < 1 or negative[query] < 2] == []


def test_each_pair_of_languages_has_queries():
    pairs = {
        (QUERIES[query]["lang"], PROFILES[candidate]["lang"], query)
        for query, candidate, grade in LABELS
        if grade >= 2
    }
    counted = Counter((asking, answering) for asking, answering, _ in pairs)
    few = [(a, b) for a in LANGUAGES for b in LANGUAGES if counted[a, b] < (6 if a == b else 12)]
    assert few == []
