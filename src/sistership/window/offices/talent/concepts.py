"""The names of the vocabulary's concepts that applicants and hosts name as skills."""

from __future__ import annotations

from collections.abc import Iterable

from sistership.vocabulary.domain_concepts import domain_concepts


def concept_names(ids: Iterable[str], language: str) -> list[str]:
    """Their names; one that the vocabulary no longer knows by its id."""
    known = domain_concepts()
    return [known[one].name(language) if one in known else one for one in ids]
