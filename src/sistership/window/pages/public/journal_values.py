"""What an entry of a journal says, with the words of the pages in place of field names and codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from sistership.common.text import LANGUAGE_NAMES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Rhythm, TargetRule
from sistership.window.offices.people.models import City, OrganisationKind, Role
from sistership.window.pages.templatetags.window import listed

Said = list[tuple[str, str]]

LABELS: dict[str, str | Promise] = {
    "added": pgettext_lazy("journal value", "Added"),
    "after": pgettext_lazy("journal value", "After"),
    "agreement": pgettext_lazy("journal value", "Agreement"),
    "aliases": pgettext_lazy("journal value", "Other names"),
    "answer_working_days": pgettext_lazy("journal value", "Working days to answer"),
    "authentic": pgettext_lazy("journal value", "Authentic"),
    "axes": pgettext_lazy("journal value", "Axes"),
    "before": pgettext_lazy("journal value", "Before"),
    "capacity": pgettext_lazy("journal value", "Office held"),
    "changed": pgettext_lazy("journal value", "Changed"),
    "cities": pgettext_lazy("journal value", "Cities"),
    "city": pgettext_lazy("journal value", "City"),
    "commitment": pgettext_lazy("journal value", "Commitment"),
    "concept": pgettext_lazy("journal value", "Concept"),
    "country": pgettext_lazy("journal value", "Country"),
    "counts": pgettext_lazy("journal value", "Number"),
    "days": pgettext_lazy("journal value", "Days"),
    "desk_hours": pgettext_lazy("journal value", "When the desk is open"),
    "document": pgettext_lazy("journal value", "Document"),
    "dropped_reason": pgettext_lazy("journal value", "Reason"),
    "due_on": pgettext_lazy("journal value", "Due on"),
    "everything": pgettext_lazy("journal value", "With the example partnerships"),
    "facts": pgettext_lazy("journal value", "Changed"),
    "fields": pgettext_lazy("journal value", "Changed"),
    "file": pgettext_lazy("journal value", "File"),
    "goals": pgettext_lazy("journal value", "Global goals (SDG)"),
    "hours": pgettext_lazy("journal value", "Hours"),
    "includes_internal": pgettext_lazy("journal value", "With unpublished texts"),
    "is_authentic": pgettext_lazy("journal value", "Authentic"),
    "is_locked": pgettext_lazy("journal value", "Fixed in translations"),
    "is_public": pgettext_lazy("journal value", "Public"),
    "is_working": pgettext_lazy("journal value", "Working day"),
    "key": pgettext_lazy("journal value", "Key"),
    "kind": pgettext_lazy("journal value", "Kind"),
    "language": pgettext_lazy("journal value", "Language"),
    "languages": pgettext_lazy("journal value", "Languages"),
    "latitude": pgettext_lazy("journal value", "Latitude"),
    "law_links": pgettext_lazy("journal value", "Links to law"),
    "local_days": pgettext_lazy("journal value", "Local days"),
    "longitude": pgettext_lazy("journal value", "Longitude"),
    "made": pgettext_lazy("journal value", "Records made"),
    "measure": pgettext_lazy("journal value", "Measure of success"),
    "minutes": pgettext_lazy("journal value", "Minutes"),
    "name": pgettext_lazy("journal value", "Name"),
    "names": pgettext_lazy("journal value", "Name"),
    "note": pgettext_lazy("journal value", "Note"),
    "occasion": pgettext_lazy("journal value", "Occasion"),
    "occasions": pgettext_lazy("journal value", "Occasion"),
    "official_levels": pgettext_lazy("journal value", "Official levels"),
    "on": pgettext_lazy("journal value", "Date"),
    "organisation": pgettext_lazy("journal value", "Organisation"),
    "owing": pgettext_lazy("journal value", "Owed by"),
    "person": pgettext_lazy("journal value", "Person"),
    "place": pgettext_lazy("journal value", "Place"),
    "position": pgettext_lazy("journal value", "Position"),
    "published_languages": pgettext_lazy("journal value", "Languages"),
    "reason": pgettext_lazy("journal value", "Reason"),
    "reasons": pgettext_lazy("journal value", "Reason"),
    "removed": pgettext_lazy("journal value", "Removed"),
    "renewal": pgettext_lazy("journal value", "Renewal"),
    "rhythm": pgettext_lazy("journal value", "How often"),
    "rhythm_from": pgettext_lazy("journal value", "First day of the rhythm"),
    "rhythm_until": pgettext_lazy("journal value", "Last day of the rhythm"),
    "role": pgettext_lazy("journal value", "Role"),
    "scopes": pgettext_lazy("journal value", "What it may do"),
    "sequences": pgettext_lazy("journal value", "Entries"),
    "sha256": pgettext_lazy("journal value", "SHA-256 of the content"),
    "side": pgettext_lazy("journal value", "Side"),
    "signed_on": pgettext_lazy("journal value", "Signed on"),
    "subdivision": pgettext_lazy("journal value", "Part of the country"),
    "summaries": pgettext_lazy("journal value", "Summary"),
    "summary": pgettext_lazy("journal value", "Summary"),
    "target": pgettext_lazy("journal value", "Target"),
    "target_rule": pgettext_lazy("journal value", "How figures add up"),
    "target_value": pgettext_lazy("journal value", "Target"),
    "term": pgettext_lazy("journal value", "Term"),
    "terms": pgettext_lazy("journal value", "Terms"),
    "text": pgettext_lazy("journal value", "Text"),
    "texts": pgettext_lazy("journal value", "Text"),
    "texts_sent": pgettext_lazy("journal value", "Texts given to the service"),
    "timezone": pgettext_lazy("journal value", "Time zone"),
    "title": pgettext_lazy("journal value", "Title"),
    "titles": pgettext_lazy("journal value", "Title"),
    "topic": pgettext_lazy("journal value", "Topic"),
    "unit": pgettext_lazy("journal value", "Unit"),
    "url": pgettext_lazy("journal value", "Address"),
    "value": pgettext_lazy("journal value", "Figure"),
    "warning_days": pgettext_lazy("journal value", "Days of warning"),
    "week": pgettext_lazy("journal value", "Hours of the week"),
}

CODES: Mapping[str, Mapping[str, str | Promise]] = {
    "authentic": LANGUAGE_NAMES,
    "role": dict(Role.choices),
    "kind": dict(OrganisationKind.choices),
    "facts": LABELS,
    "language": LANGUAGE_NAMES,
    "languages": LANGUAGE_NAMES,
    "rhythm": dict(Rhythm.choices),
    "target_rule": dict(TargetRule.choices),
}


def said_in(payloads: Iterable[Mapping[str, Any]]) -> list[Said]:
    """The values of each payload as (label, text), empty ones left out; cities are read in one query."""
    payloads = list(payloads)
    keys = {key for one in payloads for key in (one.get("city"), *(one.get("cities") or ())) if key}
    cities = list(City.objects.filter(key__in=keys)) if keys else []
    load_texts(cities)
    names = {city.key: city.localized("name").text(get_language() or "en") for city in cities}
    return [_flat(one, (), names) for one in payloads]


def _flat(value: Any, path: tuple[str, ...], cities: Mapping[str, str]) -> Said:
    if isinstance(value, Mapping):
        # Sorted, because one database keeps the order of the keys and another does not.
        return [pair for key, inner in sorted(value.items()) for pair in _flat(inner, (*path, key), cities)]
    if value in (None, "", []):
        return []
    values = value if isinstance(value, list) else [value]
    label = " › ".join(str(LABELS.get(key) or LANGUAGE_NAMES.get(key, key)) for key in path)
    return [(label, listed(_shown(one, path[-1], cities) for one in values))]


def _shown(value: Any, field: str, cities: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = str(value)
    if field in ("city", "cities"):
        return cities.get(words, words)
    if field in CODES:
        return str(CODES[field].get(words, words))
    if field in ("on", "signed_on", "due_on", "rhythm_from", "rhythm_until") and (day := parse_date(words)):
        return date_format(day, "DATE_FORMAT")
    return words
