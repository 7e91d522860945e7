"""Texts in English and Polish against golden files made by reading them, and what holds for any such text."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.test_unseen import COMPARED, found_in

from sistership.common.errors import InputError
from sistership.reading import Draft, read_text
from sistership.reading.evaluation import judge
from sistership.reading.golden import read_golden
from sistership.reading.language import detect_language
from sistership.reading.latin.polish_forms import city_forms, person

DOCUMENTS = Path(__file__).resolve().parent / "documents"
FILES = {path.stem: path for path in sorted(DOCUMENTS.glob("*/*.txt")) if path.parent.name in ("en", "pl")}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
PIECES = st.sampled_from([line for text in TEXTS.values() for line in text.splitlines()])
WORDS = st.sampled_from(" ".join(TEXTS.values()).split())


GOLDENS = {
    name: json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for name, path in FILES.items()
}
WHOLE = [
    name
    for name, golden in GOLDENS.items()
    if not any(isinstance(v, dict) for f in COMPARED for v in golden.get(f, []))
]
"""Those whose golden file says every part of every value."""


@pytest.mark.parametrize("name", FILES)
def test_text_as_far_as_its_golden_says(name: str) -> None:
    judgement = judge(read_golden(GOLDENS[name], TEXTS[name]), read_text(TEXTS[name]), TEXTS[name])
    assert (judgement.missed, judgement.invented) == ((), ())


@pytest.mark.parametrize("name", WHOLE)
def test_text_as_golden(name: str) -> None:
    golden = GOLDENS[name]
    draft = read_text(TEXTS[name])
    found = {each: sorted(map(repr, found_in(draft, each))) for each in COMPARED}
    expected = {each: sorted(map(repr, golden.get(each, []))) for each in COMPARED}
    assert found == expected
    day = draft.published_on.isoformat() if draft.published_on else None
    assert [draft.kind, draft.source_kind, day] == [
        golden[key] for key in ("kind", "source_kind", "published_on")
    ]
    if "topic" in golden:
        assert found_in(draft, "topic") == golden["topic"]


def drafted(text: str) -> Draft | None:
    try:
        return read_text(text)
    except InputError:
        return None


@given(
    st.one_of(
        st.lists(PIECES, min_size=1, max_size=14).map("\n".join),
        st.lists(WORDS, min_size=8, max_size=70).map(" ".join),
    )
)
@settings(max_examples=120, deadline=None)
def test_spans_lie_in_the_text_and_never_in_what_was_left_out(text: str) -> None:
    draft = drafted(text)
    if draft is None:
        return
    assert draft == drafted(text)
    for field in draft.fields:
        start, end = field.span
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert 0 < field.confidence <= 1
        assert [span for span in draft.left_out if span[0] < end and start < span[1]] == []


@pytest.mark.parametrize("name", FILES)
def test_an_article_is_read_soon(name: str) -> None:
    read_text(TEXTS[name])
    started = time.process_time()
    read_text(TEXTS[name])
    assert time.process_time() - started < 0.3


def test_a_long_text_takes_time_in_proportion() -> None:
    article = "\n".join(TEXTS[name] for name in FILES if name.startswith("en"))
    started = time.process_time()
    drafted((article * 40)[:150_000])
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayors of the two cities have signed an agreement on culture and sport.", "en"),
        ("Prezydenci obu miast podpisali porozumienie o współpracy w dziedzinie kultury.", "pl"),
        (
            "Kedua-dua bandar telah menandatangani memorandum untuk kerjasama dalam bidang ini.",
            "ms",
        ),
        ("Die Städte haben eine Vereinbarung über die Zusammenarbeit in der Kultur unterzeichnet.", "de"),
    ],
)
def test_language_by_small_words(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("said", "case", "name"),
    [
        ("Tomaszem Nowakiem", "ins", "Tomasz Nowak"),
        ("Marka Zająca", "gen", "Marek Zając"),
        ("Anny Zielińskiej", "gen", "Anna Zielińska"),
        ("Aleksandrą Wrzosek", "ins", "Aleksandra Wrzosek"),
        ("Pawłowi Lipskiemu", "dat", "Paweł Lipski"),
        ("Chen Chi-mai", "nom", "Chen Chi-mai"),
    ],
)
def test_polish_name_in_its_base_form(said: str, case: str, name: str) -> None:
    assert person(said, case, "")[0] == name


@pytest.mark.parametrize(
    ("city", "form"),
    [
        ("Gdynia", "Gdynią"),
        ("Kraków", "Krakowem"),
        ("Katowice", "Katowicach"),
        ("Kaohsiung", "Kaohsiungu"),
        ("Warszawa", "Warszawie"),
        ("Poznań", "Poznaniem"),
        ("Zielona Góra", "Zieloną Górą"),
    ],
)
def test_polish_city_in_its_forms(city: str, form: str) -> None:
    assert form in city_forms(city)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("on 14 September 2025", date(2025, 9, 14)),
        ("on September 14, 2025", date(2025, 9, 14)),
        ("on Sunday", date(2025, 9, 14)),
        ("yesterday", date(2025, 9, 15)),
    ],
)
def test_days_as_english_says_them(said: str, day: date) -> None:
    text = (
        f"Gdynia and Kaohsiung signed a memorandum of understanding {said} at the Pomeranian Park in Gdynia."
    )
    (found,) = read_text(text, published_on=date(2025, 9, 16)).named("event_date")
    assert found.value == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("14 września 2025 r.", date(2025, 9, 14)),
        ("14.09.2025", date(2025, 9, 14)),
        ("w niedzielę", date(2025, 9, 14)),
        ("w ubiegły czwartek", date(2025, 9, 11)),
        ("wczoraj", date(2025, 9, 15)),
    ],
)
def test_days_as_polish_says_them(said: str, day: date) -> None:
    text = f"Prezydenci miast Gdynia i Kaohsiung podpisali {said} memorandum o współpracy na rzecz kultury."
    (found,) = read_text(text, published_on=date(2025, 9, 16)).named("event_date")
    assert found.value == day


def test_a_day_that_cannot_be_told_is_not_invented() -> None:
    draft = read_text("Gdynia and Kaohsiung signed a memorandum of understanding yesterday at the town hall.")
    assert draft.named("event_date") == ()
    assert [field.value for field in draft.named("event_date_unresolved")] == ["yesterday"]


def test_both_readings_of_a_date_are_given() -> None:
    draft = read_text(
        "The mayors of Gdynia and Kaohsiung signed a memorandum of understanding on 03/04/2025."
    )
    found = draft.named("event_date")
    assert [field.value for field in found] == [date(2025, 4, 3), date(2025, 3, 4)]
    assert all(field.confidence < 0.7 for field in found)
