"""Profiles from JSON lines, the commands of finding, and the labelled set's floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sistership.cli.match import command as match
from sistership.common.errors import InputError
from sistership.matching.finding.evaluation import Party, evaluate
from sistership.matching.finding.gates import gates_for
from sistership.matching.finding.making import features_of
from sistership.matching.finding.memory import MemoryIndex
from sistership.matching.finding.suggesting import ranked
from sistership.matching.profile import Profile
from sistership.matching.profile_json import (
    normal_city,
    normal_kind,
    normal_language,
    profile_from_json,
    profiles_from_lines,
)
from sistership.matching.text.lexicon import Lexicon

LABELLED = Path(__file__).parent / "labelled"
SENSORS = "We make water level sensors and flood warning systems."
FLOODS = "Our underpasses flood; we look for water level sensors and flood warning."
HULLS = "We offer hull cleaning and ship repair."


def test_profiles_are_read_as_they_come() -> None:
    lines = [
        '\ufeff{"id": "a", "lang": "zh-TW", "city": "高雄", "kind": "Company", "offers": "船", "trl": "4-7"}',
        "",
        '{"id": 7, "lang": "pl-PL", "offers": ["x", ""], "needs": {"en": "no", "pl": ["tak"]}, "size": "12"}',
        '{"id": "a"}',
        "[1]",
        "{",
        '{"offers": "no id"}',
        '{"id": "b", "offers": [1]}',
        '{"id": "b", "trl": [7, 4]}',
        '{"id": "b", "available": ["2027-03-01"]}',
        '{"id": "c", "kind": null, "ticket": 5, "available": ["2027-03-01", "2027-03-02"]}',
    ]
    profiles, errors = profiles_from_lines(lines, file="p.jsonl")
    first, second, third = profiles
    assert (first.lang, first.city, first.kind, first.trl) == ("zh-hant", "kaohsiung", "firm", (4, 7))
    assert (second.id, second.lang, second.offers, second.needs, second.size) == (
        "7",
        "pl",
        ("x",),
        ("tak",),
        12,
    )
    assert third.ticket == (5, 5)
    assert [str(one.where) for one in errors] == [
        f"p.jsonl, line {number}" for number in (4, 5, 6, 7, 8, 9, 10)
    ]
    assert normal_language("zh_Hans_CN") == "zh-hans"
    assert normal_language("zsm") == "ms"
    assert normal_kind("Science Park") == "park"
    assert normal_city("Nowhere Town") == "nowhere-town"
    with pytest.raises(InputError, match="size"):
        profile_from_json({"id": "x", "size": "many"}, where="here")


def lines_of(name: str, folder: Path) -> list[Profile]:
    return profiles_from_lines((folder / name).read_text("utf-8").splitlines(), file=name)[0]


def test_command_line(tmp_path: Path) -> None:
    rows = [
        {"id": "city", "lang": "en", "city": "gdynia", "kind": "department", "needs": FLOODS},
        {
            "id": "maker",
            "lang": "en",
            "city": "penang",
            "kind": "firm",
            "title": "Sensors",
            "offers": SENSORS,
        },
        {"id": "hulls", "lang": "en", "city": "penang", "kind": "firm", "offers": HULLS},
    ]
    given, labels, index = tmp_path / "p.jsonl", tmp_path / "qrels.tsv", tmp_path / "p.index"
    given.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", "utf-8")
    labels.write_text(
        "query_id\tcandidate_id\tgrade\ncity\tmaker\t3\ncity\thulls\t0\ncity\tgone\t1\n", "utf-8"
    )
    run = CliRunner()

    def out(*words: str) -> str:
        done = run.invoke(match, [str(word) for word in words], catch_exceptions=False)
        assert done.exit_code == 0
        return done.stdout

    assert json.loads(out("index", given, "--index", index, "--json")) == {
        "read": 3,
        "lines_left_out": 1,
        "in_the_index": 3,
    }
    lists = json.loads(out("suggest", given, "--index", index, "--only", "city", "--json"))
    assert lists["city"]["matches"][0]["id"] == "maker"
    assert "Nothing in the index" in out(
        "suggest", given, "--index", index, "--only", "city", "--veto", "maker", "--language", "pl"
    )
    told = json.loads(out("explain", given, "--of", "city", "maker", "--language", "pl", "--json"))
    assert told["reasons"][0]["theirs"]["text"] == SENSORS
    judged = json.loads(out("eval", given, "--queries", given, "--qrels", labels, "--json"))
    assert judged["overall"] == {"queries": 1, "p@1": 1, "ndcg@10": 1, "ndcg@10-linear": 1, "recall@100": 1}
    assert judged["pairs"].keys() == {"en-en"}
    assert judged["labels_unknown"] == 1
    for words_given, message in (
        (["suggest", given, "--index", tmp_path / "none"], "no such index"),
        (["explain", given, "--of", "city", "nobody"], "no profile"),
        (["explain", given, "--of", "city", "maker", "--visible", "x"], "no field"),
        (["eval", given, "--queries", given, "--qrels", given], "label"),
        (["index", tmp_path / "none", "--index", index], "cannot be read"),
    ):
        failed = run.invoke(match, [str(word) for word in words_given])
        assert isinstance(failed.exception, InputError)
        assert message in failed.exception.message


@pytest.mark.once
def test_files_alone_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    both = (("a", "gdynia", SENSORS, FLOODS), ("b", "penang", FLOODS, SENSORS))
    keys = ("id", "city", "offers", "needs")
    path.write_text(
        "\n".join(json.dumps({**dict(zip(keys, one, strict=True)), "lang": "en"}) for one in both)
    )
    run = CliRunner().invoke
    assert "two.index now: 2" in run(match, ["index", str(path)]).output
    lists = json.loads(run(match, ["suggest", str(path), "--json"]).output)
    assert [one["id"] for one in lists["a"]["matches"]] == ["b"]
    assert "water level" in run(match, ["explain", str(path)]).output
    path.write_text(path.read_text() + '\n{"id": "c", "lang": "en", "offers": "hulls"}')
    told = run(match, ["explain", str(path)]).exception
    assert isinstance(told, InputError)
    assert told.where == "--of"


@pytest.mark.parametrize(
    ("folder", "floor", "of_pairs"),
    [
        (LABELLED, 0.86, 0.78),
        (LABELLED.with_name("labelled_second"), 0.92, 0.75),
        (LABELLED.with_name("labelled_third"), 0.9, 0.8),
    ],
)
def test_labelled_sets_stay_above_their_floors(folder: Path, floor: float, of_pairs: float) -> None:
    profiles, queries = lines_of("profiles.jsonl", folder), lines_of("queries.jsonl", folder)
    labels: dict[str, dict[str, float]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        query, candidate, grade = line.split("\t")
        labels.setdefault(query, {})[candidate] = float(grade)
    index = MemoryIndex()
    lexicon = Lexicon.shipped()
    index.add(features_of(one, lexicon) for one in profiles)
    rankings = {
        one.id: [found.id for found in ranked(features_of(one, lexicon), index, gates=gates_for(one))]
        for one in queries
    }
    parties = {one.id: Party(one.id, one.lang, one.city) for one in profiles}
    found = evaluate(rankings, labels, [Party(one.id, one.lang, one.city) for one in queries], parties)
    assert found.overall.means["ndcg@10"] >= floor
    assert all(one.means["ndcg@10"] >= of_pairs for one in found.pairs.values() if one.queries >= 5)
