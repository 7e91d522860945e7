"""One out for one in: how many each city sent and received, over years and rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sistership.matching.placement.placing import Placement


@dataclass(frozen=True, slots=True)
class Flow:
    """How many applicants of one city were placed in another in one year."""

    year: int
    home: str
    host: str
    count: int


@dataclass(frozen=True, slots=True)
class CityBalance:
    """What one city gave and got."""

    city: str
    sent: int
    received: int
    by_year: tuple[tuple[int, int, int], ...]
    """(year, sent, received), in the order of years."""

    @property
    def owed(self) -> int:
        """How many more this city sent than it received: what the others owe it; negative: what it owes."""
        return self.sent - self.received


def flows_of(placement: Placement, *, year: int) -> tuple[Flow, ...]:
    """The flows between cities of a placement; whoever stays at home, or has no city, counts nowhere."""
    home = {one.id: one.city for one in placement.applicants}
    away = {one.id: one.city for one in placement.hosts}
    counts = Counter((home[name], away[host]) for name, host in placement.host_of.items() if host is not None)
    return tuple(
        Flow(year, start, end, count)
        for (start, end), count in sorted(counts.items())
        if start and end and start != end
    )


def balances(flows: Iterable[Flow]) -> Sequence[CityBalance]:
    """The balance of each city over all flows, in the order of names."""
    sent: Counter[tuple[str, int]] = Counter()
    received: Counter[tuple[str, int]] = Counter()
    for one in flows:
        sent[one.home, one.year] += one.count
        received[one.host, one.year] += one.count
    found = []
    for city in sorted({name for name, _ in [*sent, *received]}):
        years = sorted({year for name, year in [*sent, *received] if name == city})
        by_year = tuple((year, sent[city, year], received[city, year]) for year in years)
        found.append(
            CityBalance(city, sum(one[1] for one in by_year), sum(one[2] for one in by_year), by_year)
        )
    return found
