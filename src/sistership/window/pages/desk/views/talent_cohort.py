"""A cohort at the desk: its stages and what is missing, eligibility, the run, results, agreements, import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sistership.common.errors import InputError, MissingPartError, SistershipError
from sistership.formats.sheets import Sheet, read_csv_sheet
from sistership.formats.tables import TableError
from sistership.formats.workbooks import read_workbook
from sistership.window.ground.texts import load_texts
from sistership.window.offices.talent import engine
from sistership.window.offices.talent.actions import importing, programmes
from sistership.window.offices.talent.actions.programmes import drawn_seed
from sistership.window.offices.talent.models import Cohort, Position, TalentEvent
from sistership.window.offices.talent.queries.cohorts import (
    eligibility_table,
    placements_of,
    runs_of,
    stage_of,
)
from sistership.window.offices.talent.states import COHORT_TABLE, CohortState, PositionState
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import name_of, sides_of
from sistership.window.pages.desk.forms.talent import (
    RoundForm,
    SeedForm,
    TableForm,
    WhyForm,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    form_page,
    posted,
    sent_files,
    show,
    tell,
)
from sistership.window.pages.desk.views.talent import cohort_address, cohort_of, may_run, talent_steps
from sistership.window.pages.public.talent import described
from sistership.window.pages.talent_words import condition_said, state_of

SIMPLE = {
    "published": (programmes.publish, gettext_lazy("Publish the cohort")),
    "applications_closed": (programmes.close_applications, gettext_lazy("Close applications now")),
    "lists_closed": (programmes.close_lists, gettext_lazy("Close the lists now")),
    "ended": (programmes.end, gettext_lazy("End the cohort")),
}
ORDER = (
    CohortState.DRAFT,
    CohortState.OPEN,
    CohortState.RANKING,
    CohortState.CLOSED,
    CohortState.SEEDED,
    CohortState.PLACED,
    CohortState.ENDED,
)


def missing_in(cohort: Cohort, stage: Any) -> list[str]:
    """What an officer has to look at now, in sentences."""
    found = []
    if cohort.state in (CohortState.DRAFT, CohortState.OPEN):
        if not stage.open_positions:
            found.append(_("No position is open."))
        if stage.draft_positions:
            found.append(
                ngettext(
                    "%(number)s position is a draft.",
                    "%(number)s positions are drafts.",
                    stage.draft_positions,
                )
                % {"number": stage.draft_positions}
            )
    if stage.hosts_without_address and cohort.state in (
        CohortState.DRAFT,
        CohortState.OPEN,
        CohortState.RANKING,
    ):
        found.append(
            ngettext(
                "%(number)s host has no e-mail address and cannot order applicants.",
                "%(number)s hosts have no e-mail address and cannot order applicants.",
                stage.hosts_without_address,
            )
            % {"number": stage.hosts_without_address}
        )
    waiting = stage.open_positions - stage.ordered
    if cohort.state == CohortState.RANKING and waiting:
        found.append(
            ngettext(
                "%(number)s host has not ordered yet.", "%(number)s hosts have not ordered yet.", waiting
            )
            % {"number": waiting}
        )
    if cohort.state == CohortState.CLOSED:
        found.append(_("The seed of the lottery has to be drawn and published."))
    if cohort.state == CohortState.SEEDED:
        try:
            engine.require()
        except MissingPartError as error:
            found.append(say(error))
        else:
            found.append(_("The placement is being made; look again in a minute."))
    if stage.unsigned:
        found.append(
            ngettext(
                "%(number)s agreement is not signed by all.",
                "%(number)s agreements are not signed by all.",
                stage.unsigned,
            )
            % {"number": stage.unsigned}
        )
    return found


@desk_page
def desk_talent_cohort(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Where a cohort stands, what is missing, and what can be done."""
    cohort = cohort_of(request, public_id, permission="talent.write")
    rows = Position.objects.filter(cohort=cohort).select_related("city").order_by("number")
    found = described(list(rows))
    stage = stage_of(cohort, found)
    load_texts(found, [one.city for one in found])
    placements = placements_of(cohort) if cohort.state in (CohortState.PLACED, CohortState.ENDED) else []
    for one in placements:
        one.mark, one.word = state_of(one)  # type: ignore[attr-defined]
    mark, word = state_of(cohort)
    events = (
        {event for state, event in COHORT_TABLE if state == cohort.state}
        if may_run(request, cohort)
        else set()
    )
    context = {
        "cohort": cohort,
        "stage": stage,
        "missing": missing_in(cohort, stage),
        "mark": mark,
        "word": word,
        "line": [(state_of_word(one), one == cohort.state) for one in ORDER],
        "positions": found,
        "placements": placements,
        "simple": [(event, label) for event, (_act, label) in SIMPLE.items() if event in events],
        "events": events,
        "may_add": cohort.state in (CohortState.DRAFT, CohortState.OPEN),
        "may_take_out": cohort.state in (CohortState.DRAFT, CohortState.OPEN, CohortState.RANKING),
        "runs": list(runs_of(cohort)),
        "happened": _reasons_given(cohort),
        "trail": talent_steps((name_of(cohort, "title"), None)),
        "open_state": PositionState.OPEN,
    }
    return show(request, "desk/talent_cohort.html", context, current="talent")


def _reasons_given(cohort: Cohort) -> list[TalentEvent]:
    """Why it was cancelled, or its lists opened again."""
    if cohort.state not in (CohortState.CANCELLED, CohortState.RANKING):
        return []
    return list(cohort.events.filter(event__in=("cancelled", "lists_reopened")))


def state_of_word(state: str) -> str:
    """A cohort's state in words."""
    return state_of(Cohort(state=state))[1]


def form_around(cohort: Cohort, title: str, submit: str, done: str, **words: Any) -> FormPage:
    """A page with one form about a cohort, that leads back to it."""
    way = talent_steps((name_of(cohort, "title"), cohort_address(cohort)), (title, None))
    return FormPage(
        title=title,
        partnership=cohort.programme.partnership,
        back=cohort_address(cohort),
        submit=submit,
        done=done,
        context={"trail": way},
        **words,
    )


@desk_page
def desk_act_on_cohort(request: DeskRequest, public_id: UUID, deed: str) -> HttpResponse:
    """Lead a cohort to its next stage: at once, or by a form that asks for what is needed."""
    cohort = cohort_of(request, public_id)
    if deed in SIMPLE:
        if request.method != "POST":
            return HttpResponseRedirect(cohort_address(cohort))
        try:
            SIMPLE[deed][0](actor=request.user.ref, cohort=cohort)
        except SistershipError as error:
            tell(request, error)
        else:
            messages.success(request, _("Done. The page shows what comes next."))
        return HttpResponseRedirect(cohort_address(cohort))
    languages = languages_for(cohort.programme.partnership)
    data = posted(request)
    actor = request.user.ref
    if deed == "seed_published":
        form: DeskForm = SeedForm(
            data, languages=languages, initial={"seed": drawn_seed(), "source": _("drawn by this program")}
        )
        lead = _(
            "The lists are closed and their digest is published. "
            "Whoever wants to be surer takes a seed from a public draw."
        )
        page = form_around(
            cohort,
            _("Publish the seed"),
            _("Publish it and place"),
            _("The seed is published; the placement is being made."),
            lead=lead,
        )
        act: Callable[[], object] = lambda: programmes.publish_seed(  # noqa: E731  # one of four short acts
            actor=actor, cohort=cohort, seed=form.cleaned_data["seed"], source=form.cleaned_data["source"]
        )
    elif deed == "second_round":
        form = RoundForm(data, languages=languages)
        lead = _("Who has a place keeps it. Those without one, and new ones, list what is free.")
        page = form_around(
            cohort, _("Open a second round"), _("Open it"), _("The cohort is open again."), lead=lead
        )
        act = lambda: programmes.open_second_round(actor=actor, cohort=cohort, **form.cleaned_data)  # noqa: E731
    elif deed in ("cancelled", "lists_reopened"):
        form = WhyForm(data, languages=languages)
        is_cancel = deed == "cancelled"
        page = form_around(
            cohort,
            _("Cancel the cohort") if is_cancel else _("Open the lists again"),
            _("Cancel it") if is_cancel else _("Open them again"),
            _("The cohort is cancelled, and everybody is told.")
            if is_cancel
            else _("The lists are open again; digest and seed are void."),
            is_grave=True,
        )
        write = programmes.cancel if is_cancel else programmes.reopen_lists
        act = lambda: write(actor=actor, cohort=cohort, reason=form.cleaned_data["reason"])  # noqa: E731
    else:
        raise Http404
    return form_page(request, form, page, act=act)


@desk_page
def desk_talent_eligibility(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Who may come where, and which condition is not met; by numbers, without names."""
    cohort = cohort_of(request, public_id, permission="talent.write")
    positions, rows = eligibility_table(cohort)
    cities = {side.city.key: side.city for side in sides_of(cohort.programme.partnership)}
    load_texts(positions)
    table = [
        (row, [(position, [condition_said(one, cities) for one in unmet]) for position, unmet in row.cells])
        for row in rows
    ]
    title = _("Who may come where")
    context = {
        "cohort": cohort,
        "positions": positions,
        "rows": table,
        "trail": talent_steps((name_of(cohort, "title"), cohort_address(cohort)), (title, None)),
    }
    return show(request, "desk/talent_eligibility.html", context, current="talent")


def _sheet(name: str, content: bytes) -> Sheet:
    if PurePath(name).suffix.lower() == ".xlsx":
        return read_workbook(content, file=name)[0]
    return read_csv_sheet(content, file=name)


@desk_page
def desk_talent_import(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Take positions or applications from a table; if a row is wrong it is named, and nothing is written."""
    cohort = cohort_of(request, public_id, permission="talent.write")
    form = TableForm(posted(request), sent_files(request))
    problems: tuple[Any, ...] = ()
    taken = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["table"]
        try:
            with transaction.atomic():
                taken = importing.import_sheet(
                    actor=request.user.ref,
                    cohort=cohort,
                    kind=form.cleaned_data["kind"],
                    sheet=_sheet(sent.name, sent.read()),
                    file=sent.name,
                    is_dry_run=form.cleaned_data["is_dry_run"],
                )
        except TableError as error:
            problems = error.problems
        except InputError as error:
            form.add_error("table", say(error))
        else:
            if not taken.is_dry_run:
                messages.success(request, _("%(count)s rows were added.") % {"count": taken.added})
                return HttpResponseRedirect(cohort_address(cohort))
    title = _("Import a table")
    context = {
        "cohort": cohort,
        "form": form,
        "problems": problems,
        "taken": taken,
        "columns": importing.COLUMNS,
        "trail": talent_steps((name_of(cohort, "title"), cohort_address(cohort)), (title, None)),
    }
    return show(
        request,
        "desk/talent_import.html",
        context,
        status=422 if problems or form.errors else 200,
        current="talent",
    )
