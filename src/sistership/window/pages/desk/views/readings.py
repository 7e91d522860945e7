"""Read a document: give it, look at its draft beside the text, and see what accepting would make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import RuleError, SistershipError
from sistership.common.text import HTML_LANGUAGES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import internal_partnerships, require
from sistership.window.offices.readings import actions
from sistership.window.offices.readings.entries import Entry, entries_of
from sistership.window.offices.readings.models import Reading, SecondState
from sistership.window.offices.readings.queries import Candidate, candidates, open_readings, with_known
from sistership.window.offices.readings.rules import visible_readings
from sistership.window.offices.readings.states import ReadingState
from sistership.window.offices.visits.engine import CommitmentValue, Field, second_reader_host
from sistership.window.pages.desk.drafts import (
    FIELD_NAMES,
    GROUPS,
    RECORD_NAMES,
    confidence_of,
    in_words,
    segments,
)
from sistership.window.pages.desk.forms.choices import Choices, name_of
from sistership.window.pages.desk.forms.draft_fields import FieldForm, form_of
from sistership.window.pages.desk.forms.readings import AddFieldForm, HeadingForm, ReadForm
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    desk_page,
    find,
    posted,
    rail_entries,
    sent_files,
    show,
    sides_around,
    tell,
)


def partnerships_to_choose(request: DeskRequest, around: list[Side]) -> Choices:
    """The partnerships of the reader's cities, by the names of the cities on the other side."""
    found = []
    for entry in rail_entries(request.user, around):
        others = [side for side in around if side.partnership.key == entry.key and side in entry.sides]
        found.append((entry.key, " × ".join(name_of(side.city) for side in others) or entry.key))
    return found


def chosen_partnership(request: DeskRequest, key: str) -> Partnership | None:
    """The partnership of a choice, in which the reader may write; None for the empty one."""
    if not key:
        return None
    partnership = find_partnership(request, key)
    require(request.user, "partnership.write", partnership)
    return partnership


def find_partnership(request: DeskRequest, key: str) -> Partnership:
    """A partnership that the reader works in; the form has checked that there is one."""
    return internal_partnerships(request.user).prefetch_related("sides").get(key=key)


def reading_of(request: DeskRequest, public_id: UUID) -> Reading:
    """A reading that the reader sees and may correct; others are not there."""
    rows = with_known(visible_readings(request.user)).select_related("partnership", "document", "file")
    reading = find(rows.prefetch_related("partnership__sides"), public_id)
    require(request.user, "reading.write", reading)
    return reading


def address_of(reading: Reading, key: str = "") -> str:
    """Where the reading is looked at, at one of its fields where one is named."""
    return reverse("desk_reading", args=[reading.public_id]) + (f"#field-{key}" if key else "")


@desk_page
def readings(request: DeskRequest) -> HttpResponse:
    """Documents being read."""
    rows = open_readings(request.user)
    return show(
        request,
        "desk/readings.html",
        {"readings": rows, "trail": [(_("My desk"), reverse("desk")), (_("Documents being read"), None)]},
        current="readings",
    )


@desk_page
def new_reading(request: DeskRequest) -> HttpResponse:
    """Give a document (GET), read it (POST); one that cannot be read comes back with the reason."""
    require(request.user, "reading.start")
    around = sides_around(request.user)
    load_texts([side.city for side in around])
    form = ReadForm(
        posted(request),
        sent_files(request),
        partnerships=partnerships_to_choose(request, around),
        initial={"partnership": request.GET.get("partnership", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            reading, is_new = actions.read_document(
                actor=request.user.ref,
                read_by=request.user,
                partnership=chosen_partnership(request, form.cleaned_data["partnership"]),
                **form.given(),
            )
        except RuleError:
            raise
        except SistershipError as error:
            form.refuse(error, field="file" if form.document else "text")
        else:
            if not is_new:
                messages.info(request, _("This text is being read already: here is its draft."))
            return HttpResponseRedirect(address_of(reading))
    way = [(_("My desk"), reverse("desk")), (_("Documents being read"), reverse("desk_readings"))]
    return show(
        request,
        "desk/reading_new.html",
        {"form": form, "trail": [*way, (_("Read a document"), None)]},
        status=422 if form.errors else 200,
        current="readings",
        sides=around,
    )


@dataclass(slots=True)
class Card:
    """One field as the page shows it."""

    entry: Entry
    label: Any
    words: str
    more: str
    mark: str
    confidence: Any
    quote: str
    form: FieldForm
    is_open: bool = False
    choices: list[tuple[str, str, str, bool]] = field(default_factory=list)
    """(number, words, more, proposed by the model) of each reading of an ambiguous place."""
    turns_into: str = ""
    """What the field can be turned into: `intention` or `commitment`."""
    twins: int = 0
    """How many records of the window bear a similar name."""

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def is_by_model(self) -> bool:
        return self.entry.field.reader == "model" and not self.entry.is_corrected


def meant_choices(found: list[Candidate]) -> Choices:
    """Records that a person or a body may be, by name; those of the same name say so."""
    return [
        (
            str(one.record.public_id),
            _("%(name)s (same name)") % {"name": name_of(one.record)}
            if one.is_same_name
            else name_of(one.record),
        )
        for one in found
    ]


def city_names(entries: list[Entry], sides: list[Side]) -> list[str]:
    """Names by which a city may be called in this draft: the document's own, then the partnership's."""
    names: dict[str, None] = {}
    for entry in entries:
        if entry.field.name == "city":
            names[str(entry.field.value)] = None
        elif isinstance(entry.field.value, CommitmentValue):
            names.update(dict.fromkeys(entry.field.value.owing_cities))
    for side in sides:
        theirs = {variant.text for variant in side.city.localized("name").variants.values()}
        if not theirs & set(names):
            names[name_of(side.city)] = None
    return list(names)


def _choice(number: int, one: Field) -> tuple[str, str, str, bool]:
    words, more = in_words(one.value)
    return str(number), words, more, one.reader == "model"


def card_of(entry: Entry, reading: Reading, form: FieldForm, twins: int) -> Card:
    """The card of one field."""
    words, more = in_words(entry.field.value)
    mark, confidence = confidence_of(entry)
    turns = {"commitment": "intention", "intention": "commitment"}
    readings_of_it = [entry.field, *entry.field.alternatives] if entry.field.alternatives else []
    return Card(
        entry=entry,
        label=FIELD_NAMES[entry.field.name],
        words=words,
        more=more,
        mark=mark,
        confidence=confidence,
        quote=" ".join(reading.text[slice(*entry.field.span)].split()),
        form=form,
        choices=[_choice(number, one) for number, one in enumerate(readings_of_it)],
        turns_into=turns.get(entry.field.name, ""),
        twins=twins,
    )


def reading_page(
    request: DeskRequest,
    reading: Reading,
    *,
    bound: Mapping[str, FieldForm] | None = None,
    heading: HeadingForm | None = None,
    add: AddFieldForm | None = None,
) -> HttpResponse:
    """The text and its draft side by side; forms that were refused come back as they were sent."""
    bound = bound or {}
    around = sides_around(request.user)
    if reading.state == ReadingState.ACCEPTED:
        load_texts([side.city for side in around])
        return _accepted_page(request, reading, around)
    entries = entries_of(reading)
    sides = [side for side in around if side.partnership_id == reading.partnership_id]
    found = candidates(request.user, entries, sides or around, beside=[side.city for side in around])
    cities = city_names(entries, sides)
    cards = []
    for entry in entries:
        meant = found.get(entry.key, [])
        form = bound.get(entry.key) or form_of(entry, cities=cities, meant=meant_choices(meant))
        cards.append(card_of(entry, reading, form, len(meant)))
        cards[-1].is_open = entry.key in bound
    heading = heading or HeadingForm(
        partnerships=partnerships_to_choose(request, around),
        initial={
            "kind": reading.occasion_kind,
            "source_kind": reading.source_kind,
            "partnership": reading.partnership.key if reading.partnership else "",
        },
    )
    add = add or AddFieldForm()
    is_refused = bool(bound) or heading.is_bound or add.is_bound
    return show(
        request,
        "desk/reading.html",
        {
            "reading": reading,
            "language": HTML_LANGUAGES.get(reading.language.lower(), reading.language),
            "segments": segments(reading.text, entries, [(one[0], one[1]) for one in reading.left_out]),
            "groups": _groups(cards),
            "left_out": _left_out(reading),
            "heading": heading,
            "add": add,
            "cities": cities,
            "is_known": reading.is_known,  # type: ignore[attr-defined]
            "second_host": second_reader_host(),
            "is_asked": reading.second_state == SecondState.ASKED,
            "trail": _trail(reading),
        },
        status=422 if is_refused else 200,
        current="readings",
        sides=around,
    )


def _groups(cards: list[Card]) -> list[tuple[str, Any, list[Card]]]:
    grouped = []
    for key, title, names in GROUPS:
        inside = [card for card in cards if card.entry.field.name in names]
        inside.sort(key=lambda card: names.index(card.entry.field.name))
        grouped.append((key, title, inside))
    return grouped


def _left_out(reading: Reading) -> list[str]:
    return [" ".join(reading.text[start:stop].split()) for start, stop in reading.left_out]


def _trail(reading: Reading, *steps: tuple[Any, str | None]) -> list[tuple[Any, str | None]]:
    way: list[tuple[Any, str | None]] = [(_("My desk"), reverse("desk"))]
    way.append((_("Documents being read"), reverse("desk_readings")))
    if not steps:
        return [*way, (reading.title, None)]
    return [*way, (reading.title, address_of(reading)), *steps]


def _accepted_page(request: DeskRequest, reading: Reading, around: list[Side]) -> HttpResponse:
    return show(
        request,
        "desk/reading_accepted.html",
        {
            "reading": reading,
            "language": HTML_LANGUAGES.get(reading.language.lower(), reading.language),
            "made": [(RECORD_NAMES[kind], number) for kind, number in reading.made.items()],
            "trail": _trail(reading),
        },
        current="readings",
        sides=around,
    )


@desk_page
def reading(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The text on one side, what was found in it on the other."""
    return reading_page(request, reading_of(request, public_id))


@require_http_methods(["GET", "POST"])
@desk_page
def plan_reading(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Exactly which records accepting would make; nothing is made.

    Who comes back to the address, by a change of language for example, is led to the draft.
    """
    found = reading_of(request, public_id)
    if request.method == "GET" or found.state == ReadingState.ACCEPTED:
        return HttpResponseRedirect(address_of(found))
    try:
        planned = actions.plan(account=request.user, reading=found)
    except RuleError:
        raise
    except SistershipError as error:
        tell(request, error)
        return HttpResponseRedirect(address_of(found))
    counts = Counter(one.kind for one in planned.records)
    records = [
        (RECORD_NAMES[kind], counts[kind], [one for one in planned.records if one.kind == kind])
        for kind in counts
    ]
    return show(
        request,
        "desk/reading_plan.html",
        {
            "reading": found,
            "language": HTML_LANGUAGES.get(found.language.lower(), found.language),
            "planned": planned,
            "records": records,
            "version": actions.version_of(found),
            "trail": _trail(found, (_("What will be made"), None)),
        },
        current="readings",
    )
