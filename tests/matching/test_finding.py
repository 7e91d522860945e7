"""Finding: two directions, what is absent, rivals, stuffing, caps, newcomers, judging, the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sistership.common.errors import OutsideError
from sistership.matching.finding.evaluation import Party, evaluate, judge
from sistership.matching.finding.explaining import explain
from sistership.matching.finding.features import Features
from sistership.matching.finding.fits import fits_of, moved
from sistership.matching.finding.frequencies import Frequencies
from sistership.matching.finding.gates import Gates, gates_for, kinds_never_met
from sistership.matching.finding.making import features_of
from sistership.matching.finding.memory import MemoryIndex
from sistership.matching.finding.packing import pack, term_hash, unpack, unpack_vectors
from sistership.matching.finding.scoring import together
from sistership.matching.finding.suggesting import matches_of, sought_tokens, suggest
from sistership.matching.profile import Profile
from sistership.matching.text.lexicon import Lexicon

SENSORS = "We make water level sensors and flood warning systems."
FLOODS = "Our underpasses flood; we look for water level sensors and flood warning."
DRONES = "We build inspection drones for offshore wind turbines."
HULLS = "We offer hull cleaning and ship repair."


@cache
def lexicon() -> Lexicon:
    return Lexicon.shipped()


def profile(name: str, offers: str = "", needs: str = "", **facts: object) -> Profile:
    given: dict[str, object] = {"lang": "en", "city": "gdynia", "kind": "firm", "title": ""} | facts
    return Profile(id=name, offers=(offers,) if offers else (), needs=(needs,) if needs else (), **given)  # type: ignore[arg-type]


def made(*profiles: Profile) -> list[Features]:
    return [features_of(one, lexicon()) for one in profiles]


def scores(asker: Profile, *others: Profile) -> dict[str, float]:
    asked, *rest = made(asker, *others)
    return {one.id: one.score for one in matches_of(asked, rest, Frequencies())}


def words(name: str, offers: str = "", needs: str = "", **facts: object) -> Features:
    sides = (({}, {term_hash(word): 1.0 for word in side.split()}, {}) for side in (offers, needs))
    given: dict[str, object] = {"lang": "en", "city": "gdynia", "kind": "firm"} | facts
    return Features(id=name, packed=pack(*sides), **given)  # type: ignore[arg-type]


def test_known_answer_by_hand() -> None:
    # No profile is known, so each term has rarity 1 but for the clip: of 201 / 0.5 both are the greatest.
    asker = words("asker", offers="crane", needs="steel paint")
    found = matches_of(asker, [words("both", offers="steel", needs="crane")], Frequencies())[0]
    # Forward: one of two words, 1 / √2; half of the likeness is that of words; no sample tells the spread, so
    # it is 0.04 + 0.02; saturated x / (x + 5). Backward: the same word.
    forward, backward = (x / 2 / 0.06 for x in (2**-0.5, 1.0))
    assert found.forward == pytest.approx(forward / (forward + 5), abs=1e-4)
    assert found.backward == pytest.approx(backward / (backward + 5), abs=1e-4)
    # Subject: 2 shared terms (crane, steel) of lengths √3 and √2; nobody else is near, so by half.
    subject = 2 / 6**0.5 / 2 / 0.06 / 2
    subject = subject / (subject + 3)
    pair = ((found.forward + 0.1) * (found.backward + 0.1)) ** 0.5 - 0.1
    # Neither offers are the same nor needs: 1 is added on both sides.
    balance = ((forward + backward + 1) / (forward + backward + 2)) ** 0.5
    assert found.score == pytest.approx((pair + 6 * subject) / 7 * balance, abs=1e-4)
    assert found.rivalry == pytest.approx(1 - balance, abs=1e-4)


def test_a_seller_and_a_buyer_match_and_two_sellers_do_not() -> None:
    buyer = profile("buyer", "A pilot site for new products.", FLOODS)
    found = scores(
        buyer,
        profile("seller", SENSORS, "Pilot sites for our products.", city="penang"),
        profile("rival", "A pilot site for new products.", FLOODS, city="penang"),
        profile("other", HULLS, "A distributor in Asia.", city="penang"),
    )
    assert found["seller"] > 2 * found["rival"]
    assert found["seller"] > 2 * found["other"]


@pytest.mark.parametrize(
    ("lang", "need"),
    [
        ("zh-hant", "我們需要水位感測器與淹水預警系統。"),
        ("pl", "Szukamy czujników poziomu wody i ostrzegania przed powodzią."),
        ("ms", "Kami mencari sensor paras air dan sistem amaran banjir."),
    ],
)
def test_one_sided_profiles_meet_across_languages(lang: str, need: str) -> None:
    asker = profile("asker", needs=need, lang=lang)
    found = scores(
        asker, profile("seller", SENSORS), profile("drones", DRONES), profile("hulls", HULLS), profile("mute")
    )
    assert max(found, key=lambda name: found[name]) == "seller"
    assert found["mute"] == 0


def test_what_is_absent_is_neither_good_nor_bad() -> None:
    nothing = np.array([np.nan])
    half = np.array([0.5])
    assert together(half, nothing)[0] == together(nothing, half)[0] == pytest.approx(0.4)
    assert together(nothing, nothing)[0] == 0
    assert together(half, half)[0] == pytest.approx(0.5)
    assert 0 < together(half, np.zeros(1))[0] < together(half, half)[0] / 2


def test_a_title_goes_where_its_words_are() -> None:
    city = profile("city", "A test site.", FLOODS, title="Water level sensors for underpasses")
    seller = profile("seller", SENSORS, "Test sites.", city="penang")
    maker = profile("maker", "Ships.", "Water level sensors.", city="penang")
    found = scores(city, seller, maker)
    assert found["seller"] > found["maker"]


POPULAR = [
    "software",
    "artificial intelligence",
    "energy",
    "logistics",
    "battery",
    "robot",
    "training",
    "food",
]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(POPULAR), min_size=3, max_size=30), st.integers(1, 40))
def test_stuffing_does_not_raise_a_rank(popular: list[str], times: int) -> None:
    asker = profile("asker", needs="We look for drone inspection of wind turbines.")
    honest = profile("honest", DRONES)
    stuffed = profile("stuffed", DRONES + " " + ", ".join(popular) + ".")
    repeated = profile("repeated", " ".join([DRONES] * times))
    found = scores(asker, honest, stuffed, repeated)
    assert found["stuffed"] <= found["honest"] + 1e-3
    assert found["repeated"] <= found["honest"] * 1.05
    # And who only lists what others ask for stays behind who says it.
    listed = profile("listed", ", ".join([*POPULAR, "drones", "ships", "water", "wind", "sensors"]))
    assert scores(asker, listed)["listed"] < found["honest"]


@pytest.mark.parametrize("text", ["", "🎉🎉", "x", "<b></b>", "的", "\x00\ud800", "1" * 5000])
def test_odd_texts_raise_nothing(text: str) -> None:
    found = scores(profile("asker", text, text, title=text), profile("other", SENSORS, text))
    assert 0 <= found["other"] <= 1


def test_gates() -> None:
    me = profile("me", city="gdynia", organisation="yard", cities=("penang", "tainan"))
    gates = gates_for(me, vetoed=["foe"], languages=["pl"])
    fit = words("you", city="penang", lang="pl")
    assert gates.lets_pass(fit)
    for other in (
        words("me", city="penang", lang="pl"),
        words("foe", city="penang", lang="pl"),
        words("you", city="gdynia", lang="pl"),
        words("you", city="gdansk", lang="pl"),
        words("you", city="penang", lang="en"),
        words("you", city="penang", lang="pl", organisation="yard"),
        words("you", city="penang", lang="pl", cities=("tainan",)),
    ):
        assert not gates.lets_pass(other)
    days = (date(2027, 3, 1), date(2027, 3, 2))
    in_time = gates_for(profile("me", available=days), must_meet_in_time=True)
    assert in_time.lets_pass(words("you", city="penang"))
    late = words("you", city="penang", available=(date(2027, 3, 3), date(2027, 3, 4)))
    assert not in_time.lets_pass(late)
    assert kinds_never_met("investor") == {"investor", "applicant", "host"}
    assert kinds_never_met("guild") == frozenset()


def test_fits_count_only_where_both_say_them() -> None:
    fund = words("fund", kind="investor", stage="seed", ticket=(100, 500), trl=(4, 6))
    assert fits_of(fund, words("mute")) == {}
    assert moved(0.5, {}) == 0.5
    good = fits_of(fund, words("good", stage="seed", ticket=(400, 900), trl=(6, 9)))
    assert good == {"stage": 1.0, "ticket": 1.0, "trl": 1.0}
    bad = fits_of(fund, words("bad", stage="mature", ticket=(900, 999)))
    assert bad == {"stage": 0.0, "ticket": 0.0}
    assert moved(0.5, bad) < 0.5 < moved(0.5, good) <= moved(0.99, good) <= 1


def test_caps_and_newcomers() -> None:
    index = MemoryIndex()
    index.add(
        words(
            f"p{place:02}",
            "crane",
            city="penang",
            organisation=f"o{place // 2}",
            shown=50,
        )
        for place in range(24)
    )
    index.add([words("young", "crane", city="penang", organisation="zz", shown=0)])
    asker = words("asker", needs="crane")
    found = suggest(asker, index, gates=Gates(without_ids=frozenset({"asker"})), count=5)
    names = [one.id for one in found.matches]
    assert len(names) == 5
    assert names[-1] == "young"
    assert found.matches[-1].is_newcomer
    assert found.newcomers == 1
    assert len({index.features(names)[name].organisation for name in names}) == 5
    without = suggest(asker, index, gates=Gates(), count=5, newcomer_share=0)
    assert "young" not in [one.id for one in without.matches]
    drawn = suggest(asker, index, gates=Gates(), count=5, rng=np.random.default_rng(1))
    assert drawn.matches[-1].id == "young"
    spread = suggest(asker, index, gates=Gates(), count=20, city_share=0.2, newcomer_share=0)
    assert len(spread.matches) == 13  # twelve organisations and the newcomer: nobody is lost to the cap


def test_rare_tokens_come_first_and_end_in_time() -> None:
    counted = Frequencies()
    counted.add(words(f"p{place}", "harbour" + (" crane" if place < 3 else "")) for place in range(50))
    asker = words("asker", needs="harbour crane nothing")
    assert len(sought_tokens(asker, counted)) == 4  # each of two words, on either side
    rare = sought_tokens(asker, counted, hits=10)
    assert rare == sought_tokens(asker, counted)[:2]


class OneModel:
    name = "one"

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails

    def embed(self, texts: list[str]) -> np.ndarray:
        if self.fails:
            raise OutsideError("The model does not answer")
        return np.array(
            [[1.0, 0.0, 0.0] if "crane" in text else [0.0, 1.0, 0.0] for text in texts], np.float32
        )


def test_an_embedding_model_is_one_more_term_and_may_fail() -> None:
    profiles = [profile("asker", needs="a crane"), profile("a", "cranes"), profile("b", "ferries")]
    asker, *others = (features_of(one, lexicon(), embedder=OneModel()) for one in profiles)
    plain = scores(*profiles)
    found = {one.id: one.score for one in matches_of(asker, others, Frequencies())}
    assert found["a"] > plain["a"]
    vectors = unpack_vectors([asker.packed, others[0].packed], like=asker.packed)
    assert vectors is not None
    assert np.isnan(vectors[0, 0]).all()
    assert vectors[0, 1].tolist() == vectors[1, 0].tolist() == [1, 0, 0]
    told: list[OutsideError] = []
    without = features_of(profiles[0], lexicon(), embedder=OneModel(fails=True), on_problem=told.append)
    assert len(told) == 1
    assert without == features_of(profiles[0], lexicon())
    assert matches_of(without, others, Frequencies())[0].score == pytest.approx(plain["a"])


def test_packing_keeps_what_it_is_given() -> None:
    sides = unpack(
        [pack(({7: 0.5}, {8: 1.5, 2: 1.0}, {65535: 3.0}), ({}, {}, {})), pack(({},) * 3, ({},) * 3)]
    )
    assert sides[0][1].hashes.tolist() == [2, 8]
    assert sides[0][1].weights == pytest.approx([1.0, 1.5], abs=0.02)
    assert sides[0][2].hashes.tolist() == [65535]
    assert sides[0][0].sizes().tolist() == [1, 0]
    assert sides[1][0].sizes().tolist() == [0, 0]


def test_explains_in_the_readers_language_and_only_what_is_visible() -> None:
    buyer = profile("buyer", "A test site.", "Dzień dobry. Szukamy czujników wody.", lang="pl")
    seller = profile("seller", "Hello. We make water level sensors. Ask us.", "Distributors.", city="penang")
    found = explain(buyer, seller, lexicon=lexicon(), language="zh-hant")
    assert found.reasons
    reason = found.reasons[0]
    assert reason.direction == "forward"
    if reason.needed:
        assert (lexicon().name(reason.needed, "zh-hant") or "") in reason.text
    assert reason.ours.text == "Szukamy czujników wody."
    assert seller.offers[0][reason.theirs.start : reason.theirs.end] == reason.theirs.text
    hidden = explain(buyer, seller, lexicon=lexicon(), language="en", visible={"needs"})
    told = str(hidden)
    assert "sensors" not in told
    assert not any(one.direction == "forward" for one in hidden.reasons)


def test_counter_reasons_say_what_would_change_it() -> None:
    days = (date(2027, 3, 1), date(2027, 3, 2)), (date(2027, 3, 8), date(2027, 3, 9))
    fund = profile(
        "fund", SENSORS, kind="investor", stage="seed", ticket=(100, 500), trl=(1, 3), available=days[0]
    )
    firm = profile("firm", SENSORS, HULLS, stage="mature", ticket=(900, 999), trl=(7, 9), available=days[1])
    found = {one.code: one for one in explain(fund, firm, lexicon=lexicon(), language="en").against}
    assert found.keys() >= {"needs_unsaid", "unanswered", "rivals", "stage", "ticket", "trl", "dates"}
    assert found["ticket"].change == "A sum between 500 and 900 would"
    assert found["dates"].change == "Days between 2027-03-02 and 2027-03-08 would"


def test_measures_by_hand() -> None:
    found = judge(["a", "b", "c"], {"b": 3, "c": 1, "x": 0})
    assert found is not None
    assert found["p@1"] == 0
    assert found["recall@100"] == 1
    assert found["ndcg@10"] == pytest.approx((7 / np.log2(3) + 1 / 2) / (7 + 1 / np.log2(3)))
    assert found["ndcg@10-linear"] == pytest.approx((3 / np.log2(3) + 1 / 2) / (3 + 1 / np.log2(3)))
    assert judge(["a"], {"a": 0}) is None
    parties = {name: Party(name, lang, city) for name, lang, city in (("a", "pl", "x"), ("b", "ms", "y"))}
    labels = {"q": {"a": 3.0, "b": 1.0}}
    judged = evaluate({"q": ["b", "a"]}, labels, [Party("q", "en", "x")], parties)
    assert judged.overall.means["ndcg@10"] == 1  # the other one is in the query's own city
    assert judged.pairs.keys() == {"en-ms"}


def test_two_of_one_role_fall_back_and_two_of_different_ones_rise() -> None:
    asker = words("asker", offers="crane", needs="steel")
    other = words("other", offers="steel", needs="crane")
    plain, same, apart = (
        matches_of(replace(asker, role=ours), [replace(other, role=theirs)], Frequencies())[0].score
        for ours, theirs in ((None, 1.0), (1.0, 1.0), (1.0, -1.0))
    )
    assert same < plain < apart
    kept = Features.from_json(
        replace(other, role=-0.5).to_json(), id="other", lang="en", city="", kind="", packed=other.packed
    )
    assert kept.role == -0.5


def test_what_is_denied_is_no_reason_to_match() -> None:
    asker = profile("asker", needs="We look for drone inspection of wind turbines.")
    found = scores(
        asker,
        profile("does", f"{HULLS} We build inspection drones."),
        profile("does-not", f"{HULLS} We do not build inspection drones."),
        profile("silent", HULLS),
    )
    assert found["does-not"] < 1.6 * found["silent"]  # shares "we" with the asker
    assert found["does"] > 3 * found["does-not"]


def test_who_has_little_for_the_asker_is_not_suggested() -> None:
    index = MemoryIndex()
    index.add(
        made(profile("seller", SENSORS, "Pilot sites.", city="penang"), profile("far", HULLS, city="penang"))
    )
    asker = profile("asker", "A pilot site.", FLOODS)
    found = suggest(made(asker)[0], index, gates=gates_for(asker))
    assert [one.id for one in found.matches] == ["seller"]
    nobody = profile("nobody", needs="A choir and a brass band.")
    assert suggest(made(nobody)[0], index, gates=gates_for(nobody)).matches == ()


def test_sentences_that_share_words_of_any_business_alone_are_no_reason() -> None:
    asker = profile("asker", needs="We look for a company to enter the European market.")
    other = profile("other", "Our company has entered the European market.", city="penang")
    told = explain(asker, other, lexicon=lexicon(), language="en")
    assert [one for one in told.reasons if one.code == "alike"] == []
