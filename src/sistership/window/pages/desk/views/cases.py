"""The list of cases: tabs, filters that can be kept, and deeds on several cases at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import RuleError, SistershipError, StateError
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import filters, routing, work
from sistership.window.offices.cases.letter_templates import fill, marks_of
from sistership.window.offices.cases.models import Case, LetterTemplate, OutcomeKind, SavedFilter
from sistership.window.offices.cases.queries import lists
from sistership.window.offices.cases.rules import visible_cases, visible_templates
from sistership.window.offices.people.models import Account, Organisation, Side
from sistership.window.offices.people.rules import grants_of, require
from sistership.window.pages.desk.case_rows import rows_of
from sistership.window.pages.desk.forms.case_lists import (
    ASSIGN,
    PRIORITY,
    SPAM,
    TAB_WORDS,
    TAKE,
    WRITE,
    BulkForm,
    CaseFilterForm,
    FilterNameForm,
    officer_choices,
)
from sistership.window.pages.desk.forms.cases import ANSWERED, ASKED, REPLIED
from sistership.window.pages.desk.forms.choices import Choices, loaded_choices, name_of, record_choices
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.frame import DeskRequest, desk_page, find, show, tell

MOST_AT_ONCE = 100


def sides_with_calendars(reader: Account) -> list[Side]:
    """All sides of the reader's partnerships, with cities and their local days; without texts."""
    own = Side.objects.filter(city__in=grants_of(reader).staff_cities).values("partnership")
    rows = Side.objects.filter(partnership__in=own).select_related("city", "partnership")
    return list(rows.prefetch_related("city__local_days").order_by("partnership__key", "position"))


def _partnership_choices(around: list[Side]) -> Choices:
    names: dict[str, list[str]] = {}
    for side in around:
        names.setdefault(side.partnership.key, []).append(name_of(side.city))
    return [(key, " × ".join(cities)) for key, cities in names.items()]


def _template_choices(templates: list[LetterTemplate], around: list[Side]) -> Choices:
    """Templates by name, with the partnership where there are several."""
    partnerships = dict(_partnership_choices(around))
    keys = {side.pk: side.partnership.key for side in around}
    if len({one.side_id for one in templates}) < 2:
        return loaded_choices(templates, "name")
    return [(str(one.public_id), f"{name_of(one)} · {partnerships[keys[one.side_id]]}") for one in templates]


def list_address(**parts: str) -> str:
    """The list with a tab and filters."""
    return reverse("desk_cases") + (f"?{urlencode(parts)}" if parts else "")


def _number(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 5 else 1


def _filter_links(saved: list[SavedFilter], shown: dict[str, str]) -> list[tuple[str, str, bool]]:
    return [(one.name, list_address(**one.query), one.query == shown) for one in saved]


@desk_page
def cases(request: DeskRequest) -> HttpResponse:
    """One tab of the list, those that are due first at the top."""
    reader = request.user
    around = sides_with_calendars(reader)
    desk = lists.desk_of(reader, around, now=clock.now())
    cities = grants_of(reader).staff_cities
    officers = officer_choices(lists.officers_of(cities))
    desks = list(
        Organisation.objects.filter(Exists(Case.objects.filter(desk=OuterRef("pk"))), city__in=cities)
    )
    templates = _templates(reader)
    load_texts([side.city for side in around], desks, templates)
    form = CaseFilterForm(
        request.GET,
        officers=officers,
        desks=loaded_choices(desks, "name"),
        partnerships=_partnership_choices(around),
    )
    chosen = form.chosen(grants_of(reader).timezone or "UTC")
    kept = form.kept()
    page = lists.page_of(desk, chosen, _number(request.GET.get("page")))
    numbers = lists.counts(desk)
    narrowing = {name: value for name, value in kept.items() if name != "tab"}
    context = {
        "filter": form,
        "tab": chosen.tab,
        "tab_name": TAB_WORDS[chosen.tab],
        "tabs": [
            (TAB_WORDS[tab], list_address(**narrowing, tab=tab), numbers.get(tab), tab == chosen.tab)
            for tab in lists.TABS
        ],
        "rows": rows_of(page.cases, around, desk),
        "page": page,
        "previous": list_address(**kept, page=str(page.number - 1)) if page.number > 1 else "",
        "following": list_address(**kept, page=str(page.number + 1)) if page.has_next else "",
        "narrowing": narrowing,
        "clear_url": list_address(tab=chosen.tab),
        "saved": _filter_links(list(SavedFilter.objects.filter(account=reader)), kept),
        "query": urlencode(kept),
        "bulk": BulkForm(officers=officers, templates=_template_choices(templates, around)),
        "name_form": FilterNameForm(auto_id="id_filter_%s"),
    }
    return show(request, "desk/cases.html", context, current="cases", sides=around)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one case of several."""

    case: Case
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with each of several cases."""

    name: str
    officer: Account | None = None
    priority: int | None = None
    template: LetterTemplate | None = None
    kind: str = ""


def _write(reader: Account, case: Case, template: LetterTemplate, kind: str) -> None:
    """A letter from a template, where it needs no officer's eye: in the enquirer's language and not stale."""
    if template.side_id != case.side_id or template.service not in ("", case.service):
        raise StateError(_("The template is for other cases"))
    letter = fill(template, case, case.language, officer=reader)
    if marks := marks_of(letter):
        raise StateError(marks[0], next_step=_("Write to this enquirer on the page of the case"))
    words = work.Words(text=letter.body, language=letter.language, subject=letter.subject)
    given: work.Kind = ASKED if kind == ASKED else ANSWERED if kind == ANSWERED else REPLIED
    work.write(actor=reader.ref, case=case, kind=given, words=words, author=reader.get_full_name())


def _do(reader: Account, case: Case, deed: Deed) -> None:
    """One deed on one case that the reader's city owes; raises what the office refuses."""
    if case.side.city_id not in grants_of(reader).staff_cities:
        raise StateError(_("Another city owes this case"))
    require(reader, "case.work", case)
    actor = reader.ref
    priority = case.priority if deed.priority is None else deed.priority
    if deed.name == TAKE:
        work.take(actor=actor, case=case, account=reader)
    elif deed.name == ASSIGN:
        routing.send_to(actor=actor, case=case, desk=case.desk, officer=deed.officer, priority=case.priority)
    elif deed.name == PRIORITY:
        routing.send_to(actor=actor, case=case, desk=case.desk, officer=case.officer, priority=priority)
    elif deed.name == WRITE and deed.template is not None:
        _write(reader, case, deed.template, deed.kind)
    elif deed.name == SPAM:
        work.close(actor=actor, case=case, outcome=work.Outcome(OutcomeKind.SPAM))


def _templates(reader: Account) -> list[LetterTemplate]:
    return list(visible_templates(reader).order_by("side", "position", "pk"))


def _ticked(request: DeskRequest) -> list[Case]:
    """The ticked cases that the reader sees, in the order of their numbers."""
    keys = []
    for given in request.POST.getlist("case")[:MOST_AT_ONCE]:
        try:
            keys.append(UUID(given))
        except ValueError as error:
            raise Http404 from error
    rows = visible_cases(request.user).filter(public_id__in=keys)
    return list(rows.select_related("partnership", "side__city", "desk", "officer").order_by("number"))


@desk_page
@require_POST
def act_on_cases(request: DeskRequest) -> HttpResponse:
    """Do one thing with all ticked cases; each says for itself what became of it."""
    officers = lists.officers_of(grants_of(request.user).staff_cities)
    templates = _templates(request.user)
    form = BulkForm(
        request.POST, officers=officer_choices(officers), templates=record_choices(templates, "name")
    )
    back = list_address() + (f"?{request.POST['back']}" if request.POST.get("back") else "")
    ticked = _ticked(request)
    if not ticked or not form.is_valid():
        missing = _("Tick at least one case, and choose what to do with it.")
        messages.error(request, str(form.errors["template"][0]) if "template" in form.errors else missing)
        return HttpResponseRedirect(back)
    values = form.cleaned_data
    deed = Deed(
        name=values["deed"],
        officer=next((one for one in officers if str(one.public_id) == values["officer"]), None),
        priority=values["priority"] or None,
        template=next((one for one in templates if str(one.public_id) == values.get("template")), None),
        kind=values.get("kind", ""),
    )
    done = []
    for case in ticked:
        try:
            _do(request.user, case, deed)
        except RuleError:
            raise
        except SistershipError as error:
            done.append(Done(case, refused=say(error)))
        else:
            done.append(Done(case))
    context: dict[str, Any] = {
        "done": done,
        "refused": sum(bool(one.refused) for one in done),
        "succeeded": sum(not one.refused for one in done),
        "what": dict(form.fields["deed"].choices)[values["deed"]],  # type: ignore[attr-defined]
        "back": back,
        "trail": [(_("My desk"), reverse("desk")), (_("Cases"), back), (_("What was done"), None)],
    }
    return show(request, "desk/cases_done.html", context, current="cases")


@desk_page
def case_filters(request: DeskRequest) -> HttpResponse:
    """The reader's saved filters: rename and delete; a new one is kept from the list (POST)."""
    if request.method == "POST":
        return _keep_filter(request)
    saved = SavedFilter.objects.filter(account=request.user)
    context = {
        "filters": [(one, list_address(**one.query)) for one in saved],
        "trail": [
            (_("My desk"), reverse("desk")),
            (_("Cases"), reverse("desk_cases")),
            (_("Saved filters"), None),
        ],
    }
    return show(request, "desk/case_filters.html", context, current="cases")


def _keep_filter(request: DeskRequest) -> HttpResponse:
    given = QueryDict(request.POST.get("query", "")).dict()
    query = {name: str(value) for name, value in given.items() if name in CaseFilterForm.base_fields}
    back = list_address(**query)
    try:
        filters.save_filter(account=request.user, name=request.POST.get("name", ""), query=query)
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, _("The filter is kept. It stands above the list."))
    return HttpResponseRedirect(back)


@desk_page
@require_POST
def change_filter(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Rename or delete a saved filter."""
    saved = find(SavedFilter.objects.filter(account=request.user).select_related("account"), public_id)
    try:
        if "delete" in request.POST:
            filters.delete_filter(saved=saved)
            messages.success(request, _("The filter was deleted."))
        else:
            filters.rename_filter(saved=saved, name=request.POST.get("name", ""))
            messages.success(request, _("The filter has its new name."))
    except SistershipError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("desk_case_filters"))
