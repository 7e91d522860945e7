"""Commitments, and, apart from them, intentions.

A commitment needs a word that binds (shall, agreed to), a deed (establish, host, send), and a thing of which
anyone can later say whether it exists. What is weakened (where possible, subject to funds), vague
(strengthen ties), hoped, planned, discussed or offered is an intention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sistership.reading.draft import CommitmentValue, Field, IntentionMode, IntentionValue, SourceKind
from sistership.reading.latin.dates import DateMention
from sistership.reading.latin.sentences import Sentence, Subject, speaker

_FIRST_WORD = 14
_ONE_CLAUSE = 60
_EVERY = re.compile(r"(?:every|each|co roku|corocznie|każdego roku)\b", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:by|until|before|no later than|from|in|do|od|w|we|najpóźniej)\b", re.IGNORECASE)
_END = " .,;!?\"'»)"
_SURE, _UNKNOWN_THING, _PASSIVE = 0.85, 0.7, 0.7


@dataclass(frozen=True, slots=True)
class Promising:
    """What the rules for promises know of the whole text."""

    sides: tuple[str, ...]
    is_agreement: bool
    source: SourceKind
    published_on: date | None


def find_promises(
    sentences: tuple[Sentence, ...], known: Promising, *, skip: frozenset[int]
) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Commitments and intentions of all sentences that are no items of a list read otherwise."""
    commitments: list[Field] = []
    intentions: list[Field] = []
    for number, sentence in enumerate(sentences):
        if sentence.passage.role in ("headline", "heading") or number in skip:
            continue
        found, aims = _bound(sentences, number, known)
        if sentence.text.rstrip().endswith(":"):
            aims = []  # it only announces a list
        commitments.extend(found)
        others = _said(sentences, number, known, [*found, *aims])
        others = [o for o in others if getattr(o.value, "mode", "") != "aim" or not _overlaps(o, aims)]
        intentions.extend([*[a for a in aims if not _overlaps(a, others)], *others])
    return tuple(commitments), tuple(intentions)


def cities_of(subject: Subject | None, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The cities that a subject means: both for "the Parties", else those of the bodies and people."""
    if subject is None:
        return ()
    if "*" in subject.cities:
        return sides if len(sides) > 1 else ()
    return subject.cities


def _overlaps(field: Field, others: list[Field]) -> bool:
    return any(o.span[0] < field.span[1] and field.span[0] < o.span[1] for o in others)


def _bound(sentences: tuple[Sentence, ...], number: int, known: Promising) -> tuple[list[Field], list[Field]]:
    """What a sentence binds somebody to: commitments, and the aims that are too vague or too weak for one."""
    sentence = sentences[number]
    lexicon, text = sentence.lexicon, sentence.text
    commitments: list[Field] = []
    aims: list[Field] = []
    bindings = [m for m in lexicon.binding.finditer(text) if not _is_hypothetical(sentence, m)]
    last: Subject | None = None
    for at, match in enumerate(bindings):
        end = _end_of(sentence, match.end(), bindings[at + 1] if at + 1 < len(bindings) else None)
        if lexicon.unbound.search(text, max(0, match.start() - 12), min(len(text), match.end() + 8)):
            continue
        passive = lexicon.passive.match(text, match.end())
        subject = _owner(sentences, number, match, known)
        if (
            subject is None
            and last
            and re.search(r"(?:,|\b(?:and|also|i|oraz|a także)) *$", text[: match.start()])
        ):
            subject = last
        if subject is None and not (passive and known.source == "signed_text"):
            continue
        if lexicon.no_promise.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        last = subject
        pledged = lexicon.pledge.match(text, match.start()) is not None or (
            at > 0 and _agrees_that(sentence, bindings[at - 1], match)
        )
        is_both = subject is not None and "*" in subject.cities
        before = bindings[at - 1] if at else None
        if passive and before and _agrees_that(sentence, before, match):
            what, due = sentence.words(match.start(), end), _due(sentence, match.start(), end, match.start())
            value = CommitmentValue(
                what, subject.name if subject else None, cities_of(subject, known.sides), due
            )
            commitments.append(sentence.field("commitment", value, match.start(), end, _PASSIVE))
            continue
        if passive:
            if (
                known.is_agreement
                and lexicon.thing.search(text, _clause(text, match.start()), end)
                and not lexicon.weak.search(text, 0, end)
            ):
                commitments.append(_passive(sentence, match, end, subject, known))
            continue
        goes_on = lexicon.also.match(text, match.end()) is not None and _pledges(sentences, number - 1)
        if not (known.is_agreement or pledged or is_both or goes_on):
            continue
        kept, weak = _deeds(sentence, match, end, subject, known)
        commitments.extend(kept)
        aims.extend(weak)
    return commitments, aims


def _pledges(sentences: tuple[Sentence, ...], number: int) -> bool:
    """Whether a sentence says that somebody bound himself."""
    if not 0 <= number < len(sentences):
        return False
    sentence = sentences[number]
    return any(
        sentence.lexicon.pledge.match(sentence.text, m.start())
        for m in sentence.lexicon.binding.finditer(sentence.text)
    )


def _owner(
    sentences: tuple[Sentence, ...], number: int, match: re.Match[str], known: Promising
) -> Subject | None:
    sentence = sentences[number]
    named = sentence.lexicon.any_subject.search(sentence.text[: match.start()])
    if named:
        start, end = named.span("who")
        inside = [s for s in sentence.subjects if start <= s.start and s.end <= end]
        if not inside or (inside[-1].end < end and known.source == "signed_text"):
            cities = tuple(dict.fromkeys(c for s in inside for c in s.cities))
            each = re.match(
                r"(?:each|every|either|każd\w+) (?!host|send|receiv)", sentence.text[start:end], re.IGNORECASE
            )
            return Subject(start, end, sentence.words(start, end), cities or (("*",) if each else ()))
    return speaker(sentences, number, match.start(), match.end())


def _is_hypothetical(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether would binds nobody here, or a hope or denial stands right before the word."""
    text = sentence.text
    if match.group(0).lower() in ("would", "miałby", "miałaby"):
        return sentence.lexicon.that_would.search(text, 0, match.start()) is None
    clause = max(text.rfind(mark, 0, match.start()) for mark in (",", ";", ":")) + 1
    return any(
        hope.search(text, clause, match.start())
        for hope, mode, _ in sentence.lexicon.intentions
        if mode in ("hope", "talk")
    )


def _clause(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in (",", ";", ":")) + 1


def _end_of(sentence: Sentence, start: int, following: re.Match[str] | None) -> int:
    """Where what is promised ends: at the next subject that binds itself, or where the clause turns."""
    text = sentence.text
    end = len(text)
    if following is not None:
        end = following.start()
        subject = sentence.subject_before(end)
        if subject and subject.start > start:
            end = subject.start
        lead = re.search(
            r"(?:,? (?:and|while|whereas|but|the|that|i|oraz|a|zaś|natomiast|a także|also)|,)+ *$",
            text[start:end],
        )
        end = start + lead.start() if lead else end
    if cut := sentence.lexicon.cut_after.search(text, start, end):
        end = cut.start()
    if sentence.in_quote(start) and (closing := text.find('"', start, end)) > 0:
        end = closing
    return trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> int:
    """The end without the stops behind it; those of 2026 r. and of brackets are kept."""
    while end > start and text[end - 1] in _END:
        if re.search(r"\d r\.$", text[start:end]) or (text[end - 1] == ")" and "(" in text[start:end]):
            break
        end -= 1
    return end


def _deeds(
    sentence: Sentence, match: re.Match[str], end: int, subject: Subject | None, known: Promising
) -> tuple[list[Field], list[Field]]:
    """The deeds after a binding word, each on its own."""
    lexicon, text = sentence.lexicon, sentence.text
    start = match.start("deed") if match.re.groupindex.get("deed") and match["deed"] else match.end()
    while start < end and text[start] in " :,":
        start += 1
    parts = deed_parts(sentence, start, end)
    commitments: list[Field] = []
    aims: list[Field] = []
    group = f"commitment-{sentence.passage.places[0]}-{start}"
    weakened = lexicon.weak.search(text, 0, end) is not None
    vague_from: int | None = None
    for i, j in parts:
        sure = concrete(sentence, i, j)
        if sure and not weakened:
            what = sentence.words(i, j)
            owed_by = subject.name if subject else None
            value = CommitmentValue(
                what, owed_by, cities_of(subject, known.sides), _due(sentence, i, j, match.start())
            )
            commitments.append(
                sentence.field("commitment", value, i, j, sure if known.is_agreement else sure - 0.15, group)
            )
        elif vague_from is None and (weakened or lexicon.vague.match(text, i) or lexicon.deed.match(text, i)):
            vague_from = match.start() if i == start else i
            until = end if weakened else j
            if subject is not None or known.source == "signed_text":
                aims.append(_intention(sentence, vague_from, until, subject, "aim", 0.7, known))
        if weakened:
            break
    return commitments, aims


def deed_parts(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a promise that begin with a deed of their own."""
    text = sentence.text
    lexicon = sentence.lexicon
    joint = re.compile(
        rf"(?:,? (?:{lexicon.and_word}|{lexicon.joints})|,|;)(?: (?:to|will|shall|also|then|then to|do|"
        rf"także|również))* (?=(?:{lexicon.deed.pattern}))",
        re.IGNORECASE,
    )
    cuts = [m for m in joint.finditer(text, start, end) if m.start() > start + 6]
    edges = [start]
    ends = []
    for cut in cuts:
        ends.append(cut.start())
        edges.append(cut.end())
    ends.append(end)
    return list(zip(edges, ends, strict=True))


def concrete(sentence: Sentence, start: int, end: int) -> float | None:
    """How sure a part names a deed and a thing that can be shown; None where it does not."""
    lexicon, text = sentence.lexicon, sentence.text
    if lexicon.vague.match(text, start):
        return None
    has_thing = lexicon.thing.search(text, start, end) is not None
    deed = lexicon.deed.match(text, start)
    if deed:
        if has_thing:
            return _SURE
        return None if lexicon.abstract.search(text, deed.end(), end) else _UNKNOWN_THING
    figure = any(char.isdigit() for char in text[start:end])
    return 0.6 if has_thing and figure else None


def _agrees_that(sentence: Sentence, pledge: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a pledge stands right before what follows: they agreed that there will be."""
    if sentence.lexicon.pledge.match(sentence.text, pledge.start()) is None:
        return False
    between = sentence.text[pledge.end() : following.start()]
    opens_clause = re.search(r"\b(?:that|że|iż)$", pledge[0]) is not None
    return not between.strip() or (
        opens_clause and len(between) < _ONE_CLAUSE and not re.search("[,;]", between)
    )


def _passive(
    sentence: Sentence, match: re.Match[str], end: int, subject: Subject | None, known: Promising
) -> Field:
    """A joint fund will be set up: whole, since nobody is named as owing it but where "by" says so."""
    start = _clause(sentence.text, match.start())
    if _looks_like_date(sentence, start, match.start()):
        start = 0
    agent = next(
        (
            s
            for s in sentence.subjects
            if match.end() <= s.start < end
            and re.search(r"\b(?:by|przez) (?:the )?$", sentence.text[: s.start])
        ),
        None,
    )
    owner = agent
    value = CommitmentValue(
        sentence.words(start, end),
        owner.name if owner else None,
        cities_of(owner, known.sides),
        _due(sentence, start, end, start),
    )
    return sentence.field("commitment", value, start, end, _PASSIVE)


def _looks_like_date(sentence: Sentence, start: int, end: int) -> bool:
    return len(sentence.text[start:end].split()) < 2


def _due(sentence: Sentence, start: int, end: int, bound_at: int) -> str | None:
    """The day or month named in a promise, or before it in its clause; a rhythm is no date."""
    text = sentence.text
    clause = max(text.rfind(mark, 0, bound_at) for mark in (";", ":", " that ", " że ")) + 1
    named = [
        mention
        for mention in sentence.dates
        if clause <= mention.start and mention.end <= end and not is_rhythm(sentence, mention)
    ]
    inside = [m for m in named if start <= m.start and m.moment]
    before = [
        m
        for m in named
        if m.end <= bound_at
        and m.moment
        and not sentence.lexicon.binding.search(text, clause, m.start)
        and _DEADLINE.search(text, max(0, m.start - 14), m.end)
    ]
    chosen = (inside or before)[:1]
    return _last_moment(chosen[0].last, chosen[0].moment) if chosen else None


def is_rhythm(sentence: Sentence, mention: DateMention) -> bool:
    """Whether a month comes again every year."""
    before, inside = sentence.text[: mention.start], sentence.text[mention.start : mention.end]
    return sentence.lexicon.rhythm.search(before) is not None or _EVERY.match(inside) is not None


def _last_moment(last: date | None, moment: str | None) -> str | None:
    return last.isoformat() if last else moment


def _said(sentences: tuple[Sentence, ...], number: int, known: Promising, taken: list[Field]) -> list[Field]:
    """What is hoped, planned, invited to or discussed: one for each clause that says so."""
    sentence = sentences[number]
    text = sentence.text
    starts: list[tuple[int, IntentionMode, float, int]] = []
    for rule, mode, sure in sentence.lexicon.intentions:
        for match in rule.finditer(text):
            clause = _clause(text, match.start())
            past = sentence.lexicon.before_now.search(text, clause, match.start())
            denied = sentence.lexicon.unbound.search(text, max(0, match.start() - 14), match.start() + 1)
            same = any("," not in text[min(match.start(), s) : max(match.start(), s)] for s, *_ in starts)
            if not past and not denied and not same:
                starts.append((match.start(), mode, sure, match.end()))
    found: list[Field] = []
    starts.sort()
    for at, (start, mode, sure, word_end) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(text)
        if at + 1 < len(starts):
            end = max(text.rfind(",", start, end), start + 1)
        whole = end
        if cut := sentence.lexicon.cut_after.search(text, max(start + 8, word_end + _FIRST_WORD), end):
            end = cut.start()
        if sentence.in_quote(start) and (closing := text.find('"', start, end)) > 0:
            end = closing
        end = trimmed(text, start, end)
        if end - start < 12:
            continue
        subject = speaker(sentences, number, start, start + _FIRST_WORD)
        field = _intention(sentence, start, end, subject, mode, sure, known, dated_until=whole)
        if not _overlaps(field, [t for t in taken if t.name == "commitment"]):
            found.append(field)
    return found


def _intention(
    sentence: Sentence,
    start: int,
    end: int,
    subject: Subject | None,
    mode: IntentionMode,
    sure: float,
    known: Promising,
    *,
    dated_until: int = 0,
) -> Field:
    when = None
    for mention in sentence.dates:
        moment = mention.moment
        if start <= mention.start < max(end, dated_until) and moment:
            day = known.published_on
            if day is None or moment[:7] >= day.isoformat()[:7]:
                when = moment
                break
    value = IntentionValue(sentence.words(start, end), subject.name if subject else None, mode, when)
    return sentence.field("intention", value, start, end, sure)
