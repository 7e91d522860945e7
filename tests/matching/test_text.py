"""Understanding a text: concepts, words, numbers; what bad input, stuffing and inflection do to them."""

import math
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.matching.text import Lexicon, Understood, kept, understand
from sistership.matching.text.denied import without_denied
from sistership.matching.text.language import language_of
from sistership.matching.text.lemmas import _dictionary, lemma
from sistership.matching.text.likeness import Collection
from sistership.matching.text.packs import compile_pack, pack_bytes, read_pack
from sistership.matching.text.quantities import quantities
from sistership.matching.text.roles import role_of
from sistership.vocabulary.domain_concepts import COLUMNS, read_domain
from sistership.vocabulary.packs.sources import ConceptTable, Glossary

ROWS = (
    "vessels ¦ industry ¦  ¦ 船舶 ¦ vessels|vessel ¦ statki ¦ kapal ¦  ¦ ",
    "ferries ¦ product ¦ vessels ¦ 渡輪|電動渡輪 ¦ ferries|ferry ¦ prom pasażerski ¦ feri ¦  ¦ ",
    "ic-design ¦ service ¦  ¦ IC設計 ¦ IC design|chip design ¦ projektowanie układów scalonych"
    " ¦ reka bentuk cip ¦  ¦ ",
    "it-sector ¦ industry ¦  ¦ 資訊業|IT ¦ IT|information technology ¦ branża IT ¦ teknologi maklumat ¦  ¦ ",
    "cyber-security ¦ service ¦  ¦ 資安 ¦ cyber-security ¦ cyberbezpieczeństwo ¦ keselamatan siber ¦  ¦ ",
)
OWN = Lexicon.of(
    read_domain([("own.tsv", "\n".join(["\t".join(COLUMNS), *(row.replace(" ¦ ", "\t") for row in ROWS)]))])
)


def own(text: str, language: str | None = None) -> Understood:
    return understand(text, language=language, lexicon=OWN)


def shown(text: str, language: str | None = None) -> list[tuple[str, str]]:
    return [(one.concept, text[one.start : one.end]) for one in own(text, language).mentions]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("We build ferries and a vessel.", [("ferries", "ferries"), ("vessels", "vessel")]),
        ("Szukamy promów pasażerskich.", [("ferries", "promów pasażerskich")]),
        ("Oferujemy projektowanie układu scalonego.", [("ic-design", "projektowanie układu scalonego")]),
        ("我們提供 IC 設計與電動渡輪。", [("ic-design", "IC 設計"), ("ferries", "電動渡輪")]),
        ("我们做集成电路与渡轮", [("ferries", "渡轮")]),
        ("Kami mencari feri baharu.", [("ferries", "feri")]),
        ("It is IT.", [("it-sector", "IT")]),
        ("資訊安全與資安顧問，IT 部門", [("cyber-security", "資安"), ("it-sector", "IT")]),
        ("cybersecurity", [("cyber-security", "cybersecurity")]),
        ("cyber security", [("cyber-security", "cyber security")]),
        ("Cyber-Security", [("cyber-security", "Cyber-Security")]),
        ("MAGIC設計", []),
    ],
)
def test_terms_are_found_however_they_are_inflected_and_written(
    text: str, mentions: list[tuple[str, str]]
) -> None:
    assert shown(text) == mentions


def test_a_small_text_is_understood_as_by_hand() -> None:
    found = own("渡輪 500千瓦", "zh-hant")
    # ferries in full, its broader concept by half
    assert found.concepts == {"ferries": 1.0, "vessels": 0.5}
    # one English stem with two terms (ferries, ferry); the number, and the number with its unit
    assert found.words.keys() == {"ferri", "千瓦", "500", "500kw"}
    assert found.words["ferri"] == pytest.approx(1.0)
    assert found.tokens == {"c-ferries", "c-vessels", "ferri", "千瓦", "500", "500kw"}
    assert [(one.value, one.unit) for one in found.quantities] == [(500.0, "kw")]


def test_a_likeness_is_as_by_hand() -> None:
    texts = [own("ferries"), own("chip design")]
    found = Collection(texts).cosines(own("渡輪", "zh-hant"))
    # ferries: the same concepts; chip design: none of them. Words: the stem of `ferries` is the only one
    assert found["concepts"].tolist() == pytest.approx([1.0, 0.0])
    assert found["words"].tolist() == pytest.approx([1.0, 0.0])
    assert found["grams"].tolist() == [0.0, 0.0]
    assert Collection(texts).likeness(own("渡輪", "zh-hant"))[0] == pytest.approx(1.7 / 2.2)


def test_saying_a_thing_again_adds_next_to_nothing() -> None:
    once, often = (
        own("We offer ferries. We ask for vessels."),
        own("We offer ferries. We ask for vessels. " + "ferries " * 500),
    )
    assert often.concepts == once.concepts
    assert often.words["ferri"] == pytest.approx(1.5 * once.words["ferri"])
    stuffed = own("tax law " + "ferries vessels chips " * 300)
    honest = own("ferries")
    asked = own("渡輪", "zh-hant")
    likeness = Collection([honest, stuffed]).likeness(asked)
    assert likeness[0] > likeness[1]


@pytest.mark.parametrize("text", ["", "   \n", "😀🎉👍", "!!! ???", "<p></p>", "\ud800", "\x00"])
def test_a_text_that_says_nothing_is_empty(text: str) -> None:
    found = own(text)
    assert found.is_empty
    assert found.tokens == frozenset()
    assert found.mentions == ()


def test_marks_are_dropped_and_places_stay_true() -> None:
    text = "<style>vessel{}</style><p>We build <b>ferries</b> &amp; vessels</p><!-- chip design -->"
    assert shown(text) == [("ferries", "ferries"), ("vessels", "vessels")]


def test_what_stands_beyond_the_limit_is_not_read() -> None:
    found = own("渡輪" + "。" * 1_000_000 + "船舶")
    assert found.is_cut
    assert found.concepts == {"ferries": 1.0, "vessels": 0.5}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Poszukujemy partnerów do budowy promów.", "pl"),
        ("Kami mencari rakan kongsi untuk membina feri.", "ms"),
        ("We are looking for a partner who can build ferries.", "en"),
        ("我們尋找 IC 設計的夥伴", "zh-hant"),
        ("ferry", "und"),
        ("12 500", "und"),
        ("", "und"),
    ],
)
def test_the_language_is_told_where_the_words_tell_it(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("0,5 MW and 500 kW", ["500kw", "500kw"]),
        ("TRL 6–7", ["trl-6", "trl-7"]),
        ("ISO 9001:2015, oznakowanie CE", ["iso-9001", "ce-mark"]),
        ("28 nm 製程，7奈米", ["28nm", "7nm"]),
        ("NT$ 3,000,000 / 新台幣 300萬元", ["3e06twd", "3e06twd"]),
        ("1 200,5 kg, 1.234 kg, 1,5 t", ["1200-5kg", "1234kg"]),
        ("20% / 20 peratus / 20 procent", ["20pct", "20pct", "20pct"]),
        ("logIC 12 men and 3 things", []),
    ],
)
def test_numbers_have_one_form_in_all_languages(text: str, tokens: list[str]) -> None:
    assert [one.token for one in quantities(text)] == tokens


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_understood_and_its_tokens_fit_an_index(text: str) -> None:
    found = own(text)
    assert all(
        re.fullmatch(r"[a-z0-9-]+|[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+", one)
        for one in found.tokens
    )
    assert all(0 <= one.start < one.end <= len(text) for one in found.mentions)
    assert all(
        math.isfinite(weight) and weight > 0 for weight in (*found.words.values(), *found.grams.values())
    )


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(
        [
            "We build ferries.",
            "我們做IC設計。",
            "Szukamy promów pasażerskich.",
            "It costs 5 kW.",
            "Kami mencari feri.",
        ]
    )
)
def test_the_order_of_sentences_is_of_no_account(sentences: list[str]) -> None:
    found = own("\n".join(sentences))
    given_first = own("\n".join(sorted(sentences)))
    assert found.tokens == given_first.tokens
    assert found.concepts == given_first.concepts


def test_forms_are_looked_up_in_the_packed_dictionary() -> None:
    assert [lemma(word, "pl") for word in ("układów", "Gdyni", "qqqq")] == ["układ", "gdynia", "qqqq"]
    assert lemma("went", "en") == "go"
    assert _dictionary("ms").get("") is None
    assert _dictionary("ms").get("\uffff") is None


def test_a_pack_adds_meanings_and_survives_being_written() -> None:
    table = ConceptTable(
        (("01-n", {"en": ("bread", "loaf"), "pl": ("chleb",), "zh-hant": ("面包",)}),), "t", ""
    )
    glossary = Glossary("pl", (("mieć", ("have", "own")), ("piekarnia", ("bakery",))), "g", "")
    layers = [
        read_pack(pack_bytes(compile_pack(name, source, counts={"bread": 20}), about={}), file=name)
        for name, source in (("table", table), ("glossary", glossary))
    ]
    lexicon = Lexicon(OWN.domain, (*OWN.layers, *layers))
    polish = understand("Świeży chleb z piekarni", language="pl", lexicon=lexicon)
    chinese = understand("麵包", language="zh-hant", lexicon=lexicon)
    assert polish.concepts == chinese.concepts == {"x-01-n": 1.0}
    assert polish.words["bread"] > polish.words["loaf"] > 0
    assert "bakeri" in polish.words
    assert not polish.mentions  # only the shipped vocabulary explains
    english = understand("bread", language="en", lexicon=lexicon)
    assert english.concepts.keys() == chinese.concepts.keys()


def test_a_file_that_is_no_pack_is_told() -> None:
    with pytest.raises(InputError, match="is no pack of a lexicon"):
        read_pack(b"nonsense", file="x.pack")


def test_news_in_four_languages_find_their_translation(real_data) -> None:  # type: ignore[no-untyped-def]
    """NTREX, every fifth of the first 600 sentences, with the shipped vocabulary alone: names and numbers
    bear most; the floors are half of what is measured with a general lexicon."""
    folder = real_data / "match" / "ntrex"
    lexicon = Lexicon.shipped()
    read = {
        name: [
            understand(line, language=language, lexicon=lexicon)
            for line in (folder / f"{name}.txt").read_text("utf-8").splitlines()[:600:5]
        ]
        for name, language in (("en", "en"), ("zh-TW", "zh-hant"), ("pl", "pl"), ("ms", "ms"))
    }
    english = Collection(read["en"])
    for name, floor in (("zh-TW", 0.45), ("pl", 0.6), ("ms", 0.65)):
        right = [english.likeness(one).argmax() == number for number, one in enumerate(read[name])]
        assert sum(right) / len(right) >= floor, name


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We do not make hulls, but we repair them.", "We , but we repair them."),
        ("We make hulls; we don't need welders.", "We make hulls; we ."),
        ("Nie produkujemy dronów, szukamy ich.", ", szukamy ich."),
        ("Kami tidak mengeluarkan dron tetapi membaikinya.", "Kami tetapi membaikinya."),
        ("我們不生產船體，只做維修。", "我們 ，只做維修。"),
        ("本公司並非風機製造商，而是維修公司。", "本公司 ，而是維修公司。"),
        ("We do not only make hulls.", "We do not only make hulls."),
        ("我們不只提供維修。", "我們不只提供維修。"),
        ("Residents do not sleep.", "Residents do not sleep."),
    ],
)
def test_what_is_denied_is_blank_and_places_stay(text: str, left: str) -> None:
    found = without_denied(text)
    assert len(found) == len(text)
    assert " ".join(found.split()) == left


@pytest.mark.parametrize(
    ("language", "supplies", "uses"),
    [
        (
            "en",
            ("We make pumps.", "Distributors and a pilot site."),
            ("We run a network of pipes, budget approved.", "A supplier of pumps."),
        ),
        (
            "zh-hant",
            ("我們製造水泵。", "尋找經銷商與示範場域。"),
            ("營運供水管網，已編列預算。", "徵求水泵供應商。"),
        ),
        (
            "pl",
            ("Produkujemy pompy.", "Szukamy dystrybutorów i miejsca na pilotaż."),
            ("Prowadzimy sieć wodociągów i mamy budżet.", "Potrzebujemy dostawcy pomp."),
        ),
        (
            "ms",
            ("Kami mengeluarkan pam.", "Mencari pengedar dan tapak rintis."),
            ("Kami mengendalikan rangkaian paip dengan bajet.", "Memerlukan pembekal pam."),
        ),
    ],
)
def test_who_supplies_and_who_uses(language: str, supplies: tuple[str, str], uses: tuple[str, str]) -> None:
    assert role_of(*supplies, language=language) >= 0.5
    assert role_of(*uses, language=language) <= -0.5
    assert role_of("", "", language=language) == 0
    # said again and again, it speaks no louder
    assert role_of(supplies[0] * 9, supplies[1], language=language) == role_of(*supplies, language=language)


def test_of_several_that_find_nothing_kept_one_compiles(tmp_path, monkeypatch):
    paths = tuple(tmp_path / "lexicon" / f"{number}.npz" for number in range(2))
    monkeypatch.setattr(kept, "_paths", lambda: paths)
    made = []

    def make():
        made.append(1)
        time.sleep(0.2)
        return OWN.layers[0], OWN.layers[0]

    assert not kept.is_kept()
    with ThreadPoolExecutor(3) as several:
        found = list(several.map(lambda _: kept.kept_layers(make), range(3)))
    assert len(made) == 1
    assert kept.is_kept()
    assert all(layer.keys == OWN.layers[0].keys for layers in found for layer in layers)
    paths[1].write_bytes(b"broken")
    assert kept.kept_layers(make)[1].keys == OWN.layers[0].keys
    assert len(made) == 2
