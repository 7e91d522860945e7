"""Take a table into a partnership's blueprint: first checked and counted, then applied.

Nothing is written before “Apply”. What is applied is the very table that was checked; where the blueprint
has changed since, so that other rows would change, the new counts are shown and asked about once more.
"""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sistership.common.errors import SistershipError
from sistership.formats.tables import RowProblem, TableError
from sistership.window.ground.messages import translated
from sistership.window.offices.agreements.actions.exchange import Counts, import_table
from sistership.window.offices.people.models import Partnership
from sistership.window.pages.desk.forms.imports import ApplyTableForm, ChooseTableForm, SentTable, seal
from sistership.window.pages.desk.speech import say_with_place
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    desk_page,
    partnership_of,
    posted,
    sent_files,
    show,
    trail,
)


def _numbers(counts: Counts) -> tuple[int, int, int]:
    return counts.added, counts.changed, counts.unchanged


def _import(request: DeskRequest, partnership: Partnership, sent: SentTable, *, is_dry_run: bool) -> Counts:
    return import_table(
        actor=request.user.ref,
        partnership=partnership,
        table=sent.read(),
        file=sent.name,
        is_dry_run=is_dry_run,
    )


def _apply(request: DeskRequest, partnership: Partnership, sent: SentTable) -> Counts | None:
    """Write the table; None, and nothing written, where it would now do other than was shown."""
    with transaction.atomic():
        counts = _import(request, partnership, sent, is_dry_run=False)
        if _numbers(counts) == sent.expected:
            return counts
        transaction.set_rollback(True)
    return None


def _page(
    request: DeskRequest,
    partnership: Partnership,
    *,
    choose: ChooseTableForm,
    sent: SentTable | None = None,
    counts: Counts | None = None,
    problems: tuple[RowProblem, ...] = (),
    is_changed: bool = False,
) -> HttpResponse:
    checked = ""
    if sent and counts:
        checked = seal(SentTable(sent.name, sent.content, _numbers(counts)), partnership_key=partnership.key)
    return show(
        request,
        "desk/import.html",
        {
            "partnership": partnership,
            "form": choose,
            "sent": sent,
            "counts": counts,
            "checked": checked,
            "problems": [
                replace(one, what=translated(one.what), allowed=translated(one.allowed)) for one in problems
            ],
            "is_changed": is_changed,
            "trail": trail(partnership, (_("Import a table"), None)),
        },
        status=409 if is_changed else 422 if problems or choose.errors else 200,
        current=partnership.key,
    )


def _check(
    request: DeskRequest,
    partnership: Partnership,
    sent: SentTable,
    choose: ChooseTableForm,
    *,
    is_changed: bool = False,
) -> HttpResponse:
    """Try the table without writing, and show what it would do or what is wrong with it."""
    try:
        counts = _import(request, partnership, sent, is_dry_run=True)
    except TableError as error:
        return _page(request, partnership, choose=choose, sent=sent, problems=error.problems)
    except SistershipError as error:
        choose.refuse(say_with_place(error, within=sent.name))
        return _page(request, partnership, choose=choose)
    return _page(request, partnership, choose=choose, sent=sent, counts=counts, is_changed=is_changed)


def _done(counts: Counts) -> str:
    rows = counts.added + counts.changed
    return ngettext(
        "%(rows)s row of the table was taken into the blueprint.",
        "%(rows)s rows of the table were taken into the blueprint.",
        rows,
    ) % {"rows": rows}


@desk_page
def import_blueprint(request: DeskRequest, key: str) -> HttpResponse:
    """Choose a table (GET), check it (POST with a file), apply it (POST with what was checked)."""
    partnership = partnership_of(request.user, key)
    if request.method != "POST" or "checked" not in request.POST:
        choose = ChooseTableForm(posted(request), sent_files(request))
        if request.method == "POST" and choose.is_valid():
            return _check(request, partnership, choose.cleaned_data["table"], choose)
        return _page(request, partnership, choose=choose)
    applied = ApplyTableForm(request.POST, partnership_key=key)
    if not applied.is_valid():
        choose = ChooseTableForm()
        choose.refuse(" ".join(map(str, applied.errors["checked"])))
        return _page(request, partnership, choose=choose)
    sent: SentTable = applied.cleaned_data["checked"]
    try:
        counts = _apply(request, partnership, sent)
    except SistershipError:
        counts = None  # the check below says what is wrong now
    if counts is None:
        return _check(request, partnership, sent, ChooseTableForm(), is_changed=True)
    messages.success(request, _done(counts))
    return HttpResponseRedirect(reverse("desk_partnership", args=[key]))
