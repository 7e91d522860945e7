"""What the text states: figures, programmes, axes of a vision, topics of talks, and what was told."""

from __future__ import annotations

import re

from sistership.reading.draft import AxisValue, FactValue, Field, TalkValue
from sistership.reading.latin.directions import split_list
from sistership.reading.latin.lexicon import UPPER
from sistership.reading.latin.sentences import Sentence, speaker

_ONLY, _STANDING = 0.75, 0.55
_SHORTEST, _FEWEST_WORDS, _STEM = 12, 3, 8
_LONGEST_TOPIC = 70
_LOOK_BACK = 2


def find_facts(sentences: tuple[Sentence, ...], skip: frozenset[int]) -> tuple[Field, ...]:
    """Statements about a city with a figure, or about its standing; never hopes, plans or promises."""
    fields = []
    for number, sentence in enumerate(sentences):
        if sentence.passage.role != "body" or number in skip:
            continue
        for start, end in _statements(sentence):
            if field := _fact(sentences, number, start, end):
                fields.append(field)
    return tuple(fields)


def _statements(sentence: Sentence) -> list[tuple[int, int]]:
    """The parts of a sentence that state something of their own, without who said so."""
    text, lexicon = sentence.text, sentence.lexicon
    end = len(text.rstrip(' .;!"'))
    if said := re.search(rf"(?:,| –)? (?:[{UPPER}][\w'-]+ ){{0,2}}(?:{lexicon.says})\b[^,.]*$", text[:end]):
        end = said.start() if said.start() > _SHORTEST else end
    edges = [0]
    for joint in lexicon.statement_joint.finditer(text, 0, end):
        if len(text[edges[-1] : joint.start()].split()) > _FEWEST_WORDS:
            edges += [joint.start(), joint.end()]
    edges.append(end)
    return [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2) if edges[i + 1] - edges[i] > _SHORTEST]


def _fact(sentences: tuple[Sentence, ...], number: int, start: int, end: int) -> Field | None:
    sentence = sentences[number]
    lexicon, text = sentence.lexicon, sentence.text
    if lexicon.binding.search(text, start, end) or any(
        rule.search(text, start, end) for rule, _, _ in lexicon.intentions
    ):
        return None
    figure = next((m for m in lexicon.figure.finditer(text, start, end) if _is_figure(sentence, m)), None)
    standing = lexicon.standing.search(text, start, end) if sentence.cities else None
    if figure is None and standing is None:
        return None
    about = _about(sentences, number, start, figure.start() if figure else end)
    if figure is None:
        value = FactValue(sentence.words(start, end), about, None, None, None, ())
        return sentence.field("fact", value, start, end, _STANDING)
    said = (figure["bound"] or figure["more"] or "").lower().strip()
    bound = lexicon.bounds.get(said) or next(
        (kind for word, kind in lexicon.bounds.items() if len(word) > _STEM and said.startswith(word)), None
    )
    amount = _amount(figure, lexicon.scales)
    value = FactValue(sentence.words(start, end), about, amount, bound, _unit(sentence, figure), ())
    return sentence.field("fact", value, start, end, _ONLY)


def _about(sentences: tuple[Sentence, ...], number: int, start: int, end: int) -> str | None:
    """The city of which a statement speaks: named in it, else in the sentence before it, else who acts."""
    sentence = sentences[number]
    inside = [c.name for c in sentence.cities if start <= c.start]
    inside += [b.value.city for b in sentence.bodies if start <= b.start and b.value.city]
    before = [c.name for c in sentence.cities if c.start < start]
    if inside or before:
        return (inside or before[-1:])[0]
    subject = speaker(sentences, number, end)
    return subject.cities[0] if subject and subject.cities and "*" not in subject.cities else None


def _unit(sentence: Sentence, figure: re.Match[str]) -> str:
    return sentence.passage.raw[figure.start("unit") : figure.end("unit")]


def _is_figure(sentence: Sentence, match: re.Match[str]) -> bool:
    return not any(d.start < match.end() and match.start() < d.end for d in sentence.dates)


def _amount(figure: re.Match[str], scales: object) -> float:
    written = figure["number"].replace(" ", "")
    written = re.sub(r",(?=\d{3}(?!\d))", "", written).replace(",", ".")
    written = re.sub(r"\.(?=\d{3}(?!\d))", "", written) if written.count(".") > 1 else written
    scale = scales.get((figure["scale"] or "").lower().rstrip("."), 1) if isinstance(scales, dict) else 1
    amount = float(written) * scale
    return int(amount) if amount == int(amount) else amount


def find_programmes(sentences: tuple[Sentence, ...]) -> tuple[Field, ...]:
    """Named plans and programmes, each once."""
    fields: dict[str, Field] = {}
    for sentence in sentences:
        if sentence.passage.role in ("headline", "heading"):
            continue
        for match in sentence.lexicon.programme.finditer(sentence.text):
            start, end = match.span("name")
            name = sentence.words(start, end)
            if len(name.split()) > 1 or "quoted" in match.re.groupindex:
                fields.setdefault(name, sentence.field("programme", name, start, end, 0.8))
    return tuple(fields.values())


def find_axes(sentences: tuple[Sentence, ...]) -> tuple[Field, ...]:
    """The axes of a city's own vision."""
    fields = []
    for number, sentence in enumerate(sentences):
        match = sentence.lexicon.axes.search(sentence.text)
        if not match:
            continue
        before = [c.name for c in sentence.cities if c.end <= match.start("list")]
        city = before[-1] if before else _city_spoken_of(sentences, number, match.start("list"))
        for i, j in split_list(sentence, *match.span("list")):
            fields.append(
                sentence.field(
                    "vision_axis",
                    AxisValue(sentence.words(i, j).strip('"“”„'), city),
                    i,
                    j,
                    0.85,
                    f"axes-{number}",
                )
            )
    return tuple(fields)


def _city_spoken_of(sentences: tuple[Sentence, ...], number: int, position: int) -> str | None:
    """The city of who acts here or acted last: the mayor presented the strategy; it rests on …"""
    subject = speaker(sentences, number, position)
    acting = [subject] if subject else []
    for earlier in reversed(sentences[max(0, number - _LOOK_BACK) : number]):
        acting += earlier.subjects[:1]
    return next((s.cities[0] for s in acting if s.cities and s.cities[0] != "*"), None)


def find_topics(sentences: tuple[Sentence, ...], skip: frozenset[int]) -> tuple[Field, ...]:
    """The topics of the talks, each once."""
    fields: dict[str, Field] = {}
    for number, sentence in enumerate(sentences):
        if sentence.passage.role != "body" or number in skip:
            continue
        for match in sentence.lexicon.topics.finditer(sentence.text):
            for i, j in split_list(sentence, *match.span("list")):
                topic = sentence.words(i, j).strip('"“”„')
                if 3 <= len(topic) <= _LONGEST_TOPIC:
                    fields.setdefault(topic.lower(), sentence.field("topic", topic, i, j, 0.8))
    return tuple(fields.values())


def find_told(sentences: tuple[Sentence, ...]) -> tuple[Field, ...]:
    """What one side showed or told the other, and the difficulties that it raised."""
    fields = []
    for number, sentence in enumerate(sentences):
        if sentence.passage.role != "body":
            continue
        for match in sentence.lexicon.tells.finditer(sentence.text):
            who = speaker(sentences, number, match.start())
            start, end = match.span("object")
            trouble = sentence.lexicon.trouble.search(sentence.text, *match.span())
            if (
                who is None
                or end - start < 6
                or sentence.lexicon.binding.search(
                    sentence.text, max(0, match.start() - 20), match.start() + 1
                )
            ):
                continue
            items = [sentence.words(i, j) for i, j in split_list(sentence, start, end)]
            value = TalkValue(who.name, sentence.words(start, end), tuple(items) if len(items) > 2 else ())
            fields.append(sentence.field("raised" if trouble else "shared", value, match.start(), end, 0.8))
    return tuple(fields)
