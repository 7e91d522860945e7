"""Words → the forms under which a lexicon keeps them.

A word has a lemma (simplemma's dictionaries; where they do not know it, the word itself) and a stem
(Snowball, of the word as it stands). Terms are kept and looked for under both, since each mends what the
other misses: `układów` has the lemma `układ`; a new word has none, but a stem.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Protocol, cast

import simplemma
import snowballstemmer  # type: ignore[import-untyped]

from sistership.matching.text.frontcoded import MARK, FrontCoded
from sistership.vocabulary.tokeniser import fold

_STEMMERS = {"en": "english", "pl": "polish", "ms": "indonesian"}
# Malay of Malaysia has the affixes that the Indonesian stemmer knows.


class _Forms(Protocol):
    def get(self, form: str, default: str | None = None, /) -> str | None: ...


@cache
def _dictionary(language: str) -> _Forms:
    packed = files(simplemma).joinpath(f"strategies/dictionaries/data/{language}.plzma")
    if packed.is_file():
        content = lzma.decompress(packed.read_bytes())
        if content.startswith(MARK):
            return FrontCoded(content)
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory  # slow

    forms: Any = DefaultDictionaryFactory().get_dictionary(language)
    return cast(_Forms, forms)


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """The lemma in small letters; the word in small letters where none is known."""
    small = word.lower()
    if language not in _STEMMERS:
        return small
    forms = _dictionary(language)
    found = forms.get(small) or (forms.get(word.capitalize()) if word[:1].isupper() else None)
    return found.lower() if found else small


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_STEMMERS[language])


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of the word in small letters without diacritics."""
    small = word.lower()
    return fold(_stemmer(language).stemWord(small) if language in _STEMMERS else small)
