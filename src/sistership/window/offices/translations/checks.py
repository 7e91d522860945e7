"""What a translation lost: locked terms, numbers and dates, links, placeholders, markup.

Each problem is a warning that a person may keep with a reason; a machine's draft is flagged with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sistership.window.offices.translations.figures_said import numbers_in
from sistership.window.offices.translations.glossary import GlossaryTerm, find_terms, says

LINK = re.compile(r"https?://[^\s<>\"'）」』，。；]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{?\s*\w+\s*\}?\}", re.ASCII)
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*|__|`")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing of the source that the translation lacks, or has of its own."""

    kind: str
    """term, number, link, placeholder, markup."""
    what: str
    """As it stands in the source, or in the translation where `is_extra`."""
    wanted: str = ""
    """For a term: the word to use."""
    is_extra: bool = False

    @property
    def message(self) -> str:
        """One sentence in the reader's language."""
        if self.kind == "term":
            return _("The glossary wants “%(term)s” for “%(word)s”") % {
                "term": self.wanted,
                "word": self.what,
            }
        names = {
            "number": pgettext("what a translation lost", "The number %(what)s"),
            "link": pgettext("what a translation lost", "The address %(what)s"),
            "placeholder": pgettext("what a translation lost", "The placeholder %(what)s"),
            "markup": pgettext("what a translation lost", "The mark %(what)s"),
        }
        thing = names[self.kind] % {"what": self.what}
        if self.is_extra:
            return _("%(thing)s stands in the translation only") % {"thing": thing}
        return _("%(thing)s is missing in the translation") % {"thing": thing}


def problems_of(
    source: str, target: str, *, languages: tuple[str, str], terms: Iterable[GlossaryTerm]
) -> list[Problem]:
    """What is wrong with a translation between `languages`, source first; nothing where it is empty."""
    if not target.strip():
        return []
    from_language, to_language = languages
    locked = [one for one in find_terms(source, terms, from_language) if one.term.is_locked]
    missing = {
        one.term.concept: Problem("term", source[one.start : one.end], one.term.target)
        for one in reversed(locked)
        if not says(target, one.term, to_language)
    }
    found = list(reversed(missing.values()))
    for kind, pattern in (("link", LINK), ("placeholder", PLACEHOLDER), ("markup", MARKUP)):
        found += _lost(kind, Counter(pattern.findall(source)), Counter(pattern.findall(target)))
        source, target = pattern.sub(" ", source), pattern.sub(" ", target)
    ours, theirs = numbers_in(source), numbers_in(target)
    spoken = Counter({format(value, "f"): count for value, count in ours.items()})
    return found + _lost("number", spoken, Counter({format(v, "f"): count for v, count in theirs.items()}))


def _lost(kind: str, source: Counter[str], target: Counter[str]) -> list[Problem]:
    return [Problem(kind, one) for one in source - target] + [
        Problem(kind, one, is_extra=True) for one in target - source
    ]
