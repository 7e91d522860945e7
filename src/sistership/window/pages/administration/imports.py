"""Imports: a file is sent, its columns are read, its rows checked and decided; then it is imported once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.common.errors import RuleError, SistershipError
from sistership.window.ground.messages import translated
from sistership.window.offices.imports import actions, rules
from sistership.window.offices.imports.checking import NEW, ROW, SKIP, Check, Checked, Verdict
from sistership.window.offices.imports.exporting import FORMATS, export
from sistership.window.offices.imports.knowledge import Subject
from sistership.window.offices.imports.models import ImportRun, Register, RunState
from sistership.window.pages.administration.forms.imports import ImportFileForm, MappingForm
from sistership.window.pages.administration.frame import (
    actor,
    find,
    is_done,
    name_of,
    posted,
    reader_of,
    register_page,
    show,
)
from sistership.window.pages.desk.speech import say, sentence

ROWS_PER_PAGE = 25
MOST_RECORDS = 50


def _run(request: HttpRequest, public_id: UUID) -> ImportRun:
    return find(rules.visible_runs(reader_of(request)).select_related("file"), public_id=public_id)


@require_http_methods(["GET", "POST"])
@register_page
def imports(request: HttpRequest) -> HttpResponse:
    """Send a file, or go on with one that was sent before."""
    reader = reader_of(request)
    form = ImportFileForm(
        posted(request),
        request.FILES or None,
        reader=reader,
        initial={"register": request.GET.get("register")},
    )
    made: list[ImportRun] = []

    def act() -> None:
        name, content = form.cleaned_data["file"]
        made.append(
            actions.start_run(
                actor=actor(request),
                reader=reader,
                register=form.cleaned_data["register"],
                file=name,
                content=content,
            )
        )

    if request.method == "POST" and is_done(form, act):
        return redirect("import_columns", public_id=made[0].public_id)
    runs = rules.visible_runs(reader)
    context = {
        "form": form,
        "open_runs": runs.filter(state=RunState.OPEN)[:20],
        "past_runs": runs.exclude(state=RunState.OPEN)[:10],
        "registers": rules.registers_of(reader),
    }
    return show(request, "imports", context, current="imports", status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@register_page
def import_columns(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say which field each column of the file fills."""
    run = _run(request, public_id)
    if run.state != RunState.OPEN:
        return redirect("import_result", public_id=public_id)
    chosen = request.POST.get("sheet")
    sheets = actions.sheets_of(run)
    if chosen and chosen != run.sheet and chosen in [sheet.name for sheet in sheets]:
        actions.set_sheet(run=run, sheet=chosen)
        return redirect("import_columns", public_id=public_id)
    sheet = next((one for one in sheets if one.name == run.sheet), sheets[0])
    form = MappingForm(posted(request), run=run, sheets=sheets, sheet=sheet, reader=reader_of(request))
    if request.method == "POST" and is_done(
        form, lambda: actions.set_mapping(run=run, mapping=form.mapping(), options=form.options())
    ):
        return redirect("import_check", public_id=public_id)
    context = {"run": run, "form": form, "sheet": sheet}
    return show(request, "import_columns", context, current="imports", status=422 if form.errors else 200)


@dataclass(slots=True)
class Choice:
    """One answer to whether a row is a record that is there."""

    value: str
    label: str
    reasons: list[str] = field(default_factory=list)
    is_chosen: bool = False


def _reason(name: str, shared: str) -> str:
    words = {
        "mail": _("same e-mail address"),
        "place": _("both are names of one place"),
        "spelling": _("the same name but for its spelling, or a name known for it"),
        "words": _("says the same in another language"),
        "website": _("same website"),
        "initials": _("initials of the name"),
        "order": _("the same words in another order"),
        "letter": _("the spelling differs by one letter"),
    }[name]
    return words + pgettext("between a label and its value", ": ") + shared


def _choices(check: Check, one: Checked, names: Mapping[int, str]) -> list[Choice]:
    choices = []
    for suspicion in one.suspicions:
        if suspicion.id.startswith(ROW):
            number = suspicion.id.removeprefix(ROW)
            label = _("the same as row %(number)s of this sheet") % {"number": number}
            label += pgettext("between a label and its value", ": ") + names[int(number)]
        else:
            record = check.known.records[UUID(suspicion.id)]
            label = _("the same as %(name)s") % {"name": _named(record)}
        reasons = [_reason(*reason) for reason in suspicion.reasons]
        choices.append(Choice(suspicion.id, label, reasons))
    choices.append(Choice(NEW, _("different: add it as a new record")))
    choices.append(Choice(SKIP, _("leave this row out")))
    for choice in choices:
        choice.is_chosen = choice.value == one.decision
    return choices


def _named(record: Subject) -> str:
    city = getattr(record, "city", None)
    return f"{name_of(record)} ({city.key})" if city else name_of(record)


def _faults(one: Checked) -> list[dict[str, Any]]:
    return [
        {
            "place": " · ".join(filter(None, (fault.column, fault.header))),
            "value": fault.value,
            "what": sentence(fault.what),
            "allowed": sentence(_("Allowed: %(values)s") % {"values": translated(fault.allowed)})
            if fault.allowed
            else "",
            "next_step": sentence(fault.next_step),
            "is_grave": fault.is_grave,
        }
        for fault in one.row.faults
    ]


@require_http_methods(["GET", "POST"])
@never_cache
@register_page
def import_check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What each row would do; decide about those that look like a record that is there."""
    run = _run(request, public_id)
    if run.state != RunState.OPEN:
        return redirect("import_result", public_id=public_id)
    if not run.is_mapped:
        return redirect("import_columns", public_id=public_id)
    if request.method == "POST":
        given = {
            int(name.removeprefix("row-")): str(value)
            for name, value in request.POST.items()
            if name.startswith("row-") and name.removeprefix("row-").isdecimal()
        }
        actions.decide(run=run, decisions=given)
        messages.success(request, _("Your decisions were kept."))
        return redirect(request.get_full_path())
    check = actions.check_run(run, reader_of(request))
    counts = check.counts()
    wanted = request.GET.get("rows", "")
    if wanted not in counts:
        wanted = next((v for v in (Verdict.ERROR, Verdict.SUSPECT) if counts[v]), Verdict.NEW).value
    page = Paginator([one for one in check.rows if one.verdict == wanted], ROWS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    names = {one.row.number: " · ".join(one.row.all_names()) for one in check.rows}
    rows: list[dict[str, Any]] = [
        {
            "row": one.row,
            "names": list(one.row.all_names()),
            "changes": one.changes,
            "faults": _faults(one),
            "choices": _choices(check, one, names) if one.suspicions else [],
            "is_remembered": one.is_remembered,
            "record": name_of(one.record) if one.record else "",
        }
        for one in page.object_list
    ]
    open_rows = counts[Verdict.ERROR] + counts[Verdict.SUSPECT]
    good_rows = counts[Verdict.NEW] + counts[Verdict.CHANGES]
    context = {
        "run": run,
        "page_obj": page,
        "tabs": _tabs(counts, wanted),
        "wanted": wanted,
        "has_choices": any(one["choices"] for one in rows),
        "rows": rows,
        "open_rows": open_rows,
        "good_rows": good_rows,
    }
    return show(request, "import_check", context, current="imports")


def _tabs(counts: dict[str, int], wanted: str) -> list[tuple[str, str, int, bool]]:
    labels = {
        Verdict.ERROR: pgettext("rows of a sheet", "Wrong"),
        Verdict.SUSPECT: pgettext("rows of a sheet", "To decide"),
        Verdict.NEW: pgettext("rows of a sheet", "New"),
        Verdict.CHANGES: pgettext("rows of a sheet", "Change a record"),
        Verdict.SAME: pgettext("rows of a sheet", "Say nothing new"),
        Verdict.SKIPPED: pgettext("rows of a sheet", "Left out"),
    }
    return [(verdict.value, labels[verdict], counts[verdict], verdict == wanted) for verdict in labels]


@require_POST
@register_page
def import_apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Import the file: all rows, or the good ones."""
    run = _run(request, public_id)
    try:
        actions.import_run(
            actor=actor(request), reader=reader_of(request), run=run, rows=request.POST.get("rows", "all")
        )
    except SistershipError as error:
        messages.error(request, say(error))
        return redirect("import_check", public_id=public_id)
    return redirect("import_result", public_id=public_id)


@require_POST
@register_page
def import_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Forget the file."""
    run = _run(request, public_id)
    try:
        actions.discard_run(actor=actor(request), run=run)
    except SistershipError as error:
        messages.error(request, say(error))
        return redirect("imports")
    messages.success(request, _("The file was discarded; nothing of it was imported."))
    return redirect("imports")


@require_safe
@register_page
def import_result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What an import did, with links."""
    run = _run(request, public_id)
    if run.state == RunState.OPEN:
        return redirect("import_check", public_id=public_id)
    records = actions.records_of(run, reader_of(request), most=MOST_RECORDS)
    return show(
        request, "import_result", {"run": run, "counts": run.counts, "records": records}, current="imports"
    )


@require_safe
@never_cache
@register_page
def register_export(request: HttpRequest, register: str, form: str) -> HttpResponse:
    """A register as a file that comes in again."""
    reader = reader_of(request)
    if register not in Register.values or form not in FORMATS:
        raise Http404
    if register not in rules.registers_of(reader):
        raise PermissionDenied
    try:
        content = export(register, reader, form)
    except (SistershipError, RuleError) as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type=FORMATS[form])
    answer["Content-Disposition"] = f'attachment; filename="{register}.{form}"'
    return answer
