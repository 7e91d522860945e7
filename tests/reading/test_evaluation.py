"""The evaluation by itself, and the project's documents as its gate: no field may become worse than this."""

from datetime import date
from pathlib import Path

import pytest

from sistership.cli.read_eval import evaluate_folder
from sistership.common.errors import InputError
from sistership.reading import CommitmentValue, Draft, Field, PersonValue
from sistership.reading.evaluation import Judgement, Score, judge, summed
from sistership.reading.golden import read_golden

DOCUMENTS = Path(__file__).resolve().parent / "documents"
TEXT = "高雄市長陳其邁10月11日與熊本市長大西一史簽署備忘錄，雙方將設立聯絡窗口。"
DAY = date(2025, 10, 11)
DRAFT = Draft(
    "memorandum",
    "press",
    "zh-Hant",
    None,
    (
        Field("event_date", DAY, (7, 13), 0.9),
        Field("city", "高雄", (0, 3), 0.9),
        Field("person", PersonValue("陳其邁", None, "市長", "高雄市長", "高雄"), (0, 7), 0.9),
        Field("commitment", CommitmentValue("設立聯絡窗口", "雙方", ("高雄", "熊本"), None), (31, 37), 0.8),
    ),
    ((0, 4),),
)


def judged(content: object, draft: Draft | None = DRAFT, refusal: str = "") -> Judgement:
    return judge(read_golden(content, TEXT), draft, TEXT, refusal=refusal)


def test_what_is_right_missed_and_invented_by_hand() -> None:
    found = judged({"kind": "memorandum", "city": ["熊本"], "event_date": ["2025-10-11"], "place": []})
    assert found.scores == {
        "kind": Score(right=1),
        "city": Score(missed=1, invented=1),
        "event_date": Score(right=1),
        "place": Score(),
    }
    assert (found.missed, found.invented) == ((("city", "熊本"),), (("city", "高雄"),))


def test_ratios_by_hand() -> None:
    score = Score(right=6, missed=2, invented=4)
    assert (score.precision, score.recall, score.f1) == (0.6, 0.75, 12 / 18)
    assert (Score().precision, Score().recall, Score().f1) == (None, None, None)
    total = summed([judged({"city": ["高雄"]}), judged({"city": ["臺南"], "kind": "visit"})])
    assert total == {"kind": Score(missed=1, invented=1), "city": Score(right=1, missed=1, invented=1)}


def test_a_field_that_the_golden_does_not_name_is_not_judged() -> None:
    assert judged({}).scores == {}
    assert judged({"person": []}).scores == {"person": Score(invented=1)}


@pytest.mark.parametrize(
    ("said", "is_right"),
    [
        ("陳其邁 市長 高雄", True),
        ({"name": "陳其邁"}, True),
        ({"name": "陳 其邁", "title": "市長"}, True),
        ("陳其邁 市長", False),
        ({"name": "陳其邁", "title": "副市長"}, False),
    ],
)
def test_every_part_that_is_given_must_agree(said: object, is_right: bool) -> None:
    assert judged({"person": [said]}).scores["person"].right == is_right


@pytest.mark.parametrize(
    ("said", "is_right"),
    [
        (["設立聯絡窗口", "雙方", ["熊本", "高雄"], None], True),
        ({"what": "將設立聯絡窗口"}, True),
        ({"what": "設立實習媒合服務"}, False),
        (["設立聯絡窗口", "雙方", ["高雄"], None], False),
        (["設立聯絡窗口", "雙方", ["高雄", "熊本"], "2026-01"], False),
    ],
)
def test_sentences_overlap_and_the_rest_is_equal(said: object, is_right: bool) -> None:
    assert judged({"commitment": [said]}).scores["commitment"].right == is_right


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ({"value": "2025-10-11", "quote": "10月11日"}, 1),
        ({"value": "2025-10-11", "span": [8, 13]}, 1),
        ({"value": "2025-10-11", "span": [0, 3]}, 0),
    ],
)
def test_spans_are_judged_where_the_golden_gives_them(said: object, right: int) -> None:
    found = judged({"event_date": [said]})
    assert found.scores["event_date"] == Score(right=1, spans_right=right, spans_judged=1)
    assert len(found.elsewhere) == 1 - right


def test_a_refused_document_misses_all_unless_that_is_expected() -> None:
    found = judged({"city": ["高雄"], "refused": "no text"}, None, "The scan holds no text. Run OCR.")
    assert found.scores == {"city": Score(missed=1), "refused": Score(right=1)}
    assert judged({"refused": "no text"}).scores == {"refused": Score(missed=1)}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ([], "holds no object"),
        ({"citty": ["高雄"]}, "There is no field 'citty'"),
        ({"city": "高雄"}, "'高雄' is no list"),
        ({"commitment": [["設立", "雙方"]]}, "[what, owed_by, owing_cities, due]"),
        ({"person": [{"nome": "陳其邁"}]}, "is no value of it"),
        ({"city": [{"value": "高雄", "quote": "臺北"}]}, "'臺北' does not stand in the text"),
        ({"city": [{"value": "高雄", "span": [3, 999]}]}, "[3, 999] is no span"),
        ({"given_published_on": "soon"}, "'soon' is no date"),
    ],
)
def test_a_golden_that_cannot_be_used_says_where_and_what_is_allowed(content: object, says: str) -> None:
    with pytest.raises(InputError) as refused:
        read_golden(content, TEXT)
    assert says in refused.value.message


LEAST = {
    "language": 1.0,
    "kind": 0.9,
    "source_kind": 0.9,
    "published_on": 0.9,
    "event_date": 0.9,
    "city": 0.9,
    "place": 0.8,
    "agreement": 0.85,
    "term": 0.9,
    "person": 0.9,
    "delegation_lead": 0.8,
    "signatory": 0.85,
    "organisation": 0.8,
    "direction": 0.9,
    "commitment": 0.85,
    "intention": 0.8,
    "left_out": 0.8,
}
"""The least F1 of each field over all documents of a language."""


def test_no_document_lacks_its_golden() -> None:
    evaluated, problems = evaluate_folder(DOCUMENTS)
    assert problems == []
    assert len(evaluated) >= 24


@pytest.mark.parametrize("folder", sorted(path.name for path in DOCUMENTS.iterdir() if path.is_dir()))
def test_documents_of_a_language_are_read_this_well(folder: str) -> None:
    evaluated, _ = evaluate_folder(DOCUMENTS / folder)
    scores = summed(one.judgement for one in evaluated)
    below = {
        name: score
        for name, score in scores.items()
        if score.f1 is not None and score.f1 < LEAST.get(name, 0.75)
    }
    assert below == {}
    spans = sum(scores.values(), Score())
    assert spans.spans_right >= 0.9 * spans.spans_judged
