"""Evidence: file it, read it, and what each side may do with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.files import store
from sistership.window.ground.ids import Ref
from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.actions import evidence as actions
from sistership.window.offices.agreements.models import Commitment, Evidence, EvidenceKind, Meeting
from sistership.window.offices.agreements.rules import (
    visible_commitments,
    visible_committees,
    visible_evidence,
)
from sistership.window.offices.agreements.states import EVIDENCE_TABLE, EvidenceState
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import may, require
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.desk.day import asked_of
from sistership.window.pages.desk.forms.choices import (
    Choices,
    keep_sides,
    loaded_choices,
    name_of,
    side_choices,
    side_named,
    with_sides,
)
from sistership.window.pages.desk.forms.proofs import AnswerForm, EvidenceForm, OptionalReasonForm, ReasonForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    own_sides,
    posted,
    require_in,
    sent_files,
    show,
    tell,
    trail,
)
from sistership.window.pages.desk.views.promises import commitment_address, commitment_step


def _records(visits: list[Visit], meetings: list[Meeting]) -> list[tuple[Any, Choices]]:
    """Records of the window that can show something, by kind; texts are loaded."""
    shown = [
        (_("Visits"), [(f"visit:{key}", title) for key, title in loaded_choices(visits, "occasion")]),
        (
            _("Meetings"),
            [
                (f"meeting:{one.public_id}", f"{name_of(one.committee)} {date_format(one.on)}")
                for one in meetings
            ],
        ),
    ]
    return [(name, choices) for name, choices in shown if choices]


def _filed(form: EvidenceForm, commitment: Commitment, request: DeskRequest) -> Evidence:
    """Hand the form's values to the action; only what belongs to the chosen kind counts."""
    values = form.cleaned_data
    kind = values["evidence_kind"]
    record, record_title = None, ""
    if kind == EvidenceKind.RECORD:
        kind_of_record, _colon, key = values["record"].partition(":")
        record = Ref(kind_of_record, UUID(key))
        grouped = form.fields["record"].choices  # type: ignore[attr-defined]
        names = dict(pair for _name, pairs in grouped if isinstance(pairs, list) for pair in pairs)
        record_title = names[values["record"]][:250]
    upload = values["file"] if kind == EvidenceKind.FILE else None
    side = side_named(commitment.partnership, values["side"])
    if side is None:
        raise InputError(
            _("'%(side)s' is no side of this partnership") % {"side": values["side"]}, where="side"
        )
    require(request.user, "side.act_for", side)
    steps = commitment.milestones.all()
    return actions.file_evidence(
        actor=request.user.ref,
        commitment=commitment,
        side=side,
        evidence_kind=kind,
        titles=form.texts("title"),
        on=values["on"],
        milestone=next((one for one in steps if str(one.public_id) == values.get("milestone")), None),
        url=values["url"] if kind == EvidenceKind.LINK else "",
        file=store(upload.name, upload.read()) if upload else None,
        value=values["value"] if kind == EvidenceKind.FIGURE else None,
        units=form.texts("unit") if kind == EvidenceKind.FIGURE else None,
        record=record,
        record_title=record_title,
        is_public=values["is_public"],
    )


@desk_page
def file_evidence(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """File what shows that a promise, or a step of it (`?step=`), is done."""
    rows = visible_commitments(request.user).select_related("partnership").prefetch_related("owing")
    commitment = find(rows, public_id)
    partnership = commitment.partnership
    require_in(request.user, "commitment.file_evidence", commitment, partnership)
    owing = {side.pk for side in commitment.owing.all()}
    steps = list(commitment.milestones.all())
    visits = list(visible_visits(request.user).filter(partnership=partnership))
    committees = visible_committees(request.user).filter(partnership=partnership)
    meetings = list(Meeting.objects.filter(committee__in=committees).select_related("committee"))
    sides = with_sides(partnership)
    load_texts(
        [commitment],
        steps,
        visits,
        [meeting.committee for meeting in meetings],
        [side.city for side in sides],
    )
    keep_sides(partnership, sides)
    unit = commitment.localized("unit").variants
    form = EvidenceForm(
        posted(request),
        sent_files(request),
        languages=languages_for(partnership),
        steps=loaded_choices(steps, "title"),
        sides=side_choices(side for side in own_sides(request.user, partnership) if side.pk in owing),
        records=_records(visits, meetings),
        initial={f"unit_{code.replace('-', '_')}": variant.text for code, variant in unit.items()}
        | {"milestone": request.GET.get("step", ""), "on": timezone.localdate()},
    )
    page = FormPage(
        title=_("File evidence"),
        lead=_("The other side is asked by mail to confirm it, in its own language."),
        partnership=partnership,
        steps=(commitment_step(commitment),),
        back=commitment_address(commitment),
        submit=_("File the evidence"),
        done=_("The evidence was filed, and the other side was asked to confirm it."),
        template="desk/file_evidence.html",
        context={"commitment": commitment},
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: _filed(form, commitment, request),
        goto=lambda made: reverse("desk_evidence", args=[made.public_id]),
    )


def _evidence(request: DeskRequest, public_id: UUID) -> Evidence:
    rows = visible_evidence(request.user).select_related(
        "commitment__partnership", "side__city", "milestone", "file"
    )
    evidence = find(rows.prefetch_related("events__side__city"), public_id)
    require_in(
        request.user,
        "partnership.see_internal",
        evidence.commitment.partnership,
        evidence.commitment.partnership,
    )
    return evidence


def _answering_side(request: DeskRequest, evidence: Evidence) -> Side:
    """The side for which the reader answers: one of the reader's own that did not file."""
    own = own_sides(request.user, evidence.commitment.partnership)
    others = [side for side in own if side.pk != evidence.side_id]
    if not others:
        raise InputError(_("Only another side of the partnership can answer this evidence"), where="side")
    return others[0]


FORMS = {
    "confirmed": None,
    "disputed": ReasonForm,
    "answered": AnswerForm,
    "withdrawn": OptionalReasonForm,
}


def _possible(request: DeskRequest, evidence: Evidence) -> list[str]:
    """The events that the reader may cause now, by the table of states and the rules."""
    state = actions.current_state(evidence)
    whose = {"partner": "evidence.answer", "filing side": "evidence.amend"}
    return [
        event
        for event in FORMS
        if (state, event) in EVIDENCE_TABLE
        and may(request.user, whose[EVIDENCE_TABLE[state, event][1]], evidence)
    ]


@desk_page
def desk_evidence(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A piece of evidence, what happened to it, and what the reader may do with it now."""
    evidence = _evidence(request, public_id)
    return _evidence_page(request, evidence)


def _evidence_page(
    request: DeskRequest, evidence: Evidence, *, refused: dict[str, Any] | None = None
) -> HttpResponse:
    commitment = evidence.commitment
    events = list(evidence.events.all())
    load_texts(
        [evidence, commitment, evidence.side.city],
        [event.side.city for event in events if event.side],
        [evidence.milestone] if evidence.milestone else [],
    )
    attach_sources([evidence, commitment])
    possible = _possible(request, evidence)
    forms = {
        event: form(prefix=event) if form else None for event, form in FORMS.items() if event in possible
    }
    forms |= refused or {}
    state = actions.current_state(evidence)
    is_asked = state is EvidenceState.AWAITING and "confirmed" in possible
    return show(
        request,
        "desk/evidence.html",
        {
            "evidence": evidence,
            "commitment": commitment,
            "state": state.value,
            "events": events,
            "forms": forms,
            "may_amend": may(request.user, "evidence.amend", evidence),
            "asked": asked_of(evidence, _answering_side(request, evidence).city, now=clock.now())
            if is_asked
            else None,
            "answer_working_days": commitment.partnership.answer_working_days,
            "trail": trail(
                commitment.partnership, commitment_step(commitment), (name_of(evidence, "title"), None)
            ),
        },
        status=422 if refused else 200,
        current=commitment.partnership.key,
    )


def _done(event: str) -> str:
    return {
        "confirmed": _("You confirmed the evidence."),
        "disputed": _("You disputed the evidence. The other side was told the reason."),
        "answered": _("Your answer was sent; the evidence awaits the other side again."),
        "withdrawn": _("The evidence was withdrawn."),
    }[event]


@desk_page
def act_on_evidence(request: DeskRequest, public_id: UUID, event: str) -> HttpResponse:
    """Confirm, dispute, answer a dispute or withdraw (POST); GET goes back to the evidence."""
    if event not in FORMS:
        raise Http404
    evidence = _evidence(request, public_id)
    back = reverse("desk_evidence", args=[public_id])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    is_answer = event in ("confirmed", "disputed")
    require(request.user, "evidence.answer" if is_answer else "evidence.amend", evidence)
    chosen = FORMS[event]
    form = chosen(request.POST, prefix=event) if chosen else None
    if form is not None and not form.is_valid():
        return _evidence_page(request, evidence, refused={event: form})
    said: dict[str, Any] = {
        "actor": request.user.ref,
        "evidence": evidence,
        "reason": form.cleaned_data["reason"] if form else "",
        "language": get_language() or "",
    }
    try:
        with transaction.atomic():
            if is_answer:
                side = _answering_side(request, evidence)
                actions.answer_evidence(side=side, is_confirmed=event == "confirmed", **said)
            elif event == "answered":
                actions.answer_dispute(**said)
            else:
                actions.withdraw_evidence(**said)
    except StateError:
        messages.error(
            request, _("Somebody answered or withdrew this evidence meanwhile. See what happened below.")
        )
    except InputError as error:
        if form is None:
            tell(request, error)
        else:
            form.add_error("reason", say(error))
            return _evidence_page(request, evidence, refused={event: form})
    else:
        messages.success(request, _done(event))
    return HttpResponseRedirect(back)
