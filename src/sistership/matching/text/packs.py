"""Packs: a source of a general lexicon, compiled into a layer, and a layer as bytes that load fast.

1. Of a concept table, a term means all concepts that list it; a term of another language also means the
   English terms of these concepts.
2. English terms of a concept, and translations of a glossary, stand in an order, the most usual first: each
   counts 1/√rank.
3. An English word that is used more is the likelier translation: each counts 1 + ln(1 + times counted).
4. A small English word ("have") takes its share of the weight and says little: SMALL_WORD of it.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Callable, Mapping

import numpy as np

from sistership.common.errors import InputError
from sistership.matching.text.language import SMALL_WORD, SMALL_WORDS
from sistership.matching.text.layers import Layer, LayerBuilder, Meanings, longest_by_start
from sistership.matching.text.lemmas import stem
from sistership.matching.text.words import words
from sistership.vocabulary.packs.sources import ConceptTable, Glossary

VERSION = 1
"""Of the compiled form; a pack of another version is compiled anew."""
CONCEPT_PREFIX = "x-"
"""Begins the id of a concept that is not of the domain vocabulary."""
ENDING = ".pack"
Progress = Callable[[int, int], None]


def compile_pack(
    name: str,
    source: ConceptTable | Glossary,
    *,
    counts: Mapping[str, int] | None = None,
    progress: Progress | None = None,
) -> Layer:
    """A source as a layer; `counts` are those of English words, `progress` is told (done, of all)."""
    builder = LayerBuilder(name)
    known = counts or {}
    entries = source.rows if isinstance(source, ConceptTable) else source.entries
    for number, (head, body) in enumerate(entries):
        if progress is not None and number % 1000 == 0:
            progress(number, len(entries))
        if isinstance(source, Glossary):
            builder.add(source.language, head, concepts={}, stems=_glossed(tuple(body), known))
            continue
        assert isinstance(body, Mapping)
        concept = CONCEPT_PREFIX + head.lower()
        glossed = _glossed(body.get("en", ()), known)
        for language, terms in body.items():
            for rank, term in enumerate(terms, start=1):
                share = 1 / math.sqrt(rank) if language == "en" else 1.0
                stems = {} if language == "en" else glossed
                builder.add(language, term, concepts={concept: share}, stems=stems)
    return builder.build()


def _glossed(english: tuple[str, ...], counts: Mapping[str, int]) -> dict[str, float]:
    """English terms as stems with weights; under the empty name, what falls to small words."""
    found: dict[str, float] = {}
    for rank, term in enumerate(english, start=1):
        plain = term.lower().removeprefix("to ")
        weight = (1 + math.log(1 + counts.get(plain, 0))) / math.sqrt(rank)
        for word in words(term.removeprefix("to ")):
            is_small = word.text.lower() in SMALL_WORDS["en"]
            one = stem(word.text, "en")
            found[one] = max(found.get(one, 0.0), weight * (SMALL_WORD if is_small else 1.0))
            if is_small:
                found[""] = max(found.get("", 0.0), weight)
    return found


def pack_bytes(layer: Layer, *, about: Mapping[str, object]) -> bytes:
    """A layer in its compact form, with what is known about its source."""
    arrays: dict[str, np.ndarray] = {}
    for language, keys in layer.keys.items():
        arrays[f"rows {language}"] = np.fromiter(keys.values(), np.int32, len(keys))
        arrays[f"keys {language}"] = np.frombuffer("\n".join(keys).encode(), np.uint8)
    for name, meanings in (("concepts", layer.concepts), ("stems", layer.stems)):
        arrays[f"{name} names"] = np.frombuffer("\n".join(meanings.names).encode(), np.uint8)
        arrays[f"{name} starts"] = meanings.starts
        arrays[f"{name} ids"] = meanings.ids
        arrays[f"{name} weights"] = meanings.weights.astype(np.float16)
    header = {"version": VERSION, "name": layer.name, **about}
    arrays["about"] = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), np.uint8)
    written = io.BytesIO()
    np.savez_compressed(written, allow_pickle=False, **arrays)
    return written.getvalue()


def read_about(content: bytes, *, file: str) -> dict[str, object]:
    """What a pack says of its source; raises InputError if it is none or one of another version."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            about: dict[str, object] = json.loads(arrays["about"].tobytes())
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise InputError(
            "The file is no pack of a lexicon",
            where=file,
            next_step="Add it with: sistership lexicon add FILE",
        ) from error
    if about.get("version") != VERSION:
        raise InputError(
            f"The pack is of version {about.get('version')}",
            where=file,
            allowed=f"version {VERSION}",
            next_step="Run: sistership lexicon rebuild",
        )
    return about


def read_pack(content: bytes, *, file: str) -> Layer:
    """The layer of a pack; raises InputError as `read_about`."""
    about = read_about(content, file=file)
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        keys = {
            name.removeprefix("keys "): dict(
                zip(
                    arrays[name].tobytes().decode().split("\n"),
                    arrays[name.replace("keys ", "rows ")].tolist(),
                    strict=True,
                )
            )
            for name in arrays.files
            if name.startswith("keys ")
        }
        return Layer(
            str(about["name"]),
            keys,
            {language: longest_by_start(some, language) for language, some in keys.items()},
            _meanings(arrays, "concepts"),
            _meanings(arrays, "stems"),
        )


def _meanings(arrays: Mapping[str, np.ndarray], name: str) -> Meanings:
    return Meanings(
        tuple(arrays[f"{name} names"].tobytes().decode().split("\n")),
        arrays[f"{name} starts"],
        arrays[f"{name} ids"],
        arrays[f"{name} weights"].astype(np.float32),
    )
