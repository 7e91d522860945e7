"""The translation desk: the list of texts, one text beside its source, and drafts by machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sistership.common.errors import SistershipError
from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import require
from sistership.window.offices.translations import actions
from sistership.window.offices.translations.checks import Problem, problems_of
from sistership.window.offices.translations.glossary import glossary_of
from sistership.window.offices.translations.models import DraftBatch, DraftItem
from sistership.window.offices.translations.queries import (
    DRAFT,
    MISSING,
    OPEN,
    STALE,
    Unit,
    is_translator_configured,
    past_sources,
    read_units,
    tally,
    units,
)
from sistership.window.offices.translations.rules import scope_of
from sistership.window.pages.desk.forms.choices import name_of, with_sides
from sistership.window.pages.desk.forms.translations import (
    KIND_WORDS,
    STATE_WORDS,
    STATES,
    DraftsForm,
    ListForm,
    label_of,
)
from sistership.window.pages.desk.glossed import changes_between
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    desk_page,
    partnership_of,
    show,
    sides_around,
    tell,
)

ROWS_PER_PAGE = 25
SHOWN_BATCHES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One text of the list."""

    unit: Unit
    address: str
    kind: Any
    label: Any
    state: Any
    source_language: str
    target_language: str
    changes: SafeString | str
    """The source with what changed since a stale translation was made; empty for others."""
    problems: list[Problem]
    """What a machine's draft lost."""
    partnership_name: str


def unit_address(unit: Unit, shown: Mapping[str, str]) -> str:
    """The page that translates the unit, and how to come back to the list as it was."""
    path = reverse("desk_translate", args=[unit.owner.kind, unit.owner.public_id, unit.field, unit.language])
    kept = {name: shown[name] for name in ("partnership", "state") if shown.get(name)}
    return f"{path}?{urlencode(kept)}" if kept else path


def list_address(shown: Mapping[str, str]) -> str:
    """The list with these filters."""
    return f"{reverse('desk_translations')}?{urlencode({key: one for key, one in shown.items() if one})}"


def _rows(found: list[Unit], shown: Mapping[str, str], names: Mapping[int, tuple[str, str]]) -> list[Row]:
    past = past_sources([unit for unit in found if unit.state == STALE])
    drafts = [unit for unit in found if unit.state == DRAFT]
    glossaries = glossary_of({unit.partnership_id for unit in drafts}) if drafts else {}
    rows = []
    for unit in found:
        before = past.get(unit.key)
        problems: list[Problem] = []
        if unit.state == DRAFT:
            pair = (unit.source_language, unit.language)
            terms = glossaries[unit.partnership_id].between(*pair)
            problems = problems_of(unit.source, unit.target, languages=pair, terms=terms)
        rows.append(
            Row(
                unit=unit,
                address=unit_address(unit, shown),
                kind=KIND_WORDS[unit.owner.kind],
                label=label_of(unit.owner, unit.field),
                state=STATE_WORDS[unit.state],
                source_language=HTML_LANGUAGES.get(unit.source_language, unit.source_language),
                target_language=HTML_LANGUAGES[unit.language],
                changes=changes_between(before, unit.source) if before is not None else "",
                problems=problems,
                partnership_name=names[unit.partnership_id][1] if unit.partnership_id in names else "",
            )
        )
    return rows


def _names(sides: list[Side]) -> dict[int, tuple[str, str]]:
    """Partnership → its key and the names of its cities."""
    found: dict[int, list[Side]] = {}
    for side in sides:
        found.setdefault(side.partnership_id, []).append(side)
    return {
        pk: (own[0].partnership.key, " × ".join(name_of(side.city) for side in own))
        for pk, own in found.items()
    }


Counts = dict[int, dict[str, dict[str, int]]]


def _lines(counts: Counts, names: Mapping[int, tuple[str, str]]) -> list[dict[str, Any]]:
    """Partnership by partnership: how many texts want work in each language."""
    return [
        {
            "name": name,
            "cells": [
                (
                    LANGUAGE_NAMES[code],
                    list_address({"language": code, "partnership": key}),
                    sum(counts[pk][code][state] for state in OPEN) if pk in counts else 0,
                )
                for code in LANGUAGES
            ],
        }
        for pk, (key, name) in names.items()
    ]


def _batches(partnership: Partnership | None, language: str) -> list[DraftBatch]:
    """The last batches of the partnership into the language, with how far they are: one query."""
    if partnership is None:
        return []

    def of(*states: str) -> Count:
        return Count("items", filter=Q(items__state__in=states))

    rows = DraftBatch.objects.filter(partnership=partnership, language=language).annotate(
        total=Count("items"),
        waiting=of(DraftItem.State.WAITING),
        drafted=of(DraftItem.State.DRAFTED),
        refused=of(DraftItem.State.REFUSED),
        not_needed=of(DraftItem.State.NOT_NEEDED),
    )
    found: list[Any] = list(rows.order_by("-pk")[:SHOWN_BATCHES])
    return [one for one in found if one.state == DraftBatch.State.RUNNING] or found[:1]


@desk_page
def desk_translations(request: DeskRequest) -> HttpResponse:
    """What lacks a translation, what is stale and why, what a machine drafted; the most important first."""
    around = sides_around(request.user)
    load_texts([side.city for side in around])
    names = _names(around)
    form = ListForm(request.GET, partnerships=names.values())
    shown = form.shown()
    partnership = next(
        (side.partnership for side in around if side.partnership.key == shown["partnership"]), None
    )
    if partnership is None and len(names) == 1:
        partnership = around[0].partnership
    language, states = shown["language"], STATES[shown["state"]]
    scope = scope_of(request.user)
    counts = tally(scope)
    narrowed = scope.narrowed(partnership)
    within = [own[language] for pk, own in counts.items() if partnership is None or pk == partnership.pk]
    by_state = {state: sum(own[state] for own in within) for state in STATE_WORDS}
    paginator = Paginator(units(narrowed, language, states=states), ROWS_PER_PAGE)
    paginator.count = sum(by_state[state] for state in states)  # counted with the tally
    page = paginator.get_page(request.GET.get("page"))
    return show(
        request,
        "desk/translations.html",
        {
            "filter": form,
            "language": language,
            "language_name": LANGUAGE_NAMES[language],
            "partnership": partnership,
            "counts": [
                (STATE_WORDS[state], number, list_address(shown | {"state": state}))
                for state, number in by_state.items()
                if state in OPEN
            ],
            "wanting": by_state[MISSING] + by_state[STALE],
            "rows": _rows(read_units(page.object_list, language), shown, names),
            "names": names,
            "page_obj": page,
            "lines": _lines(counts, names),
            "languages": [LANGUAGE_NAMES[code] for code in LANGUAGES],
            "batches": _batches(partnership, language),
            "is_translator_configured": is_translator_configured(),
        },
        current="translations",
        sides=around,
    )


@desk_page
@require_POST
def desk_request_drafts(request: DeskRequest) -> HttpResponse:
    """Give texts to the machine, or stop it."""
    if "stop" in request.POST:
        return _stop(request, request.POST["stop"])
    form = DraftsForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    partnership = partnership_of(request.user, given["partnership"])
    language, one = given["language"], given["unit"]
    back = list_address({"language": language, "partnership": partnership.key})
    states = (MISSING, STALE, DRAFT) if one else (MISSING, STALE)
    rows = units(scope_of(request.user).narrowed(partnership), language, states=states)
    if one:
        kind, public_id, field = [*one.split(":"), "", ""][:3]
        rows = rows.filter(owner_kind=kind, owner_id=_uuid(public_id), field=field)
    found = read_units(rows[: actions.MOST_TEXTS * 2], language)
    if one and found:
        back = unit_address(found[0], {"partnership": partnership.key})
    try:
        batch = actions.request_drafts(
            actor=request.user.ref,
            partnership=partnership,
            language=language,
            units=found,
            includes_internal=given["includes_internal"],
        )
    except SistershipError as error:
        tell(request, error)
    else:
        number = batch.items.count()
        said = ngettext(
            "%(number)s text was given to the machine.", "%(number)s texts were given to the machine.", number
        )
        messages.success(request, said % {"number": number})
    return HttpResponseRedirect(back)


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Http404 from error


def _stop(request: DeskRequest, public_id: str) -> HttpResponse:
    batch = (
        DraftBatch.objects.filter(
            public_id=_uuid(public_id), partnership__in=scope_of(request.user).partnerships
        )
        .select_related("partnership")
        .first()
    )
    if batch is None:
        raise Http404
    with_sides(batch.partnership)
    require(request.user, "partnership.write", batch.partnership)
    actions.stop_drafts(actor=request.user.ref, batch=batch)
    messages.success(request, _("The machine was stopped. What it drafted stays."))
    shown = {"language": batch.language, "partnership": batch.partnership.key}
    return HttpResponseRedirect(list_address(shown))
