"""Lists: the directions of an agreement, and lists of what was promised.

The words before a list decide what its items are; a numbered list that nothing announces counts only in an
agreement, and only where its items are titles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sistership.reading.draft import CommitmentValue, DirectionValue, Field, IntentionValue
from sistership.reading.latin.promises import Promising, cities_of, concrete, is_rhythm, trimmed
from sistership.reading.latin.sentences import Sentence, Subject, speaker
from sistership.reading.latin.structure import item_text

_TITLE = re.compile(
    r"(?P<title>[^.:;–]{3,110}?)(?:\s*[:–]\s*|\s+-\s+|\.\s+|,\s+(?=in particular|including|notably|"
    r"especially|such as|w tym|w szczególności|zwłaszcza))(?P<text>\S.+)$",
    re.DOTALL,
)
_SURE, _COUNT_DIFFERS, _NO_LEAD_IN = 0.95, 0.7, 0.6
_LONGEST_TITLE = 160
_REACH = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the numbers of its items, and of the sentence that announces it, if one does."""

    items: tuple[int, ...]
    lead_in: int | None
    is_promised: bool
    announced: int | None


def find_lists(sentences: tuple[Sentence, ...]) -> tuple[Listing, ...]:
    """The lists of a text; the items may have sentences of their own between them."""
    found = []
    number = 0
    while number < len(sentences):
        if sentences[number].passage.role != "item":
            number += 1
            continue
        first = number
        while number < len(sentences) and sentences[number].passage.role == "item":
            number += 1
        found.append(_listing(sentences, tuple(range(first, number))))
    return tuple(found)


def _listing(sentences: tuple[Sentence, ...], items: tuple[int, ...]) -> Listing:
    for before in range(items[0] - 1, max(-1, items[0] - 1 - _REACH), -1):
        sentence = sentences[before]
        lexicon = sentence.lexicon
        if sentence.passage.role == "item":
            break
        promised = lexicon.promise_list.search(sentence.text)
        directions = lexicon.direction_list.search(sentence.text)
        if directions and not (
            promised and promised.end() > directions.end() and sentence.text.endswith(":") and not directions
        ):
            word = next(
                (
                    w
                    for w in re.findall(r"[\w-]+", directions[0].lower())
                    if w in lexicon.numbers or w.isdigit()
                ),
                "",
            )
            count = lexicon.numbers.get(word) or (int(word) if word.isdigit() else None)
            return Listing(items, before, is_promised=False, announced=count)
        if promised and before == items[0] - 1:
            return Listing(items, before, is_promised=True, announced=None)
    return Listing(items, None, is_promised=False, announced=None)


def find_directions(
    sentences: tuple[Sentence, ...], lists: tuple[Listing, ...], *, is_agreement: bool
) -> tuple[tuple[Field, ...], frozenset[int]]:
    """The directions in order, and the numbers of the sentences that are items of them."""
    announced = [each for each in lists if each.lead_in is not None and not each.is_promised]
    for listing in announced:
        fields = tuple(
            _item(
                sentences[at], n, _SURE if listing.announced in (None, len(listing.items)) else _COUNT_DIFFERS
            )
            for n, at in enumerate(listing.items, start=1)
        )
        return fields, frozenset(listing.items)
    if not is_agreement:
        return (), frozenset()
    inline = _inline(sentences)
    if inline:
        return inline, frozenset()
    for listing in lists:
        titles = [at for at in listing.items if _is_title(sentences[at])]
        if not listing.is_promised and len(titles) == len(listing.items) >= 2:
            return tuple(_item(sentences[at], n, _NO_LEAD_IN) for n, at in enumerate(titles, 1)), frozenset(
                titles
            )
    return (), frozenset()


def _is_title(sentence: Sentence) -> bool:
    words = sentence.text[item_text(sentence.text) :]
    parts = _TITLE.match(words)
    title = parts["title"] if parts else words
    return (
        len(title) <= 90
        and not sentence.lexicon.binding.search(title)
        and not sentence.people
        and bool(re.match(r"[^\W\d_]{2}", title))
    )


def _item(sentence: Sentence, number: int, sure: float) -> Field:
    text = sentence.text
    start = item_text(text)
    end = len(text.rstrip(" .;,"))
    end = end - len(re.search(r"(?:[;,] (?:and|oraz|i))?$", text[:end])[0])  # type: ignore[index]
    parts = _TITLE.match(text, start, end)
    if parts:
        title = sentence.words(*parts.span("title"))
        said: str | None = sentence.words(*parts.span("text"))
    else:
        title, said = sentence.words(start, min(end, start + _LONGEST_TITLE)), None
    return sentence.field(
        "direction", DirectionValue(number, title.strip('"“”„ '), said), start, end, sure, "directions"
    )


def _inline(sentences: tuple[Sentence, ...]) -> tuple[Field, ...]:
    for sentence in sentences:
        lexicon = sentence.lexicon
        if sentence.passage.role not in ("body", "item"):
            continue
        match = lexicon.counted.search(sentence.text)
        if not match:
            continue
        items = split_list(sentence, *match.span("list"))
        word = (match["count"] or "").lower() if "count" in match.re.groupindex else ""
        count = lexicon.numbers.get(word) or (int(word) if word.isdigit() else None)
        if len(items) < 2 or (count is None and len(items) < 2):
            continue
        sure = 0.9 if count == len(items) else 0.75 if count is None else 0.6
        return tuple(
            sentence.field(
                "direction",
                DirectionValue(n, sentence.words(i, j).strip('"“”„ '), None),
                i,
                j,
                sure,
                "directions",
            )
            for n, (i, j) in enumerate(items, start=1)
        )
    return ()


def split_list(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """The positions of the items of A, B and C."""
    text = sentence.text
    while end > start and text[end - 1] in ' .;:,"':
        end -= 1
    has_semicolon = ";" in text[start:end]
    joint = re.compile(
        rf"\s*;\s*(?:(?:{sentence.lexicon.joints})\s+)?"
        if has_semicolon
        else rf",\s+(?:(?:{sentence.lexicon.joints})\s+)?|\s+(?:{sentence.lexicon.joints})\s+"
    )
    items: list[tuple[int, int]] = []
    first = start
    whole = [m.span() for m in sentence.lexicon.fixed_pairs.finditer(text, start, end)]
    cuts = [c for c in joint.finditer(text, start, end) if not any(i < c.start() < j for i, j in whole)]
    lone = [c for c in cuts if "," not in c[0] and ";" not in c[0]]
    if len(cuts) > len(lone) and len(lone) > 1:
        # smart mobility, research and development, and talent: only the last "and" parts items.
        cuts = [c for c in cuts if c not in lone[:-1]]
    if lone and len(cuts) > len(lone) and any("," in c[0] and re.search(r"\w", c[0]) for c in cuts):
        cuts = [c for c in cuts if c not in lone]
    for cut in cuts:
        items.append((first, cut.start()))
        first = cut.end()
    items.append((first, end))
    strip = re.compile(rf"(?:(?:{sentence.lexicon.joints}|the) )?(?:\(?[a-h1-9]\) ?)?", re.IGNORECASE)
    trimmed = [(i + strip.match(text[i:j]).end(), j) for i, j in items]  # type: ignore[union-attr]
    return [(i, j) for i, j in trimmed if j - i > 2]


def find_promised(
    sentences: tuple[Sentence, ...], lists: tuple[Listing, ...], known: Promising
) -> tuple[tuple[Field, ...], tuple[Field, ...], frozenset[int]]:
    """The items of lists of promises: commitments, the vaguer ones as aims, and the numbers of all items."""
    commitments: list[Field] = []
    aims: list[Field] = []
    used: set[int] = set()
    for listing in lists:
        if not listing.is_promised or listing.lead_in is None:
            continue
        before = sentences[listing.lead_in]
        lexicon = before.lexicon
        bound = list(lexicon.binding.finditer(before.text)) or list(
            lexicon.promise_list.finditer(before.text)
        )
        subject: Subject | None = speaker(
            sentences, listing.lead_in, bound[-1].start() if bound else len(before.text)
        )
        weak = any(rule.search(before.text) for rule, _, _ in lexicon.intentions) or lexicon.weak.search(
            before.text
        )
        for at in listing.items:
            used.add(at)
            sentence = sentences[at]
            start, end = item_text(sentence.text), trimmed(sentence.text, 0, len(sentence.text))
            end -= len(re.search(r"(?:[;,] (?:and|oraz|i))?$", sentence.text[:end])[0])  # type: ignore[index]
            while start < end and sentence.text[start] == " ":
                start += 1
            if end - start < 4:
                continue
            sure = concrete(sentence, start, end)
            words = sentence.words(start, end)
            if sure and not weak and not lexicon.weak.search(sentence.text):
                due = next(
                    (m.moment for m in sentence.dates if m.moment and not is_rhythm(sentence, m)),
                    None,
                )
                value = CommitmentValue(
                    words, subject.name if subject else None, cities_of(subject, known.sides), due
                )
                commitments.append(
                    sentence.field("commitment", value, start, end, 0.85, f"commitments-{listing.lead_in}")
                )
            else:
                hope = IntentionValue(words, subject.name if subject else None, "aim", None)
                aims.append(sentence.field("intention", hope, start, end, 0.7))
    return tuple(commitments), tuple(aims), frozenset(used)
