"""Placement side by side with the package `matching`, and joint placements.

    python -m benchmarks.matching.placement            writes docs/measured/matching-placement.md

Data: made by the generator below from a fixed seed; nothing is read.
"""

from __future__ import annotations

import platform
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from sistership.matching.placement import Applicant, Couple, Host, Reserve
from sistership.matching.placement.acceptance import deferred_acceptance
from sistership.matching.placement.joint import place_jointly
from sistership.matching.placement.market import Market, market_of_arrays
from sistership.matching.placement.placing import place
from sistership.matching.placement.stability import check

REPORT = Path(__file__).resolve().parent.parent.parent / "docs" / "measured" / "matching-placement.md"
REPEATS = 3


def timed(run: Callable[[], Any], repeats: int = REPEATS) -> tuple[Any, float, float]:
    """(result, fastest, median) of processor seconds: with one thread, on a quiet machine those of the clock."""
    seconds = []
    for _ in range(repeats):
        start = time.process_time()
        result = run()
        seconds.append(time.process_time() - start)
    return result, min(seconds), statistics.median(seconds)


def market_of_size(applicants: int, hosts: int, length: int, *, seed: int = 1) -> Market:
    """Lists drawn towards popular hosts, scores of 101 steps (so that ties are many), 95 places for 100.

    A list is shorter than ``length`` where its draw of twice as many holds fewer hosts that differ.
    """
    rng = np.random.default_rng(seed)
    drawn = (rng.beta(1.0, 1.6, (applicants, 2 * length)) * hosts).astype(np.int64)
    drawn.sort(axis=1)
    turn = rng.random(drawn.shape)
    turn[:, 1:][drawn[:, 1:] == drawn[:, :-1]] = 2.0  # named once already
    order = np.argsort(turn, axis=1)[:, :length]
    is_named = np.take_along_axis(turn, order, axis=1) < 2.0
    entry_host = np.take_along_axis(drawn, order, axis=1)[is_named]
    places = np.full(hosts, applicants * 95 // (100 * hosts), np.int64)
    return market_of_arrays(
        np.concatenate([[0], np.cumsum(is_named.sum(axis=1))]).astype(np.int64),
        entry_host,
        rng.integers(0, 101, len(entry_host)).astype(np.float64),
        places=np.maximum(places, 1),
        lottery=rng.permutation(applicants).astype(np.int64),
    )


def values_of_size(
    applicants: int, hosts: int, length: int, *, seed: int
) -> tuple[list[Applicant], list[Host]]:
    """The same kind of market as values: every host ranks all who list it."""
    rng = random.Random(seed)
    names = [f"h{n}" for n in range(hosts)]
    people = [Applicant(f"a{n}", tuple(rng.sample(names, length))) for n in range(applicants)]
    asking: dict[str, list[str]] = {name: [] for name in names}
    for one in people:
        for name in one.choices:
            asking[name].append(one.id)
    for some in asking.values():
        rng.shuffle(some)
    places = max(applicants * 95 // (100 * hosts), 1)
    return people, [Host(name, places, ranking=tuple(asking[name])) for name in names]


def large() -> list[str]:
    """Rows of large markets."""
    lines = [
        "| applicants × hosts × list | asked | placed | place, median | check, median | blocking pairs |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    warm = market_of_size(50, 5, 3)
    check(warm, deferred_acceptance(warm)[0])
    for size in ((10_000, 1_000, 20), (100_000, 10_000, 20), (100_000, 10_000, 50)):
        market = market_of_size(*size)
        (assigned, asked), _, placing = timed(lambda market=market: deferred_acceptance(market))
        found, _, checking = timed(lambda market=market, assigned=assigned: check(market, assigned))
        lines.append(
            f"| {size[0]:,} × {size[1]:,} × {size[2]} | {asked:,} | {(assigned >= 0).mean():.1%} |"
            f" {placing:.3f} s | {checking:.3f} s | {found.blocking_pairs} |"
        )
    return lines


def peer() -> list[str]:
    """Rows beside `matching`, each from values to a placement with everything that belongs to it."""
    from matching.games import HospitalResident

    lines = [
        "| applicants × hosts × list | `matching` | same answer | time of `matching`, ours = 1 |",
        "| --- | --- | --- | --- |",
    ]
    for size in ((100, 10, 5), (200, 20, 10), (500, 50, 10), (1_000, 100, 10), (5_000, 500, 10)):
        people, hosts = values_of_size(*size, seed=7)
        ours, _, our_s = timed(lambda people=people, hosts=hosts: place(people, hosts, seed="1"))

        def solve(people: list[Applicant] = people, hosts: list[Host] = hosts) -> Any:  # the peer's own type
            game = HospitalResident.create_from_dictionaries(
                {one.id: list(one.choices) for one in people},
                {one.id: list(one.ranking or ()) for one in hosts},
                {one.id: one.places for one in hosts},
                clean=True,
            )
            return game.solve()

        name = f"| {size[0]:,} × {size[1]:,} × {size[2]} |"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs, _, their_s = timed(solve, 3)
        except RecursionError:
            lines.append(f"{name} RecursionError | – | – |")
            continue
        plain = {str(host): sorted(map(str, some)) for host, some in theirs.items()}
        is_same = all(sorted(ours.placed_at[host]) == some for host, some in plain.items())
        lines.append(f"{name} solved | {'yes' if is_same else 'no'} | {their_s / our_s:.0f} |")
    return lines


def whole_run() -> list[str]:
    """What a placement costs from values: checking, lottery, placing, checking again, certificate."""
    people, hosts = values_of_size(100_000, 10_000, 20, seed=3)
    placement, _, seconds = timed(lambda: place(people, hosts, seed="1"), 1)
    kernel, _, kernel_s = timed(lambda: deferred_acceptance(placement.market))
    assert (kernel[0] == placement.assigned).all()
    return [
        f"From values (objects with ids, every list checked, a lottery of SHA-256, the check and the certificate)"
        f" 100,000 × 10,000 × 20 takes {seconds:.1f} s, of which deferred acceptance {kernel_s / seconds:.0%};"
        f" blocking pairs {placement.certificate.blocking_pairs}."
    ]


def joint() -> list[str]:
    """Rows of couples, least numbers and balance."""
    lines = [
        "| market | runs | stable | proved | blocking, most | solved together, most | time, median | longest |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, make in (
        ("60 applicants, 12 hosts, 3 couples", lambda seed: with_couples(60, 12, 3, seed)),
        ("200 applicants, 30 hosts, 10 couples", lambda seed: with_couples(200, 30, 10, seed)),
        (
            "200 applicants, 30 hosts, reserves, 10 couples",
            lambda seed: with_couples(200, 30, 10, seed, kept=1),
        ),
        ("100 applicants, 20 hosts open with 3 or not at all", with_least),
        ("two cities, 80 and 40 applicants, one out for one in", with_balance),
    ):
        results = []
        for seed in range(3):
            options = make(seed)
            found, seconds, _ = timed(lambda options=options: place_jointly(seed="1", effort=5, **options), 1)
            results.append((found, seconds))
        stable = sum(found.is_stable for found, _ in results)
        proved = sum(len(found.blocking) == found.fewest_possible for found, _ in results)
        seconds = [one for _, one in results]
        lines.append(
            f"| {name} | {len(results)} | {stable} | {proved} | {max(len(f.blocking) for f, _ in results)} |"
            f" {max(f.solved_together for f, _ in results)} | {statistics.median(seconds):.1f} s |"
            f" {max(seconds):.1f} s |"
        )
    return lines


def with_couples(applicants: int, hosts: int, couples: int, seed: int, *, kept: int = 0) -> dict[str, Any]:
    """Couples with ten pairs each; hosts rank everybody."""
    rng = random.Random(seed)
    names = [f"h{n}" for n in range(hosts)]
    singles = [
        Applicant(f"s{n}", tuple(rng.sample(names, 6)), rng.choice(["", "local"]))
        for n in range(applicants - 2 * couples)
    ]
    pairs, members = [], []
    for n in range(couples):
        ways = {(rng.choice(names), rng.choice(names)) for _ in range(10)}
        pairs.append(Couple(f"c{n}", f"d{n}", tuple(sorted(ways, key=lambda _: rng.random()))))
        members += [Applicant(f"{side}{n}", (), rng.choice(["", "local"])) for side in "cd"]
    everybody = [one.id for one in [*singles, *members]]
    places = max(applicants // hosts, 1)
    return {
        "applicants": [*singles, *members],
        "hosts": [
            Host(
                name,
                places,
                ranking=tuple(rng.sample(everybody, len(everybody))),
                reserves=(Reserve("local", kept),) if kept else (),
            )
            for name in names
        ],
        "couples": pairs,
    }


def with_least(seed: int) -> dict[str, Any]:
    """Hosts of six places that open with three or not at all, more places than applicants."""
    people, hosts = values_of_size(100, 20, 5, seed=seed)
    return {
        "applicants": people,
        "hosts": [Host(one.id, 6, ranking=one.ranking, at_least=3) for one in hosts],
    }


def with_balance(seed: int) -> dict[str, Any]:
    """Twice as many want to go one way as the other."""
    rng = random.Random(seed)
    hosts = [Host(f"{city}{n}", 6, city=city) for city in ("gdynia", "kaohsiung") for n in range(10)]
    people = []
    for home, away, count in (("gdynia", "kaohsiung", 80), ("kaohsiung", "gdynia", 40)):
        there = [one.id for one in hosts if one.city == away]
        people += [Applicant(f"{home}{n}", tuple(rng.sample(there, 4)), city=home) for n in range(count)]
    return {"applicants": people, "hosts": hosts, "tolerance": 0}


def main() -> None:
    """Write the report."""
    lines = [
        "# Placement, measured",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}; `python -m benchmarks.matching.placement`; {platform.system()}"
        f" {platform.machine()}, Python {platform.python_version()}, one process of one thread on a machine that"
        " other work shared, so that times are processor seconds. Data are drawn by the command from fixed seeds."
        f" Times after compilation; medians of {REPEATS} runs.",
        "",
        "## Deferred acceptance on arrays",
        "",
        "Lists drawn towards popular hosts, scores of 101 steps with a lottery among equals, 95 places for 100"
        " applicants. Target: 100,000 × 10,000 with lists of 20 under 0.5 s, 0 blocking pairs. The check is"
        " separate code.",
        "",
        *large(),
        "",
        *whole_run(),
        "",
        "## Beside the package `matching` 1.4.3 (MIT)",
        "",
        "Hospital-resident game of the same lists, made and solved; ours from values with certificate.",
        "",
        *peer(),
        "",
        "## Couples, least numbers, one out for one in",
        "",
        "CP-SAT with one worker, at most 5 deterministic seconds a step; three random markets each. Proved: no"
        " placement has fewer blocking pairs.",
        "",
        *joint(),
    ]
    REPORT.write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
