"""Suggestions: the market's profiles as `matching` sees them, and its index in the market's tables.

What matching needs may be absent (the extra `matching`): then nothing is indexed, profiles are published as
before, and asking for suggestions says what to install.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from sistership.common.errors import NotReadyError, SistershipError
from sistership.matching.finding.gates import Gates, gates_for
from sistership.matching.profile import Profile as Matched
from sistership.window.ground.parts import missing_libraries, require_matching
from sistership.window.ground.ports import Embedder, embedder
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market import index_tables
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.states import ProfileState

if TYPE_CHECKING:
    from sistership.matching.finding.features import Features
    from sistership.matching.finding.frequencies import Frequencies

logger = logging.getLogger(__name__)
_counted: dict[str, Any] = {"version": 0, "counts": None}
"""The counts that this process read last."""
_starting = threading.Lock()


class TableIndex:
    """An `Index` in the tables of the market; writes belong inside a transaction of their own."""

    def add(self, features: Iterable[Features]) -> None:
        """Keep features; one with an id that is there already takes its place."""
        with transaction.atomic():
            counts, version = self._counts()
            for some in index_tables.batches(features):
                latest = {one.id: one for one in some}
                counts.remove(self.features(list(latest)).values())
                index_tables.write({_row(one): one.tokens() for one in latest.values()})
                counts.add(latest.values())
            index_tables.keep_counts(version + 1, counts.to_bytes())

    def remove(self, ids: Iterable[str]) -> None:
        """Forget profiles; an id that is not there is passed over."""
        with transaction.atomic():
            gone = self.features(list(ids))
            if not gone:
                return
            counts, version = self._counts()
            counts.remove(gone.values())
            index_tables.remove(list(gone))
            index_tables.keep_counts(version + 1, counts.to_bytes())

    def size(self) -> int:
        """How many profiles are kept."""
        return index_tables.count()

    def frequencies(self) -> Frequencies:
        """In how many profiles each term occurs; read again when another version is kept."""
        version, kept = index_tables.newer_counts(_counted["version"])
        if kept is not None or version == 0:
            _counted["counts"] = _frequencies(kept)
            _counted["version"] = version
        found: Frequencies = _counted["counts"]
        return found

    def candidates(self, tokens: Sequence[tuple[str, float]], gates: Gates, limit: int) -> list[str]:
        """The profiles that hold the most of the tokens by weight and pass the gates."""
        rows = index_tables.passing(
            without_keys=gates.without_ids,
            without_kinds=gates.without_kinds,
            without_cities=gates.without_cities,
            cities=gates.cities,
            languages=gates.languages,
        )
        if not tokens:
            return list(rows.order_by("pk").values_list("key", flat=True)[:limit])
        from sistership.matching.finding.hits import heaviest_first  # slow, optional

        held = index_tables.holding([token for token, _ in tokens])
        found = heaviest_first(held, [weight for _, weight in tokens])
        return index_tables.first_of(rows, found, limit)

    def features(self, ids: Sequence[str]) -> Mapping[str, Features]:
        """The features of those ids that are kept."""
        from sistership.matching.finding.features import Features  # slow, optional

        return {
            row.key: Features.from_json(
                row.facts,
                id=row.key,
                lang=row.lang,
                city=row.city,
                kind=row.kind,
                shown=row.shown,
                packed=row.packed,
            )
            for row in index_tables.rows_of(ids)
        }

    def _counts(self) -> tuple[Frequencies, int]:
        version, kept = index_tables.counts(lock=True)
        return _frequencies(kept), version


def _frequencies(kept: bytes | None) -> Frequencies:
    from sistership.matching.finding.frequencies import Frequencies  # slow, optional

    return Frequencies.from_bytes(kept) if kept else Frequencies()


def _row(one: Features) -> index_tables.Row:
    return index_tables.Row(one.id, one.lang, one.city, one.kind, one.shown, one.to_json(), one.packed)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of one of the two profiles."""

    text: str
    language: str
    is_own: bool
    """Of the profile to which the other is suggested."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for or against a suggestion."""

    said: str
    """A message, to be put into the reader's language by `ground.messages`."""
    change: str
    """What would change it; empty where nothing would."""
    quotes: tuple[Quote, ...]
    is_against: bool
    is_named: bool = False
    """Whether it says what is needed and offered; else two sentences are alike, no more."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """One profile that is suggested to another, as plain values."""

    public_id: str
    score: float
    """0 to 1."""
    finds: float | None
    """How well its offer answers the asker's need; None where one of them says none."""
    gives: float | None
    """How well the asker's offer answers its need."""
    is_newcomer: bool


def is_there() -> bool:
    """Whether the libraries of matching are installed."""
    return not missing_libraries()


def remove(keys: Sequence[str]) -> None:
    """Take profiles out of the index; the counts, which only steer weights, keep them where the
    libraries are absent."""
    if is_there():
        TableIndex().remove(keys)
    else:
        index_tables.remove(keys)


def index(profiles: Sequence[Profile]) -> int:
    """Index published profiles as they are now; returns how many, 0 where matching is not installed."""
    published = [one for one in profiles if one.state == ProfileState.PUBLISHED]
    if not published or not is_there():
        return 0
    TableIndex().add(features(published, with_vectors=True))
    return len(published)


def rebuild() -> int:
    """Index every published profile anew; returns how many rows differed from what was stored.

    A profile that still waits for its first indexing is indexed, and differs from nothing.
    """
    if not is_there():
        return 0
    rows = Profile.objects.filter(state=ProfileState.PUBLISHED).select_related("city").order_by("pk")
    store, changed = TableIndex(), 0
    seen: set[str] = set()
    for some in index_tables.batches(rows.iterator(chunk_size=index_tables.BATCH)):
        made = {one.id: one for one in features(some, with_vectors=True)}
        held = store.features(list(made))
        differing = [one for name, one in made.items() if held.get(name) != one]
        seen |= made.keys()
        if differing:
            store.add(differing)
            changed += sum(one.id in held for one in differing)
    if gone := index_tables.every_key() - seen:
        store.remove(sorted(gone))
    return changed + len(gone)


def features(profiles: Sequence[Profile], *, with_vectors: bool = False) -> list[Features]:
    """What matching keeps of profiles: their own words, and the facts that everybody reads.

    `with_vectors`: the embedding model is asked, where settings name one; without its answer there are none.
    """
    make, lexicon = _making()
    load_texts(profiles)
    prefetch_related_objects(profiles, "city", "looks_in")
    model = _model() if with_vectors else None
    return [make(as_matched(one), lexicon, embedder=model, on_problem=_tell) for one in profiles]


def _model() -> Embedder | None:
    try:
        return embedder()
    except SistershipError as error:
        _tell(error)
        return None


def _tell(error: SistershipError) -> None:
    logger.warning("A profile is indexed without vectors: %s", error.message)


def as_matched(profile: Profile) -> Matched:
    """A profile as matching takes it; who it is stays out, but for telling that two are of one body."""

    def said(field: str) -> tuple[str, ...]:
        one = profile.localized(field).variants.get(profile.language)
        return tuple(part for part in one.text.split("\n\n") if part.strip()) if one else ()

    dates = (profile.available_from, profile.available_until)
    return Matched(
        id=str(profile.public_id),
        lang=profile.language,
        city=profile.city.key,
        kind=profile.profile_kind,
        title=" ".join(said("title")),
        offers=said("offers"),
        needs=said("needs"),
        organisation=profile.organisation_name.casefold(),
        sectors=tuple(profile.sectors),
        stage=profile.stage,
        size=profile.size,
        ticket=_span(profile.ticket_low_eur, profile.ticket_high_eur),
        trl=_span(profile.trl_low, profile.trl_high),
        available=(dates[0] or date.min, dates[1] or date.max) if any(dates) else None,
        cities=tuple(sorted(city.key for city in profile.looks_in.all())),
        shown=profile.times_suggested,
    )


OPEN_FIELDS = frozenset(
    ("title", "offers", "needs", "sectors", "stage", "ticket", "trl", "available", "cities")
)
"""What an explanation may read: level 0, what everybody reads."""


def explain(profile: Profile, others: Sequence[Profile], *, language: str) -> list[list[Reason]]:
    """For each of the others, whose texts are loaded, why it is suggested, and what speaks against it."""
    _make, lexicon = _making()
    from sistership.matching.finding.explaining import explain as why  # slow, optional

    prefetch_related_objects([profile, *others], "city", "looks_in")
    asker = as_matched(profile)
    found = []
    for other in others:
        told = why(
            asker,
            as_matched(other),
            lexicon=lexicon,
            language=language,
            visible=OPEN_FIELDS,
            own_visible=OPEN_FIELDS,
        )
        reasons = [
            Reason(
                one.text,
                "",
                (
                    Quote(one.ours.text, profile.language, is_own=True),
                    Quote(one.theirs.text, other.language, is_own=False),
                ),
                is_against=False,
                is_named=one.code != "alike",
            )
            for one in told.reasons
        ]
        against = [Reason(one.text, one.change or "", (), is_against=True) for one in told.against]
        found.append(reasons + against)
    return found


def _span(low: int | None, high: int | None) -> tuple[int, int] | None:
    return None if low is None or high is None else (low, high)


def suggest(
    profile: Profile, *, partner_cities: Iterable[str], without: Iterable[str], count: int
) -> list[Suggested]:
    """Profiles of partner cities that are suggested to a profile, best first.

    `without` holds public ids that are left out: dismissed, vetoed by either, asked or met already. Raises
    MissingPartError where the libraries of matching are not installed.
    """
    _making()
    from sistership.matching.finding.suggesting import suggest as find  # slow, optional

    store, name = TableIndex(), str(profile.public_id)
    asker = store.features([name]).get(name) or features([profile])[0]
    cities = frozenset(partner_cities) & (frozenset(asker.cities) or frozenset(partner_cities))
    if not cities:
        return []
    gates = replace(gates_for(asker, vetoed=without), cities=cities)
    found = find(asker, store, gates=gates, count=count)
    return [Suggested(one.id, one.score, one.forward, one.backward, one.is_newcomer) for one in found.matches]


def prepare() -> None:
    """Load what understanding texts needs; compile it, for all processes, where that was not done yet.

    Raises MissingPartError where the libraries of matching are not installed.
    """
    make, lexicon = _making()
    for language in ("en", "ms", "pl"):
        make(Matched("", language, "", "", "", ("warm up",), ()), lexicon)


def require_ready() -> None:
    """Raise NotReadyError where suggestions would take long now, and prepare them meanwhile.

    The background worker prepares them when the window starts; this is for whoever is quicker. Raises
    MissingPartError where the libraries of matching are not installed.
    """
    require_matching(_("Suggestions need a part that is not installed (%(name)s)"))
    from sistership.matching.text.lexicon import Lexicon  # slow, optional

    if Lexicon.is_ready():
        return
    with _starting:
        if not any(one.name == prepare.__qualname__ for one in threading.enumerate()):
            threading.Thread(target=prepare, name=prepare.__qualname__, daemon=True).start()
    raise NotReadyError(
        _("Suggestions are being prepared for the first time"), next_step=_("Look again in a minute")
    )


def _making() -> tuple[Callable[..., Features], Any]:
    """(what makes features, the lexicon); raises MissingPartError where the extra is not installed."""
    require_matching(_("Suggestions need a part that is not installed (%(name)s)"))
    from sistership.matching.finding.making import features_of  # slow, optional
    from sistership.matching.text.lexicon import Lexicon  # slow, optional

    return features_of, Lexicon.shipped()
