"""Lists that cannot be placed: everything that is wrong is told at once, and nobody is placed."""

from __future__ import annotations

import pytest

pytest.importorskip("numba", reason="the extra `matching` is not installed")

from sistership.matching.placement import Applicant, Host, Reserve, UnusableError
from sistership.matching.placement.placing import place

FAULTS = {
    "twice": ([Applicant("a", ("h",)), Applicant("a", ("h",))], [Host("h", 1)], "applicant a, id: .*twice"),
    "circle": (
        [Applicant("a", ("h", "i", "h"))],
        [Host("h", 1), Host("i", 1)],
        "h stands at 1 and at 3.*circle",
    ),
    "repeated": ([Applicant("a", ("h", "h"))], [Host("h", 1)], "applicant a, choices: h stands there twice"),
    "unknown host": ([Applicant("a", ("x",))], [Host("h", 1)], "There is no host 'x'"),
    "no places": ([Applicant("a", ("h",))], [Host("h", 0)], "No host has a place"),
    "no hosts": ([Applicant("a")], [], "No host has a place"),
    "negative": (
        [Applicant("a")],
        [Host("h", -1), Host("i", 1)],
        "-1 is no number of places. Allowed: a whole",
    ),
    "unknown ranked": (
        [Applicant("a")],
        [Host("h", 1, ranking=("b",))],
        "host h, ranking: .*no applicant 'b'",
    ),
    "both": ([Applicant("a")], [Host("h", 1, ranking=("a",), scores={"a": 1})], "a ranking and scores"),
    "nan": ([Applicant("a")], [Host("h", 1, scores={"a": float("nan")})], "nan for a is no score"),
    "reserves": (
        [Applicant("a")],
        [Host("h", 1, reserves=(Reserve("g", 2),))],
        "2 places are reserved. Allowed: up to 1",
    ),
    "empty id": ([Applicant(" ")], [Host("h", 1)], "This is no id"),
    "least": ([Applicant("a")], [Host("h", 1, at_least=2)], "2 cannot be the least. Allowed: .* 0 to 1"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_placed_is_told(name):
    applicants, hosts, words = FAULTS[name]
    with pytest.raises(UnusableError, match=words):
        place(applicants, hosts, seed="")


def test_every_fault_is_told_at_once():
    with pytest.raises(UnusableError) as refused:
        place([Applicant("a", ("x", "x")), Applicant("b", ("y",))], [Host("h", 1)], seed="")
    assert [(one.kind, one.index, one.field) for one in refused.value.faults] == [
        ("applicant", 0, "choices"),
        ("applicant", 0, "choices"),
        ("applicant", 1, "choices"),
    ]
    assert "3 things are wrong" in refused.value.message
