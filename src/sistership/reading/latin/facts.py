"""What the text states: figures, programmes, axes of a vision, topics of talks, and what was told."""

from __future__ import annotations

import re

from sistership.reading.draft import AxisValue, FactValue, Field, TalkValue
from sistership.reading.latin.directions import split_list
from sistership.reading.latin.sentences import Sentence, speaker

_ONLY, _STANDING = 0.75, 0.55
_LONGEST_TOPIC = 70


def find_facts(sentences: tuple[Sentence, ...], skip: frozenset[int]) -> tuple[Field, ...]:
    """Statements about a city with a figure, or about its standing; never hopes, plans or promises."""
    fields = []
    for number, sentence in enumerate(sentences):
        lexicon, text = sentence.lexicon, sentence.text
        if sentence.passage.role != "body" or number in skip:
            continue
        if lexicon.binding.search(text) or any(rule.search(text) for rule, _, _ in lexicon.intentions):
            continue
        figure = next((m for m in lexicon.figure.finditer(text) if _is_figure(sentence, m)), None)
        standing = lexicon.standing.search(text) if sentence.cities else None
        if figure is None and standing is None:
            continue
        start, end = 0, len(text.rstrip(' .;"'))
        about = next((c.name for c in sentence.cities), None)
        if about is None and (subject := speaker(sentences, number, figure.start() if figure else 0)):
            about = subject.cities[0] if subject.cities and "*" not in subject.cities else None
        if figure is None:
            value = FactValue(sentence.words(start, end), about, None, None, None, ())
        else:
            bound = lexicon.bounds.get((figure["bound"] or figure["more"] or "").lower().strip())
            value = FactValue(
                sentence.words(start, end),
                about,
                _amount(figure, lexicon.scales),
                bound,
                _unit(sentence, figure),
                (),
            )
        fields.append(sentence.field("fact", value, start, end, _ONLY if figure else _STANDING))
    return tuple(fields)


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
        subject = speaker(sentences, number, match.start("list"))
        city = (
            before[-1]
            if before
            else subject.cities[0]
            if subject and subject.cities and subject.cities[0] != "*"
            else None
        )
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
