"""The domain vocabulary: what firms, labs, cities and students offer and need, named in four languages.

`domain/*.tsv` hold one concept in each row: id, facet, id of the broader concept, for each language its
terms separated by `|` (the first is the name), public codes, and a note for whoever reviews it. A term stands
as a dictionary has it; inflection is the matter of whoever looks for it. The sectors of `concepts.tsv` are
concepts here too, under the same ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES

COLUMNS = ("id", "facet", "broader", *LANGUAGES, "codes", "note")
FACETS = (
    "industry",
    "technology",
    "service",
    "material",
    "process",
    "product",
    "skill",
    "occupation",
    "market",
    "certification",
    "problem",
    "partnership",
)
MOST_TERMS = 12
"""Of one concept in one language."""
_ID = re.compile(r"[a-z][a-z0-9-]*")
_CODE = re.compile(
    r"cpv:\d{8}(-\d)?|nace:[A-Z](\d{2}(\.\d{1,2})?)?|isic:[A-Z]?\d{0,4}|hs:\d{2}(\.?\d{2}){0,2}|esco:[\w./-]+"
    r"|isco:\d{1,4}|isced:\d{2,4}|iso:[\w./-]+|sdg:\d+(\.\w+)?"
)
CODES = "cpv:72000000 nace:C26.1 isic:2610 hs:8542 isco:2152 iso:14001 isced:0714 sdg:6 esco:…"


@dataclass(frozen=True, slots=True)
class DomainConcept:
    """One concept of the domain vocabulary."""

    id: str
    facet: str
    """One of FACETS."""
    broader: str
    """Id of the concept of which this is a kind or part; empty for none."""
    terms: Mapping[str, tuple[str, ...]]
    """Language → its terms as they are written, the name first."""
    codes: tuple[str, ...]
    note: str
    where: str
    """File and row."""

    def name(self, language: str) -> str:
        """Its name; raises InputError for a language that the vocabulary does not have."""
        if language not in self.terms:
            raise InputError(f"The vocabulary has no language {language!r}", allowed=", ".join(LANGUAGES))
        return self.terms[language][0]


@cache
def domain_concepts() -> Mapping[str, DomainConcept]:
    """All concepts that are shipped, by id."""
    folder = files(__package__).joinpath("domain")
    tables = sorted((one for one in folder.iterdir() if one.name.endswith(".tsv")), key=lambda one: one.name)
    return read_domain((one.name, one.read_text("utf-8")) for one in tables)


def read_domain(tables: Iterable[tuple[str, str]]) -> Mapping[str, DomainConcept]:
    """Concepts by id from tables (name of the file, its text); raises InputError with file, row and field."""
    found: dict[str, DomainConcept] = {}
    for file, text in tables:
        for concept in read_table(text, file=file):
            if concept.id in found:
                raise InputError(
                    f"{concept.id!r} stands in {found[concept.id].where} already",
                    where=f"{concept.where}, id",
                    next_step="Join both rows into one, or give one of them another id",
                )
            found[concept.id] = concept
    return found


def read_table(text: str, *, file: str) -> Iterable[DomainConcept]:
    """The concepts of one table; raises InputError with file, row and field."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise InputError(
            "The first row does not name the columns",
            where=f"{file}, row 1",
            allowed=f"{' '.join(COLUMNS)}, with tabs between",
        )
    for row, line in enumerate(lines[1:], start=2):
        where = f"{file}, row {row}"
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise InputError(
                f"There are {len(cells)} fields",
                where=where,
                allowed=f"{len(COLUMNS)} fields with tabs between",
            )
        yield _concept(dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True)), where)


def _concept(given: Mapping[str, str], where: str) -> DomainConcept:
    if not _ID.fullmatch(given["id"]):
        raise InputError(
            f"{given['id']!r} is no id", where=f"{where}, id", allowed="small letters, digits and hyphens"
        )
    if given["facet"] not in FACETS:
        raise InputError(
            f"{given['facet']!r} is no facet", where=f"{where}, facet", allowed=", ".join(FACETS)
        )
    codes = tuple(given["codes"].split("|")) if given["codes"] else ()
    for code in codes:
        if not _CODE.fullmatch(code):
            raise InputError(f"{code!r} is no code", where=f"{where}, codes", allowed=f"such as {CODES}")
    terms = {language: _terms(given[language], f"{where}, {language}") for language in LANGUAGES}
    return DomainConcept(given["id"], given["facet"], given["broader"], terms, codes, given["note"], where)


def _terms(cell: str, where: str) -> tuple[str, ...]:
    terms = tuple(term.strip() for term in cell.split("|"))
    if not all(terms):
        raise InputError(
            "A term is empty", where=where, next_step="Write at least one term, and none between two |"
        )
    if "*" in cell:
        raise InputError(
            f"{cell!r} has an asterisk",
            where=where,
            next_step="Write the term as a dictionary has it; its endings are found without",
        )
    if len(terms) > MOST_TERMS:
        raise InputError(f"There are {len(terms)} terms", where=where, allowed=f"up to {MOST_TERMS}")
    return terms
