"""Matchmaking days: plans keep every rule, reach what is possible, and change little when the day changes."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, product

import pytest
from benchmarks.matching.scheduling_events import choosing_event, slots_of, timing_event
from hypothesis import given, settings
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.matching.scheduling import (
    Break,
    Candidate,
    Event,
    Interpreter,
    Meeting,
    Person,
    Rules,
    choose_meetings,
    plan_of,
    replan,
    shorten_waits,
    time_meetings,
    violations,
    worth_of,
)
from sistership.matching.scheduling.published import event_from_published, is_published_form


def event(candidates: str, *, slots: int = 2, tables: int = 5, floor: int = 0, **more: object) -> Event:
    """Candidates such as "ab5 cd3": two people and a value."""
    pairs = tuple(Candidate(one[0], one[1], float(one[2:] or 1)) for one in candidates.split())
    people = tuple(Person(one) for one in sorted({who for pair in pairs for who in pair.pair}))
    rules = Rules(floor=floor)
    return replace(Event(slots_of(slots), people, pairs, tables, rules=rules), **more)


def pairs_of(meetings: tuple[Meeting, ...]) -> set[str]:
    return {"".join(sorted(one.pair)) for one in meetings}


def test_known_answer_by_hand() -> None:
    # One table, two slots: of the triangle and a pair outside it, the two best that need not share a slot.
    found = choose_meetings(event("ab5 bc4 ca3 de2", tables=1), seed=1)
    assert pairs_of(found.meetings) == {"ab", "bc"}
    assert (found.worth, found.bound, found.is_best, found.share) == (9.0, 9.0, True, 1.0)


def test_floor_outweighs_value() -> None:
    # One slot, one table: either pair leaves the other two short, so that value decides.
    day = event("ab2 cd1", slots=1, tables=1, floor=1)
    found = choose_meetings(day, seed=1)
    assert pairs_of(found.meetings) == {"ab"}
    assert found.worth == pytest.approx(2 - 2 * 1.5) == worth_of(day, found.meetings)
    assert found.short_of_floor == 2


def test_interpreters_change_hands_where_that_helps() -> None:
    people = (
        Person("p1", languages=frozenset({"pl"})),
        Person("p2", languages=frozenset({"pl"})),
        Person("z1", languages=frozenset({"zh"})),
        Person("m1", languages=frozenset({"ms"})),
    )
    both = Interpreter("both", frozenset({frozenset({"pl", "zh"}), frozenset({"pl", "ms"})}))
    one = Interpreter("one", frozenset({frozenset({"pl", "zh"})}))
    day = Event(
        slots_of(1), people, (Candidate("p1", "z1", 3), Candidate("p2", "m1", 2)), 5, interpreters=(both, one)
    )
    found = choose_meetings(day, seed=1)
    assert {(pair.a, pair.interpreter) for pair in found.meetings} == {("p1", "one"), ("p2", "both")}
    assert violations(day, found.meetings) == ()


def _best_by_trying_all(day: Event) -> float:
    best = -1e9
    places = [None, *(slot.id for slot in day.slots)]
    for choice in product(places, repeat=len(day.candidates)):
        plan = [Meeting(one.a, one.b, s) for one, s in zip(day.candidates, choice, strict=True) if s]
        if not violations(day, plan):
            best = max(best, worth_of(day, plan))
    return best


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_small_events_are_planned_as_well_as_by_trying_all(data: st.DataObject) -> None:
    pairs = data.draw(
        st.lists(st.sampled_from(list(combinations("abcde", 2))), min_size=1, max_size=5, unique=True)
    )
    slots = slots_of(2)
    some = st.none() | st.sampled_from([frozenset({"s1"}), frozenset({"s2"})])
    people = tuple(
        Person(one, available=data.draw(some), most_meetings=data.draw(st.integers(0, 2))) for one in "abcde"
    )
    candidates = tuple(Candidate(a, b, data.draw(st.integers(0, 4))) for a, b in pairs)
    day = Event(slots, people, candidates, data.draw(st.integers(0, 2)), rules=Rules(floor=1))
    best = _best_by_trying_all(day)
    found = choose_meetings(day, seed=3, rounds=3, steps=2_000)
    assert violations(day, found.meetings) == ()
    assert found.worth == pytest.approx(worth_of(day, found.meetings))
    assert found.worth == pytest.approx(best)
    assert found.bound >= best - 1e-6


@pytest.fixture(scope="module")
def day() -> Event:
    return choosing_event(60, 12, 20, 300, seed=5)


def test_a_larger_event_is_planned_well_and_the_same_again(day: Event) -> None:
    found = choose_meetings(day, seed=2, rounds=4, steps=30_000)
    assert violations(day, found.meetings) == ()
    assert found.share is not None
    assert 0.98 < found.share <= 1 + 1e-9
    assert found.worth == pytest.approx(worth_of(day, found.meetings))
    shuffled = replace(day, people=day.people[::-1], candidates=(*day.candidates[7:], *day.candidates[:7]))
    again = choose_meetings(shuffled, seed=2, rounds=4, steps=30_000)
    assert (again.meetings, again.worth, again.unmet) == (found.meetings, found.worth, found.unmet)
    polished = shorten_waits(day, found, seed=2, rounds=1, steps=30_000)
    assert violations(day, polished.meetings) == ()
    assert pairs_of(polished.meetings) == pairs_of(found.meetings)
    assert polished.waits < found.waits


def test_replan_keeps_confirmed_meetings_and_changes_little(day: Event) -> None:
    before = choose_meetings(day, seed=2, rounds=3, steps=30_000)
    confirmed = tuple(replace(one, is_confirmed=n % 2 == 0) for n, one in enumerate(before.meetings))
    gone = day.people[0].id
    later = replace(
        day,
        people=(*day.people[1:], Person("late", side="a", languages=frozenset({"en", "zh"}))),
        candidates=(
            *(one for one in day.candidates if gone not in one.pair),
            *(Candidate("late", one.id, 0.9) for one in day.people[-6:]),
        ),
    )
    after = replan(later, confirmed, seed=2, rounds=3, steps=30_000)
    assert violations(later, after.meetings) == ()
    held = {one.pair: one for one in after.meetings}
    for one in confirmed:
        if one.is_confirmed and gone not in one.pair:
            assert held[one.pair].slot == one.slot
            assert held[one.pair].is_confirmed
    assert {change.reason for change in after.changes if gone in change.before.pair} == {"cancelled"}
    moved = [change for change in after.changes if gone not in change.before.pair]
    assert len(moved) <= len(confirmed) // 10
    assert any("late" in one.pair for one in after.meetings)


def test_a_veto_is_told_like_any_other_reason() -> None:
    day = event("ab3 cd2", floor=0)
    refused = replace(
        day,
        candidates=(
            replace(day.candidates[0], wished_by=frozenset("a"), vetoed_by=frozenset("b")),
            day.candidates[1],
        ),
    )
    found = choose_meetings(refused, seed=1)
    assert pairs_of(found.meetings) == {"cd"}
    assert [(one.told, one.detail) for one in found.unmet] == [("not_chosen", "vetoed")]
    assert plan_of(refused, found, "a").unmet == (("b", "not_chosen"),)
    assert plan_of(refused, found, "b").unmet == ()


def test_reasons_by_hand() -> None:
    people = (
        Person("a", available=frozenset({"s1"}), languages=frozenset({"pl"})),
        Person("b", available=frozenset({"s2"}), languages=frozenset({"pl"})),
        Person("c", languages=frozenset({"zh"})),
        Person("d", languages=frozenset({"pl"}), most_meetings=0),
    )
    wish = frozenset("a")
    candidates = (Candidate("a", "b", 1, wish), Candidate("a", "c", 1, wish), Candidate("a", "d", 1, wish))
    found = choose_meetings(Event(slots_of(2), people, candidates, 3), seed=1)
    assert [one.detail for one in found.unmet] == ["no_common_time", "no_common_language", "full"]


def test_times_with_the_fewest_waits_by_trying_all() -> None:
    # a meets b, c, d; b meets c: in four slots nobody has to wait only if a's three stand together.
    day = event("ab ac ad bc", slots=4, tables=2)
    found = time_meetings(day, seed=1, rounds=2, steps=5_000, prove_s=10)
    best = min(
        sum(plan_of(day, replace(found, meetings=plan), who).waits for who in "abcd")
        for places in product([slot.id for slot in day.slots], repeat=4)
        if not violations(
            day, plan := tuple(Meeting(o.a, o.b, s) for o, s in zip(day.candidates, places, strict=True))
        )
    )
    assert found.waits == best == found.waits_bound
    assert found.has_fewest_waits
    assert not violations(day, found.meetings)


def test_all_meetings_are_timed_evenly() -> None:
    day = timing_event(24, 10, 9, 60, seed=3)
    found = time_meetings(day, seed=1, rounds=2, steps=40_000)
    assert found.left_out == ()
    assert violations(day, found.meetings) == ()
    assert found.most_waits - found.least_waits <= 2
    assert found == time_meetings(day, seed=1, rounds=2, steps=40_000)


def test_meetings_that_cannot_all_be_held_are_named() -> None:
    day = event("ab ac ad", slots=2)
    found = time_meetings(day, seed=1, rounds=1, steps=2_000, prove_s=5)
    assert len(found.left_out) == 1
    assert found.is_impossible


def test_a_day_without_meetings_is_planned() -> None:
    day = event("ab", tables=0)
    found = choose_meetings(day, seed=1, rounds=1, steps=100)
    assert shorten_waits(day, found, seed=1, prove_s=1).meetings == ()
    assert time_meetings(replace(day, candidates=()), seed=1, prove_s=1).meetings == ()
    assert choose_meetings(replace(day, candidates=()), seed=1).meetings == ()


def test_nights_are_no_waits() -> None:
    slots = slots_of(4)
    night = timedelta(hours=20)
    slots = (
        *slots[:2],
        *(replace(s, starts_at=s.starts_at + night, ends_at=s.ends_at + night) for s in slots[2:]),
    )
    day = event("ab ac", slots=4, tables=1)
    plan = (Meeting("a", "b", "s1"), Meeting("a", "c", "s4"))
    found = choose_meetings(day, seed=1)
    assert plan_of(day, replace(found, meetings=plan), "a").waits == 1
    assert plan_of(replace(day, slots=slots), replace(found, meetings=plan), "a").waits == 0


AT = slots_of(1)[0].starts_at


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slots": ()}, "slots: There are none"),
        ({"people": (Person("a"), Person("a"))}, r"people\[1\]: a stands there twice"),
        ({"people": (Person("a", available=frozenset()), Person("b"))}, "in none of the slots"),
        ({"people": (Person("a", available=frozenset({"s9"})), Person("b"))}, "There is no slot s9"),
        ({"people": (Person("a", zone="Asia/Gdynia"), Person("b"))}, "There is no time zone Asia/Gdynia"),
        ({"candidates": (Candidate("a", "z"),)}, "There is no person z"),
        ({"candidates": (Candidate("a", "b"), Candidate("b", "a"))}, "The two stand there twice"),
        ({"candidates": (Candidate("a", "a"),)}, "Nobody meets themselves"),
        ({"candidates": (Candidate("a", "b", float("nan")),)}, "out of range"),
        ({"breaks": (Break(AT, AT + timedelta(hours=1)),)}, "It runs into the break"),
        ({"slots": (replace(slots_of(1)[0], starts_at=datetime(2026, 1, 1)),)}, "has no time zone"),  # noqa: DTZ001
        ({"slots": tuple(reversed(slots_of(2)))}, "It begins before s2 has ended"),
        ({"rules": Rules(sides=frozenset("xy"))}, "The side is None"),
        ({"fixed": (Meeting("a", "b", "s1"), Meeting("a", "b", "s1"))}, "a has 2 meetings in s1"),
        ({"tables": -1}, "tables: -1 is out of range"),
        ({"interpreters": (Interpreter("i", frozenset()),)}, "The pairs of languages cannot be used"),
    ],
)
def test_what_contradicts_itself_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        choose_meetings(replace(event("ab1"), **change), seed=1)


def test_a_wait_is_counted_with_or_without_absence() -> None:
    # a is away in the second of three slots: no wait by default, one in the sense of the published instances.
    day = event("ab ac", slots=3)
    away = tuple(
        replace(one, available=frozenset({"s1", "s3"})) if one.id == "a" else one for one in day.people
    )
    day = replace(day, people=away)
    found = time_meetings(day, seed=1, rounds=1, steps=1_000, prove_s=5)
    assert (found.waits, found.waits_bound) == (0, 0)
    counted = replace(day, rules=Rules(absence_is_wait=True))
    found = time_meetings(counted, seed=1, rounds=1, steps=1_000, prove_s=5)
    assert (found.waits, found.waits_bound) == (1, 1)


def test_more_meetings_than_allowed_are_left_out_and_told() -> None:
    found = time_meetings(event("ab ac ad", slots=4, rules=Rules(most_meetings=2)), seed=1, steps=1_000)
    assert (len(found.left_out), found.is_impossible) == (1, True)
    many = event(
        " ".join(f"a{other}" for other in "bcdefghijklmno"), slots=14, rules=Rules(most_meetings=None)
    )
    found = time_meetings(many, seed=1, rounds=1, steps=1_000)
    assert (found.left_out, violations(many, found.meetings)) == ((), ())


PUBLISHED = """% invented
nEmpreses = 5; nReunions = 6; nTaules = 3; nFrangesTotal = 6; nFrangesMati = 3;
demanades = [|1, 2, 3,
|1, 3, 1,
|1, 4, 3,
|4, 2, 3,
|4, 3, 3,
|5, 3, 2,
|];
nReunionsEmpresa = [3, 2, 3, 3, 1];
fixat = [0,2,0,0,0,0];
prohibides = [{0,},
{0,}, {0,4}, {0,}, {0,},];
"""


def test_the_published_form_is_read() -> None:
    assert is_published_form(PUBLISHED)
    assert not is_published_form('{"slots": 3}')
    day = event_from_published(PUBLISHED)
    assert (len(day.people), len(day.candidates), day.tables, len(day.slots)) == (5, 6, 3, 6)
    assert day.people[2].available == frozenset("12356")
    assert [one.slots for one in day.candidates[:2]] == [None, frozenset("123")]
    assert day.fixed == (Meeting("1", "3", "2"),)
    found = time_meetings(day, seed=1, rounds=1, steps=5_000, prove_s=5)
    assert violations(day, found.meetings) == ()
    assert (found.left_out, found.waits, found.waits_bound) == (
        (),
        1,
        1,
    )  # 3 is away in 4, between two halves


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nTaules = 3;", "", "'ntables' is missing"),
        ("nTaules = 3;", "nTaules = three;", "ntables: 'three' does not fit here"),
        ("|5, 3, 2,", "", "requested: 15 does not fit here. Allowed: 18"),
        ("|5, 3, 2,", "|5, 3, 4,", r"requested\[6\]: 4 does not fit here. Allowed: 1, 2, 3"),
        ("|5, 3, 2,", "|5, 9, 2,", "There is no person 9"),
        ("{0,4}", "{0,4}, {1}", "forbidden: 6 does not fit here. Allowed: 5"),
        ("fixat", "precedences = [{}, {1}];\nfixat", "An order between meetings is not supported"),
    ],
)
def test_what_is_wrong_in_the_published_form_is_told(old: str, new: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        event_from_published(PUBLISHED.replace(old, new))
