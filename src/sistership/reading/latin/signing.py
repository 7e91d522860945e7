"""What was signed and who the text says signed it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from sistership.reading.draft import Kind, PersonValue
from sistership.reading.latin.lexicon import Lexicon
from sistership.reading.latin.people import PersonMention, Surroundings, name_at, title_pattern
from sistership.reading.latin.sentences import Sentence

_GAP = 80
_LOOK_BACK = 3
_LONGEST_LINE = 90
_OPENING = 24
_BLANK = re.compile(r"[._…/\s\\-]*(?:\(?-\)?)?[._…\s]*$")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document named in a sentence: positions of its title, its kind and its title in base form."""

    start: int
    end: int
    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class Signing:
    """A signing reported as done on this occasion: the sentence, the word, and what was signed where said."""

    number: int
    start: int
    end: int
    paper: Paper | None
    paper_in: int
    kind: Kind


@cache
def _papers(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], Kind, str], ...]:
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{words})(?!\w)(?:{lexicon.title_tail})?", re.IGNORECASE), kind, base)
        for words, kind, base in lexicon.documents
    )


def find_papers(sentence: Sentence) -> list[Paper]:
    """The documents that a sentence names, the more telling name first where two overlap."""
    found: list[Paper] = []
    for pattern, kind, base in _papers(sentence.lexicon):
        for match in pattern.finditer(sentence.text):
            if any(p.start < match.end() and match.start() < p.end for p in found):
                continue
            start = _title_start(sentence, match.start())
            end = match.start() + len(match[0].rstrip(" ,\"'"))
            words = sentence.passage.raw[start:end]
            if base:
                word = re.match(r"\S+(?: (?:of understanding|intencyjn\w+))?", match[0], re.IGNORECASE)
                size = word.end() if word else 0
                head = sentence.passage.raw[match.start() : match.start() + size]
                new = base.capitalize() if head[:1].isupper() else base
                words = (
                    sentence.passage.raw[start : match.start()]
                    + new
                    + sentence.passage.raw[match.start() + size : end]
                )
            found.append(Paper(start, end, kind, words.strip()))
    return sorted(found, key=lambda paper: paper.start)


def _title_start(sentence: Sentence, position: int) -> int:
    """Economic Cooperation Memorandum: the words before that belong to the title."""
    start = position
    for _ in range(5):
        word = re.search(r"([^\W\d_][\w'&-]*) $", sentence.text[:start])
        if (
            not word
            or sentence.lexicon.signed.fullmatch(word[1])
            or word[1].lower() in sentence.lexicon.title_stop
            or any(c.start <= word.start() < c.end for c in sentence.cities)
            or any(d.start <= word.start() < d.end for d in sentence.dates)
            or any(p.start <= word.start() < p.end for p in sentence.people)
        ):
            break
        start = word.start()
    return start


def find_signings(sentences: tuple[Sentence, ...]) -> tuple[Signing, ...]:
    """The signings that the text reports as done on this occasion: not past, planned or denied ones."""
    found = []
    papers = [find_papers(sentence) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        lexicon, text = sentence.lexicon, sentence.text
        if lexicon.denied.search(text):
            continue
        for match in lexicon.signed.finditer(text):
            clause = max(text.rfind(mark, 0, match.start()) for mark in (";", ":", ". ")) + 1
            if lexicon.not_yet.search(text, clause, match.end()):
                continue
            near = sorted(
                papers[number], key=lambda p: min(abs(p.start - match.end()), abs(p.end - match.start()))
            )
            paper = near[0] if near else None
            after = text[match.end() : match.end() + _GAP]
            if _was_before(sentence, clause, match, after):
                continue
            at = number
            if paper is None:
                at = next(
                    (n for n in range(number - 1, max(-1, number - 1 - _LOOK_BACK), -1) if papers[n]), -1
                )
                paper = papers[at][-1] if at >= 0 else None
                if paper is None or not lexicon.sign_verb.match(text, match.start()):
                    continue
            found.append(Signing(number, *match.span(), paper, at, paper.kind))
    return tuple(found)


def _was_before(sentence: Sentence, clause: int, match: re.Match[str], after: str) -> bool:
    """Whether a signing was in the past already: signed in 2019."""
    text = sentence.text
    comma = max(clause, text.rfind(",", 0, match.start()) + 1)
    old = sentence.lexicon.before_now
    return bool(old.search(text, comma, match.start()) or old.match(after) or old.search(after.split(",")[0]))


def is_draft(text: str, lexicon: Lexicon) -> bool:
    """Whether a text says of itself, at its beginning or end, that it is not signed yet."""
    lines = [line for line in text.splitlines() if line.strip()]
    return any(lexicon.draft.search(line) for line in (*lines[:4], *lines[-4:]))


def find_signatories(
    sentences: tuple[Sentence, ...], signings: tuple[Signing, ...]
) -> tuple[tuple[int, PersonMention], ...]:
    """Who signed, where the sentence makes the person himself the signer."""
    found: dict[str, tuple[int, PersonMention]] = {}
    for signing in signings:
        sentence = sentences[signing.number]
        if not sentence.lexicon.sign_verb.match(sentence.text, signing.start):
            continue
        for person in (*_before(sentence, signing), *_after(sentence, signing)):
            found.setdefault(person.value.name, (signing.number, person))
    return tuple(found.values())


def _before(sentence: Sentence, signing: Signing) -> list[PersonMention]:
    """A and B signed: the people right before the verb."""
    until = signing.start
    signers: list[PersonMention] = []
    for person in reversed([p for p in sentence.people if p.end <= signing.start]):
        between = sentence.text[person.end : until]
        if sentence.lexicon.no_signer.search(between) or not sentence.lexicon.signers.fullmatch(between):
            break
        signers.append(person)
        until = person.start
    return signers[::-1]


def _after(sentence: Sentence, signing: Signing) -> list[PersonMention]:
    """Signed by A and B; A signed the memorandum with B."""
    position = signing.end
    signers: list[PersonMention] = []
    for person in sentence.people:
        if person.start < position:
            continue
        between = sentence.text[position : person.start]
        if sentence.lexicon.no_signer.search(between) or ";" in between:
            break
        if not signers and not sentence.lexicon.led_by.search(between[-_GAP:]):
            break
        if signers and not sentence.lexicon.signers.fullmatch(between):
            break
        signers.append(person)
        position = person.end
    return signers


def find_leads(sentences: tuple[Sentence, ...]) -> tuple[tuple[int, PersonMention], ...]:
    """Who leads a delegation: a delegation led by Deputy Mayor Lo; Lo, who headed the delegation."""
    found: dict[str, tuple[int, PersonMention]] = {}
    for number, sentence in enumerate(sentences):
        for match in sentence.lexicon.leads.finditer(sentence.text):
            after = next((p for p in sentence.people if 0 <= p.start - match.end() <= 45), None)
            before = next((p for p in reversed(sentence.people) if 0 <= match.start() - p.end <= 25), None)
            person = after if match["by"] else before
            if person:
                found.setdefault(person.value.name, (number, person))
    return tuple(found.values())


def signature_block(sentences: tuple[Sentence, ...]) -> list[tuple[int, PersonMention]]:
    """The people of the signature block of a signed text: names and offices on lines of their own."""
    found: list[tuple[int, PersonMention]] = []
    start = next((n for n in reversed(range(len(sentences))) if len(sentences[n].text) > _LONGEST_LINE), 0)
    parties: list[str] = []
    names: list[tuple[int, int, int, PersonValue | None]] = []
    offices: list[tuple[str, str, str | None]] = []
    for number in range(start + 1, len(sentences)):
        sentence = sentences[number]
        if sentence.lexicon.no_signer.search(sentence.text[:_OPENING]):
            continue
        named = next((c.name for c in sentence.cities), None)
        if full := [person for person in sentence.people if person.is_full]:
            inside = (*(b.value.city for b in sentence.bodies), named)
            party = next(filter(None, inside), parties[-1] if parties else None)
            found += [
                (n, replace(p, value=replace(p.value, city=p.value.city or party)))
                for n, p in ((number, p) for p in full)
            ]
        elif known := next(iter(sentence.people), None):
            names.append((number, known.name_start, known.name_end, known.value))
        elif name := _only_name(sentence):
            names.append((number, *name, None))
        elif (title := title_pattern(sentence.lexicon).search(sentence.text)) and sentence.text[-1] != ".":
            words = sentence.passage.raw
            offices.append((words[slice(*title.span())], words[title.start() :].strip(" .,"), named))
        elif named and not sentence.dates:
            parties.append(named)
    for at, (number, first, last, value) in enumerate(names):
        office = offices[at] if len(offices) == len(names) else None
        party = parties[at] if len(parties) == len(names) else None
        found.append((number, _signer(sentences[number], first, last, value, office, party)))
    return found


def _signer(
    sentence: Sentence,
    start: int,
    end: int,
    value: PersonValue | None,
    office: tuple[str, str, str | None] | None,
    party: str | None,
) -> PersonMention:
    if value is not None:
        return PersonMention(start, end, start, end, value, 0.9, is_full=False)
    name, sure = sentence.lexicon.person(sentence.passage.raw[start:end], "nom", "")
    if name.isupper():
        name = " ".join("-".join(p.capitalize() for p in w.split("-")) for w in name.split())
    title, said, city = office or (None, None, None)
    return PersonMention(
        start, end, start, end, PersonValue(name, None, title, said, city or party), 0.85 * sure
    )


def _only_name(sentence: Sentence) -> tuple[int, int] | None:
    text = sentence.text
    lead = re.match(
        r"(?:[/(]s[/)]\s*|[._…-]{3,}\s*|(?:signed|name|podpis(?:ano)?|imię i nazwisko)\s*:?\s*|(?:Mr|Ms|"
        r"Mrs|Dr|Prof)\.? )*",
        text,
        re.IGNORECASE,
    )
    at = lead.end() if lead else 0
    around = Surroundings(sentence.passage, sentence.cities, sentence.bodies, sentence.lexicon)
    end = name_at(around, at)
    return (
        (at, end)
        if end is not None
        and _BLANK.fullmatch(text[end:])
        and not title_pattern(sentence.lexicon).search(text[at:end])
        else None
    )
