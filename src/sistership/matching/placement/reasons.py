"""Why an applicant is not at a host: plain facts from the lists and the rules, never another's name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.matching.placement.market import Market
from sistership.matching.placement.placing import Placement


@dataclass(frozen=True, slots=True)
class Reason:
    """The facts about one applicant and one host. A number that has no meaning for the kind is None."""

    kind: str
    """`placed`, `kept`, `unlisted`, `dearer`, `refused`, `no_places`, `ahead`, `lottery` or `reserve`; in a
    joint placement also `closed`, `together` or `conditions`."""
    applicant: str
    host: str
    text: str
    """One or two sentences."""
    own_rank: int | None = None
    """At which place of the applicant's list the host stands, from 1."""
    placed_rank: int | None = None
    """At which place the host stands where the applicant is placed."""
    places: int | None = None
    """Free at the host before this round."""
    asked: int | None = None
    """How many listed the host and were not refused."""
    before: int | None = None
    """How many of them come before the applicant by the host's order."""
    own_score: float | None = None
    cutoff_score: float | None = None
    """The lowest score among those taken for places open to all; None where the host scores nobody."""


def why_not(placement: Placement, applicant: str, host: str) -> Reason:
    """Why the applicant is not at the host. Raises InputError for an id that took no part."""
    known = {one.id for one in placement.applicants}
    if applicant not in known:
        raise InputError(
            filled(gettext_noop("There is no applicant %(name)s"), name=repr(applicant)),
            allowed=gettext_noop("an id from the list of applicants"),
        )
    if host not in placement.placed_at:
        raise InputError(
            filled(gettext_noop("There is no host %(name)s"), name=repr(host)),
            allowed=gettext_noop("an id from the list of hosts"),
        )
    if placement.host_of[applicant] == host:
        return Reason("placed", applicant, host, gettext_noop("This is where the applicant is placed"))
    if applicant in placement.held:
        text = gettext_noop("The applicant kept a place from an earlier round and took no part in this one")
        return Reason("kept", applicant, host, text)
    return _reason(placement, applicant, host)


def _reason(placement: Placement, applicant: str, host: str) -> Reason:
    market = placement.market
    who, where = market.applicant_index[applicant], market.host_index[host]
    entry = market.entry_at(who, where)
    if entry is None:
        text = gettext_noop("The applicant's list does not name this host")
        return Reason("unlisted", applicant, host, text)
    own_rank = entry - int(market.list_start[who]) + 1
    placed = int(placement.assigned[who])
    placed_entry = None if placed < 0 else market.entry_at(who, placed)
    if placed_entry is not None and placed_entry < entry:
        rank = placed_entry - int(market.list_start[who]) + 1
        text = filled(
            gettext_noop("The applicant got choice %(placed)s; this host is choice %(own)s"),
            placed=rank,
            own=own_rank,
        )
        return Reason("dearer", applicant, host, text, own_rank, rank)
    if np.isnan(market.entry_score[entry]):
        text = gettext_noop(
            "The host's order leaves the applicant out, so it would rather keep the place free"
        )
        return Reason("refused", applicant, host, text, own_rank)
    if market.places[where] == 0:
        text = gettext_noop("The host had no free place in this round")
        return Reason("no_places", applicant, host, text, own_rank, places=0)
    return _full(placement, who, where, entry, own_rank)


def _full(placement: Placement, who: int, where: int, entry: int, own_rank: int) -> Reason:
    """The host is full, and everybody there comes before the applicant or has a reserved place."""
    market = placement.market
    rows = np.flatnonzero((market.entry_host == where) & ~np.isnan(market.entry_score))
    others, scores = market.entry_applicant[rows], market.entry_score[rows]
    own = float(market.entry_score[entry])
    is_before = (scores > own) | ((scores == own) & (market.lottery[others] < market.lottery[who]))
    is_there = placement.assigned[others] == where
    lowest = float(scores[is_there & is_before].min()) if (is_there & is_before).any() else None
    places, after = int(market.places[where]), int((is_there & ~is_before).sum())
    counts = {"places": places, "asked": len(rows), "before": int(is_before.sum())}
    text = gettext_noop(
        "Asked for %(places)s places: %(asked)s applicants. Before this one by the host's order: %(before)s"
    )
    kind = "ahead"
    if after:
        kind = "reserve"
        text = gettext_noop(
            "Asked for %(places)s places: %(asked)s applicants. Before this one by the host's order:"
            " %(before)s. Reserved places given to a group that this one is not of: %(after)s"
        )
    elif lowest == own:
        kind = "lottery"
        text = gettext_noop(
            "Asked for %(places)s places: %(asked)s applicants. Before this one: %(before)s."
            " The last one taken stands equal by the host's order and has a lower lottery number"
        )
    is_scored = _is_scored(placement, market, where)
    return Reason(
        kind,
        market.applicants[who],
        market.hosts[where],
        filled(text, **counts, after=after),
        own_rank,
        own_score=own if is_scored else None,
        cutoff_score=lowest if is_scored else None,
        **counts,
    )


def _is_scored(placement: Placement, market: Market, where: int) -> bool:
    name = market.hosts[where]
    return any(one.id == name and one.scores is not None for one in placement.hosts)
