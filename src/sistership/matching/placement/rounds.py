"""After the first round: a second one for whoever has no place, and new holders for places given back.

1. Nobody who has a place loses it. In a second round the places held are taken off; those without one hand in
   new lists, and hosts may add places.
2. Of a place given back, by default, only those without one may have it: no other host loses anybody. Holders
   who would rather have moved there are counted as waived pairs.
3. With ``may_move`` holders move up if they can. This is deferred acceptance anew without those who left:
   from a first round nobody is worse off for it (Gale and Sotomayor 1985), and the result is stable. After
   a round with kept places that is not certain, so then it is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sistership.common.errors import InputError, StateError
from sistership.common.text import filled, gettext_noop
from sistership.matching.placement.placing import Placement, place
from sistership.matching.placement.values import Applicant, Host


def second_round(
    before: Placement,
    *,
    applicants: Sequence[Applicant] = (),
    hosts: Sequence[Host] = (),
    seed: str | None = None,
) -> Placement:
    """Place those who have none. ``applicants`` and ``hosts`` replace, by id, or add to those of before.

    Without ``seed`` the lottery stays as it was. Raises InputError for a list of somebody who has a place.
    """
    held = {name: host for name, host in before.host_of.items() if host is not None}
    for one in applicants:
        if one.id in held:
            raise InputError(
                filled(gettext_noop("Applicant %(name)s has a place already"), name=one.id),
                allowed=gettext_noop("lists of applicants without a place"),
                next_step=gettext_noop("Let the applicant withdraw first, or leave the list out"),
            )
    everybody = {one.id: one for one in [*before.applicants, *applicants]}
    everywhere = {one.id: one for one in [*before.hosts, *hosts]}
    return place(
        list(everybody.values()),
        list(everywhere.values()),
        seed=before.seed if seed is None else seed,
        held=held,
    )


def refill(before: Placement, withdrawn: Collection[str], *, may_move: bool = False) -> Placement:
    """The placement after some applicants left, with their places filled again.

    Raises InputError for an id that took no part, StateError for ``may_move`` after a round with kept places.
    """
    unknown = sorted(set(withdrawn) - before.host_of.keys())
    if unknown:
        raise InputError(
            filled(gettext_noop("There is no applicant %(name)s"), name=repr(unknown[0])),
            allowed=gettext_noop("an id from the list of applicants"),
        )
    if may_move and before.held:
        raise StateError(
            gettext_noop("After a round with kept places nobody can be moved without risk to others"),
            next_step=gettext_noop("Fill the places from those who have none"),
        )
    gone = frozenset(withdrawn)
    held = {} if may_move else {name: host for name, host in before.host_of.items() if host is not None}
    return place(
        [one for one in before.applicants if one.id not in gone],
        [_without(one, gone) for one in before.hosts],
        seed=before.seed,
        held={name: host for name, host in held.items() if name not in gone},
    )


def _without(host: Host, gone: frozenset[str]) -> Host:
    """The host with an order that leaves out who left."""
    ranking, scores = host.ranking, host.scores
    return replace(
        host,
        ranking=None if ranking is None else tuple(name for name in ranking if name not in gone),
        scores=None if scores is None else {name: one for name, one in scores.items() if name not in gone},
    )
