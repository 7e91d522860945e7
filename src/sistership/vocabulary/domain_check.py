"""What a reviewer of the domain vocabulary should mend: rules that hold between rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sistership.common.errors import InputError
from sistership.vocabulary.concepts import concepts
from sistership.vocabulary.domain_concepts import DomainConcept
from sistership.vocabulary.tokeniser import fold

_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN_ONLY = ("en", "pl", "ms")


def problems(domain: Mapping[str, DomainConcept], *, is_whole: bool = True) -> Iterator[InputError]:
    """Everything that is wrong, in the order of the rows. With `is_whole` every sector must be there."""
    first: dict[tuple[str, str], DomainConcept] = {}
    for concept in domain.values():
        yield from _broader(concept, domain)
        for language, terms in concept.terms.items():
            where = f"{concept.where}, {language}"
            yield from _letters(language, terms, where)
            for term in terms:
                key = (language, term_key(term))
                other = first.setdefault(key, concept)
                if other is not concept and not (other.note or concept.note):
                    yield InputError(
                        f"{term!r} stands on {other.id!r} too ({other.where})",
                        where=where,
                        next_step="Drop it from one, or write in note what differs",
                    )
    if is_whole:
        for sector in concepts():
            if sector not in domain:
                yield InputError(
                    f"The sector {sector!r} is no concept here",
                    where="concepts.tsv",
                    next_step="Add a row with this id",
                )


def term_key(term: str) -> str:
    """A term without case, diacritics, blanks and hyphens: what is alike here is one term."""
    return re.sub(r"[\s‐‑-]+", "", fold(term))


def _broader(concept: DomainConcept, domain: Mapping[str, DomainConcept]) -> Iterator[InputError]:
    where = f"{concept.where}, broader"
    if concept.broader and concept.broader not in domain:
        yield InputError(
            f"{concept.broader!r} is no concept",
            where=where,
            next_step="Write the id of another row, or none",
        )
        return
    seen = {concept.id}
    above = concept.broader
    while above in domain:
        if above == concept.id:
            yield InputError(
                f"{concept.id!r} stands above itself",
                where=where,
                next_step="Break the circle in one of its rows",
            )
            return
        if above in seen:
            return
        seen.add(above)
        above = domain[above].broader


def _letters(language: str, terms: tuple[str, ...], where: str) -> Iterator[InputError]:
    if len(set(terms)) < len(terms):
        yield InputError("A term stands there twice", where=where, next_step="Drop one of both")
    if language == "zh-hant" and not _CHINESE.search(terms[0]):
        yield InputError(
            f"{terms[0]!r} is a name without Chinese characters",
            where=where,
            next_step="Put a Chinese term first",
        )
    for term in terms:
        if language in _LATIN_ONLY and _CHINESE.search(term):
            yield InputError(f"{term!r} has Chinese characters", where=where, next_step="Move it to zh-hant")
