"""Why an applicant is not at a host in a joint placement: the same plain facts, found on plain sets.

Besides the reasons of a plain placement there are three: `closed` (the host opens with so many or not at
all), `together` (a couple, of whom both must be chosen) and `conditions` (the host would take the applicant,
but then the cities would be out of balance, or something else would block).
"""

from __future__ import annotations

from collections.abc import Sequence

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.matching.placement.joint import JointPlacement
from sistership.matching.placement.joint_choice import Part, chosen, orders_of
from sistership.matching.placement.lottery import lottery_order
from sistership.matching.placement.reasons import Reason
from sistership.matching.placement.values import Applicant, Couple, Host


def why_not_jointly(placement: JointPlacement, applicant: str, host: str) -> Reason:
    """Why the applicant is not at the host. Raises InputError for an id that took no part."""
    people = {one.id: one for one in placement.applicants}
    hosts = {one.id: one for one in placement.hosts}
    if applicant not in people:
        raise InputError(
            filled(gettext_noop("There is no applicant %(name)s"), name=repr(applicant)),
            allowed=gettext_noop("an id from the list of applicants"),
        )
    if host not in hosts:
        raise InputError(
            filled(gettext_noop("There is no host %(name)s"), name=repr(host)),
            allowed=gettext_noop("an id from the list of hosts"),
        )
    if placement.host_of[applicant] == host:
        return Reason("placed", applicant, host, gettext_noop("This is where the applicant is placed"))
    couple = next((one for one in placement.couples if applicant in (one.first, one.second)), None)
    ranks, placed_rank = _ranks(placement, people[applicant], couple, host)
    if not ranks:
        text = gettext_noop("The applicant's list does not name this host")
        return Reason("unlisted", applicant, host, text)
    own_rank = ranks[0]
    if placed_rank is not None and placed_rank < own_rank:
        text = filled(
            gettext_noop("The applicant got choice %(placed)s; this host is choice %(own)s"),
            placed=placed_rank,
            own=own_rank,
        )
        return Reason("dearer", applicant, host, text, own_rank, placed_rank)
    return _of_host(placement, people[applicant], hosts[host], own_rank, is_couple=couple is not None)


def _ranks(
    placement: JointPlacement, applicant: Applicant, couple: Couple | None, host: str
) -> tuple[Sequence[int], int | None]:
    """(places of the list at which the host stands, place of what was got), from 1."""
    got = placement.host_of[applicant.id]
    if couple is None:
        ranks = [at for at, name in enumerate(applicant.choices, 1) if name == host]
        return ranks, None if got is None else applicant.choices.index(got) + 1
    side = 0 if couple.first == applicant.id else 1
    ranks = [at for at, pair in enumerate(couple.choices, 1) if pair[side] == host]
    both = (placement.host_of[couple.first], placement.host_of[couple.second])
    return ranks, couple.choices.index(both) + 1 if both in couple.choices else None


def _of_host(
    placement: JointPlacement, applicant: Applicant, host: Host, own_rank: int, *, is_couple: bool
) -> Reason:
    names = sorted(one.id for one in placement.applicants)
    lottery = dict(zip(names, lottery_order(placement.seed, names).tolist(), strict=True))
    group = {one.id: one.group for one in placement.applicants}
    part = Part(placement.applicants, placement.couples, (host,), group, orders_of((host,), lottery))
    order = part.order[host.id]
    if applicant.id not in order:
        text = gettext_noop(
            "The host's order leaves the applicant out, so it would rather keep the place free"
        )
        return Reason("refused", applicant.id, host.id, text, own_rank)
    if host.places == 0:
        text = gettext_noop("The host had no free place in this round")
        return Reason("no_places", applicant.id, host.id, text, own_rank, places=0)
    there = {name for name, got in placement.host_of.items() if got == host.id}
    if host.at_least and not there:
        text = filled(
            gettext_noop("The host opens with %(least)s or not at all, and stayed closed"),
            least=host.at_least,
        )
        return Reason("closed", applicant.id, host.id, text, own_rank, places=host.places)
    asked = [name for name in _asking(placement, host.id) if name in order]
    before = sum(order[name] < order[applicant.id] for name in asked)
    facts = {"places": host.places, "asked": len(asked), "before": before}
    if applicant.id in chosen(host, part, there | {applicant.id}):
        kind = "together" if is_couple else "conditions"
        text = (
            gettext_noop("The host would take the applicant, but both of the couple must be chosen")
            if is_couple
            else gettext_noop(
                "The host would take the applicant, but the conditions on all together stand against it"
            )
        )
    else:
        after = sum(order[name] > order[applicant.id] for name in there)
        kind = "reserve" if after else "ahead"
        text = (
            gettext_noop(
                "Asked for %(places)s places: %(asked)s applicants. Before this one by the host's order:"
                " %(before)s. Reserved places given to a group that this one is not of: %(after)s"
            )
            if after
            else gettext_noop(
                "Asked for %(places)s places: %(asked)s applicants. Before this one by the host's order:"
                " %(before)s"
            )
        )
        text = filled(text, **facts, after=after)
    own = None if host.scores is None else host.scores[applicant.id]
    return Reason(kind, applicant.id, host.id, text, own_rank, own_score=own, **facts)


def _asking(placement: JointPlacement, host: str) -> set[str]:
    """Who names the host, alone or as one of a couple."""
    named = {one.id for one in placement.applicants if host in one.choices}
    for couple in placement.couples:
        named |= {couple.first for pair in couple.choices if pair[0] == host}
        named |= {couple.second for pair in couple.choices if pair[1] == host}
    return named
