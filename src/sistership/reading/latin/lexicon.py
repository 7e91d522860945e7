"""What a language gives to the rules: its words, as tables and as patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sistership.reading.draft import IntentionMode, Kind

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
LETTER = r"[^\W\d_]"
CAPITAL_WORD = rf"[{UPPER}](?:{LETTER}|['’-](?={LETTER}))*"
"""One word with a capital first letter; hyphens and apostrophes inside belong to it."""

Form = tuple[str, str, str]
"""A word in its base form, its case (nom gen dat acc ins loc, or "" where it has none) and gender (m f n)."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one language. Patterns are matched without regard to case unless said otherwise."""

    language: str
    # Dates
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    near_days: Mapping[str, int]
    last: str
    """Before a weekday: the one past."""
    coming: str
    """Before a weekday or month: the one to come."""
    year_end: str
    end_of_year: str
    """The end of the year in which the text appears."""
    quarter: str
    """With groups q (1 to 4 or I to IV) and y."""
    in_month: str
    """What must stand before a month alone."""
    range_joint: str
    month_first: bool
    this_year: str
    year_word: str
    """What may follow a year: r., roku."""
    # Sentences
    abbreviations: frozenset[str]
    article_heading: str
    clause: re.Pattern[str]
    """A numbered paragraph that is a sentence of its own, and no item of a list."""
    # Names
    city_words: str
    """Before the name of a city: City of."""
    city_after: str
    """After the name of a city: City Council."""
    city_forms: Callable[[str], tuple[str, ...]]
    base_of_city: Callable[[str], str]
    city_of_adjective: Callable[[str], str | None]
    """The city of an adjective made of its name: Gdański."""
    countries: frozenset[str]
    never_name: frozenset[str]
    """Capitalised words that begin sentences and are no part of a name."""
    in_names: frozenset[str]
    """Of those, the ones that can stand inside the name of a body: City Council."""
    titles: Mapping[str, Form]
    attributive: frozenset[str]
    """Words after which "and" goes on within one name: Science and Technology Park."""
    title_before: str
    """What may stand before a title and belongs to it: Deputy, First."""
    of: str
    """Between a title and its body: of, of the."""
    person: Callable[[str, str, str], tuple[str, float]]
    """A name as said, its case and gender, to the base form and how sure."""
    is_given: Callable[[str], bool]
    """Whether a word is a given name."""
    honorifics: str
    heads: Mapping[str, Form]
    """Words by which a body is known: University."""
    body_joints: str
    """Small words inside the name of a body."""
    body: Callable[[str, int, Form], str]
    """The name of a body as said, the position of its head, the head's form, to its base form."""
    heads_first: bool
    """Whether the name of a body mostly begins with its head."""
    known_as: str
    """Before the short name of a party in brackets: hereinafter."""
    sides: re.Pattern[str]
    """Both sides together."""
    we: re.Pattern[str]
    joints: str
    """Between two subjects: and."""
    # Occasion
    documents: tuple[tuple[str, Kind, str], ...]
    """What can be signed, the first that fits; its kind; its base form, "" where it is as said."""
    title_stop: frozenset[str]
    """Words before the name of a document that are no part of it."""
    title_tail: str
    """What may follow it and is part of it: on economic cooperation."""
    signed: re.Pattern[str]
    """Words by which a signing is reported."""
    sign_verb: re.Pattern[str]
    """Those of them that have a signer."""
    no_signer: re.Pattern[str]
    """Between a signing and a name: in the presence of."""
    draft: re.Pattern[str]
    """Marks of a text that nobody has signed yet."""
    not_yet: re.Pattern[str]
    denied: re.Pattern[str]
    before_now: re.Pattern[str]
    future: re.Pattern[str]
    treaty: re.Pattern[str]
    notice: re.Pattern[str]
    visit: re.Pattern[str]
    no_visit: re.Pattern[str]
    leads: re.Pattern[str]
    led_by: re.Pattern[str]
    at_place: re.Pattern[str]
    """Group place: the venue said after a signing or a meeting."""
    travel: str
    term: re.Pattern[str]
    signers: re.Pattern[str]
    """Between the people who sign and the word: have."""
    own_government: re.Pattern[str]
    """A body whose city takes part through it: City Hall."""
    # Promises
    binding: re.Pattern[str]
    also: re.Pattern[str]
    """After a word that binds: what follows adds to a promise before it."""
    pledge: re.Pattern[str]
    passive: re.Pattern[str]
    """Group verb: will be established."""
    deed: re.Pattern[str]
    vague: re.Pattern[str]
    abstract: re.Pattern[str]
    thing: re.Pattern[str]
    weak: re.Pattern[str]
    """Where possible, subject to funds."""
    unbound: re.Pattern[str]
    no_promise: re.Pattern[str]
    """Subjects that owe nothing: this Memorandum shall enter into force."""
    intentions: tuple[tuple[re.Pattern[str], IntentionMode, float], ...]
    cut_after: re.Pattern[str]
    """Where a promise or hope ends before its sentence does."""
    rhythm: re.Pattern[str]
    """Before a month: every year in."""
    under_it: re.Pattern[str]
    """Under the memorandum."""
    any_subject: re.Pattern[str]
    """Group who, before a binding word: each host."""
    that_would: re.Pattern[str]
    """Before would, where it binds: agreed that."""
    promise_list: re.Pattern[str]
    direction_list: re.Pattern[str]
    counted: re.Pattern[str]
    """Directions named in one sentence; group count, then group list."""
    numbers: Mapping[str, int]
    fixed_pairs: re.Pattern[str]
    """Two words that "and" does not part in a list: research and development."""
    and_word: str
    # Talks and facts
    topics: re.Pattern[str]
    tells: re.Pattern[str]
    trouble: re.Pattern[str]
    says: str
    figure: re.Pattern[str]
    bounds: Mapping[str, str]
    scales: Mapping[str, float]
    standing: re.Pattern[str]
    programme: re.Pattern[str]
    statement_joint: re.Pattern[str]
    """Where within a sentence a new statement begins: and is, while."""
    axes: re.Pattern[str]
    pronouns: re.Pattern[str]
    extra_cities: Mapping[str, str] = field(default_factory=dict)


def rule(pattern: str) -> re.Pattern[str]:
    """The pattern without regard to case."""
    return re.compile(pattern, re.IGNORECASE)


def words(listed: str) -> list[str]:
    """The words of a list parted by spaces."""
    return listed.split()
