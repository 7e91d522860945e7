"""Why two profiles are suggested to each other, what speaks against it, and what would change that.

1. Only fields that the reader may see are read at all; what is hidden is blank before anything is compared.
2. A reason is a concept that one side needs and the other offers: the same one; a kind of what is needed; or
   what takes in the thing needed. It is named in the reader's language, with the sentences on both sides.
3. A number or standard that stands in the need and in the offer is a reason too. Where there is neither, the
   two sentences that share most words are shown as such; there may be no reason at all.
4. Against: a side that said nothing, a need that nothing on the other side answers, two that offer (or seek)
   the same, and fields that do not fit. Each says what would change it, where something would.
5. Sentences are messages with values: `text.retold(translate, comma=…)` puts them in a language.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from sistership.common.text import Filled, filled, gettext_noop, joined
from sistership.matching.finding.fits import STAGES
from sistership.matching.finding.gates import do_meet
from sistership.matching.profile import Profile
from sistership.matching.text.business import business_words
from sistership.matching.text.denied import without_denied
from sistership.matching.text.lexicon import Lexicon
from sistership.matching.text.understanding import Understood, understand

LEAST_ALIKE = 2
"""Words that two sentences share, to be shown as alike."""
VISIBLE = frozenset(one.name for one in fields(Profile))
KEPT = frozenset(("id", "lang", "city", "kind"))
"""Fields that are never blanked: whoever sees a suggestion sees these."""
MOST_REASONS = 4
"""Of one direction."""
MOST_NAMED = 4
"""Concepts named in one sentence against."""

_SAME = {
    "forward": gettext_noop("This side needs %(concept)s; the other side offers it"),
    "backward": gettext_noop("The other side needs %(concept)s; this side offers it"),
}
_NARROWER = {
    "forward": gettext_noop("This side needs %(concept)s; the other side offers a kind of it: %(offered)s"),
    "backward": gettext_noop("The other side needs %(concept)s; this side offers a kind of it: %(offered)s"),
}
_WIDER = {
    "forward": gettext_noop(
        "This side needs %(concept)s; the other side offers what includes it: %(offered)s"
    ),
    "backward": gettext_noop(
        "The other side needs %(concept)s; this side offers what includes it: %(offered)s"
    ),
}
_NAME = gettext_noop("Both sides name %(name)s")
_ALIKE = {
    "forward": gettext_noop("What this side needs and what the other offers is said in similar words"),
    "backward": gettext_noop("What the other side needs and what this one offers is said in similar words"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a profile: characters of a paragraph of one of its fields."""

    field: str
    """`title`, `offers` or `needs`."""
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for the match."""

    code: str
    """`same`, `narrower`, `wider`, `name` or `alike`."""
    direction: str
    """`forward`: the asker's need, the other's offer; `backward`: the other way round."""
    text: Filled
    ours: Passage
    theirs: Passage
    needed: str = ""
    """Id of the concept that is needed."""
    offered: str = ""
    """Id of the concept that is offered."""


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that speaks against the match, and what would change it."""

    code: str
    """`needs_unsaid`, `offers_unsaid`, `unanswered`, `rivals`, `stage`, `ticket`, `trl`, `dates`."""
    text: Filled
    change: Filled | None = None
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why, and why not."""

    reasons: tuple[Reason, ...]
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """One paragraph as understood."""

    field: str
    paragraph: int
    content: str
    understood: Understood

    def sentence_at(self, place: int) -> Passage:
        for start, end in self.understood.sentences:
            if start <= place < end:
                return Passage(self.field, self.paragraph, start, end, self.content[start:end])
        return Passage(self.field, self.paragraph, 0, len(self.content), self.content)


def explain(
    asker: Profile,
    other: Profile,
    *,
    lexicon: Lexicon,
    language: str,
    visible: Collection[str] = VISIBLE,
    own_visible: Collection[str] = VISIBLE,
) -> Explanation:
    """Explain a match to a reader of `language` who may see these fields of the other (and of the asker)."""
    asker, other = masked(asker, own_visible), masked(other, visible)
    ours = {side: list(_read(asker, side, lexicon)) for side in ("offers", "needs")}
    theirs = {side: list(_read(other, side, lexicon)) for side in ("offers", "needs")}
    namer = _Namer(lexicon, language)
    forward = _reasons("forward", ours["needs"], theirs["offers"], ours["offers"], namer)
    backward = _reasons("backward", theirs["needs"], ours["offers"], theirs["offers"], namer)
    against = [
        *_unsaid(ours, theirs, visible, own_visible),
        *_unanswered("forward", ours["needs"], theirs["offers"], forward, namer),
        *_unanswered("backward", theirs["needs"], ours["offers"], backward, namer),
        *_rivals(ours, theirs, forward + backward, namer),
        *_fields_against(asker, other),
    ]
    return Explanation(tuple(forward + backward), tuple(against))


def masked(profile: Profile, visible: Collection[str]) -> Profile:
    """The profile with the fields blank that may not be seen."""
    hidden = VISIBLE - frozenset(visible) - KEPT
    blank = {
        "title": "",
        "organisation": "",
        "stage": "",
        "offers": (),
        "needs": (),
        "sectors": (),
        "cities": (),
    }
    return replace(profile, **{name: blank.get(name) for name in hidden})  # type: ignore[arg-type]


class _Namer:
    """Names of concepts in the reader's language, and which is broader."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self._lexicon = lexicon
        self._language = language

    def name(self, concept: str) -> str:
        return self._lexicon.name(concept, self._language) or concept

    def above(self, concept: str) -> list[str]:
        return [broader for broader, _ in self._lexicon.ancestors(concept)]

    def words(self, text: str, language: str) -> Mapping[str, float]:
        return understand(text, language=language, lexicon=self._lexicon).words

    def names(self, concepts: Iterable[str]) -> Filled:
        return joined(*list(dict.fromkeys(self.name(one) for one in concepts))[:MOST_NAMED])


def _read(profile: Profile, side: str, lexicon: Lexicon) -> Iterator[_Read]:
    texts = [(side, number, text) for number, text in enumerate(getattr(profile, side))]
    is_title_here = side == "offers" if profile.offers else side == "needs" and bool(profile.needs)
    if profile.title and (is_title_here or (side == "offers" and not (profile.offers or profile.needs))):
        texts.append(("title", 0, profile.title))
    for field, number, text in texts:
        meant = without_denied(text)
        yield _Read(field, number, text, understand(meant, language=profile.lang or None, lexicon=lexicon))


def _places(reads: Iterable[_Read]) -> dict[str, Passage]:
    """Concept → the first sentence that mentions it."""
    found: dict[str, Passage] = {}
    for read in reads:
        for mention in read.understood.mentions:
            if mention.concept not in found:
                found[mention.concept] = read.sentence_at(mention.start)
    return found


def _reasons(
    direction: str, needs: list[_Read], offers: list[_Read], own_offers: list[_Read], namer: _Namer
) -> list[Reason]:
    """The strongest first: what the needy side does not offer itself, the same before kinds, the special."""
    needed, offered, own = _places(needs), _places(offers), _places(own_offers)
    found: list[tuple[tuple[bool, int, int, str], Reason]] = []
    for concept, passage in needed.items():
        pair = _answer(concept, offered, namer)
        if pair is None:
            continue
        code, answer = pair
        words = {"same": _SAME, "narrower": _NARROWER, "wider": _WIDER}[code][direction]
        values = {"concept": namer.name(concept)}
        if code != "same":
            values["offered"] = namer.name(answer)
        ours, theirs = _in_order(direction, passage, offered[answer])
        reason = Reason(code, direction, filled(words, **values), ours, theirs, concept, answer)
        rank = ("same", "narrower", "wider").index(code)
        found.append(((concept in own, rank, -len(namer.above(concept)), concept), reason))
    reasons = [reason for _, reason in sorted(found, key=lambda one: one[0])]
    reasons += _names(direction, needs, offers)
    return (reasons or _alike(direction, needs, offers, namer))[:MOST_REASONS]


def _answer(concept: str, offered: Collection[str], namer: _Namer) -> tuple[str, str] | None:
    if concept in offered:
        return "same", concept
    kinds = [one for one in offered if concept in namer.above(one)]
    if kinds:
        return "narrower", min(kinds, key=lambda one: (namer.above(one).index(concept), one))
    above = [one for one in namer.above(concept)[:2] if one in offered]
    return ("wider", above[0]) if above else None


def _in_order(direction: str, needed: Passage, offered: Passage) -> tuple[Passage, Passage]:
    return (needed, offered) if direction == "forward" else (offered, needed)


def _names(direction: str, needs: list[_Read], offers: list[_Read]) -> Iterator[Reason]:
    """Numbers with units and standards that stand on both sides."""
    offered = {one.token: (read, one) for read in offers for one in read.understood.quantities}
    told = set()
    for read in needs:
        for one in read.understood.quantities:
            if one.token in offered and one.token not in told:
                told.add(one.token)
                there, other = offered[one.token]
                ours, theirs = _in_order(
                    direction, read.sentence_at(one.start), there.sentence_at(other.start)
                )
                name = read.content[one.start : one.end]
                yield Reason("name", direction, filled(_NAME, name=name), ours, theirs)


def _alike(direction: str, needs: list[_Read], offers: list[_Read], namer: _Namer) -> list[Reason]:
    """The two sentences that share the most of their words, if they share LEAST_ALIKE or more. Words of any
    business do not count."""
    best: tuple[float, Passage, Passage] | None = None
    offered = [one for read in offers for one in _said_words(read, namer)]
    for needed, words in (one for read in needs for one in _said_words(read, namer)):
        for there, others in offered:
            shared = words.keys() & others.keys()
            weight = sum(words[one] * others[one] for one in shared)
            weight /= math.sqrt(len(words) * len(others) or 1)
            if len(shared) >= LEAST_ALIKE and (best is None or weight > best[0]):
                best = weight, needed, there
    if best is None:
        return []
    ours, theirs = _in_order(direction, best[1], best[2])
    return [Reason("alike", direction, filled(_ALIKE[direction]), ours, theirs)]


def _said_words(read: _Read, namer: _Namer) -> Iterator[tuple[Passage, Mapping[str, float]]]:
    for start, _ in read.understood.sentences:
        passage = read.sentence_at(start)
        said = namer.words(passage.text, read.understood.language)
        yield passage, {one: weight for one, weight in said.items() if one not in business_words()}


def _unsaid(
    ours: dict[str, list[_Read]],
    theirs: dict[str, list[_Read]],
    visible: Collection[str],
    own_visible: Collection[str],
) -> Iterator[Against]:
    texts = {
        (True, "needs"): gettext_noop("This side does not say what it needs"),
        (True, "offers"): gettext_noop("This side does not say what it offers"),
        (False, "needs"): gettext_noop("The other side does not say what it needs"),
        (False, "offers"): gettext_noop("The other side does not say what it offers"),
    }
    for is_own, sides, seen in ((True, ours, own_visible), (False, theirs, visible)):
        for side in ("needs", "offers"):
            if side in seen and not any(not read.understood.is_empty for read in sides[side]):
                change = filled(gettext_noop("A sentence about it would let both directions count"))
                yield Against(f"{side}_unsaid", filled(texts[is_own, side]), change)


def _unanswered(
    direction: str, needs: list[_Read], offers: list[_Read], reasons: list[Reason], namer: _Namer
) -> Iterator[Against]:
    if not needs or not offers or any(one.code != "alike" for one in reasons):
        return
    sought = sorted(_places(needs), key=lambda one: (-len(namer.above(one)), one))
    text = filled(
        gettext_noop("Nothing that the other side offers answers what this side needs")
        if direction == "forward"
        else gettext_noop("Nothing that this side offers answers what the other side needs")
    )
    change = None
    if sought:
        change = filled(
            gettext_noop("An offer that speaks of one of these would change it: %(concepts)s"),
            concepts=namer.names(sought),
        )
    yield Against("unanswered", text, change, direction)


def _rivals(
    ours: dict[str, list[_Read]], theirs: dict[str, list[_Read]], reasons: list[Reason], namer: _Namer
) -> Iterator[Against]:
    answered = {concept for one in reasons for concept in (one.needed, one.offered)}
    for side, words in (
        ("offers", gettext_noop("Both sides offer the same: %(concepts)s")),
        ("needs", gettext_noop("Both sides look for the same: %(concepts)s")),
    ):
        same = (_places(ours[side]).keys() & _places(theirs[side]).keys()) - answered
        if same:
            named = sorted(same, key=lambda one: (-len(namer.above(one)), one))
            yield Against("rivals", filled(words, concepts=namer.names(named)))


def _fields_against(asker: Profile, other: Profile) -> Iterator[Against]:
    is_funding = (asker.kind == "investor") != (other.kind == "investor")
    if is_funding and asker.stage in STAGES and other.stage in STAGES and asker.stage != other.stage:
        yield Against("stage", filled(gettext_noop("The stages of development are not the same")))
    if asker.ticket and other.ticket and not _overlap(asker.ticket, other.ticket):
        yield Against(
            "ticket",
            filled(gettext_noop("The sums of money do not meet")),
            filled(
                gettext_noop("A sum between %(low)s and %(high)s would"), **_gap(asker.ticket, other.ticket)
            ),
        )
    if asker.trl and other.trl and not _overlap(asker.trl, other.trl):
        yield Against(
            "trl",
            filled(gettext_noop("The levels of technology readiness do not meet")),
            filled(gettext_noop("A level between %(low)s and %(high)s would"), **_gap(asker.trl, other.trl)),
        )
    if asker.available and other.available and not do_meet(asker.available, other.available):
        low = min(asker.available[1], other.available[1]).isoformat()
        high = max(asker.available[0], other.available[0]).isoformat()
        yield Against(
            "dates",
            filled(gettext_noop("The days do not meet")),
            filled(gettext_noop("Days between %(low)s and %(high)s would"), low=low, high=high),
        )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _gap(one: tuple[int, int], other: tuple[int, int]) -> dict[str, int]:
    return {"low": min(one[1], other[1]), "high": max(one[0], other[0])}
