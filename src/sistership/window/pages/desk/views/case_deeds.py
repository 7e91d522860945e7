"""Deeds on one case: take, give to somebody, close, file, reopen, merge."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import InputError, RuleError, SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.cases.actions import handover, keeping, routing, work
from sistership.window.offices.cases.models import Case, CaseFileNumber
from sistership.window.offices.cases.queries import one as queries
from sistership.window.offices.cases.queries.lists import officers_of_city
from sistership.window.offices.cases.rules import own_side_of, visible_cases
from sistership.window.offices.cases.states import OfferState
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Organisation
from sistership.window.offices.people.rules import grants_of, may, require, visible_organisations
from sistership.window.pages.desk.forms.case_lists import officer_choices
from sistership.window.pages.desk.forms.cases import (
    AssignForm,
    CaseReasonForm,
    CloseForm,
    EvidenceOfCaseForm,
    MergeForm,
    ParticularsForm,
)
from sistership.window.pages.desk.forms.choices import (
    keep_sides,
    name_of,
    record_choices,
    side_choices,
    side_named,
    with_sides,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.case import case_address, seen_case
from sistership.window.pages.desk.views.case_words import case_page
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    desk_page,
    edit_page,
    find,
    form_page,
    posted,
    tell,
)


def case_to_work(request: DeskRequest, public_id: UUID) -> Case:
    """A case that the reader's city owes, with its partnership's sides."""
    case = seen_case(request, public_id)
    require(request.user, "case.work", case)
    with_sides(case.partnership)
    return case


def _withdraw(request: DeskRequest, case: Case) -> None:
    offers = case.handovers.filter(state=OfferState.OFFERED).select_related("case", "from_side")
    offer = offers.first()
    if offer is not None:
        handover.withdraw(actor=request.user.ref, handover=offer)


@desk_page
@require_POST
def act_on_case(request: DeskRequest, public_id: UUID, event: str) -> HttpResponse:
    """A deed that needs no words: take the case, mark it read, withdraw an offer, renew the link."""
    case = seen_case(request, public_id)
    require(request.user, "case.work", case)
    actor = request.user.ref
    deeds: dict[str, tuple[Any, str]] = {
        "take": (
            lambda: work.take(actor=actor, case=case, account=request.user),
            _("You work on the case now."),
        ),
        "read": (lambda: work.mark_read(case), ""),
        "withdraw": (lambda: _withdraw(request, case), _("The offer was withdrawn.")),
        "renew": (
            lambda: keeping.void_link(actor=actor, case=case),
            _("The old links open nothing any more. A new one is on its way to the enquirer."),
        ),
    }
    if event not in deeds:
        raise Http404
    act, done = deeds[event]
    try:
        act()
    except RuleError:
        raise
    except SistershipError as error:
        tell(request, error)
    else:
        if done:
            messages.success(request, done)
    return HttpResponseRedirect(case_address(case))


@desk_page
@require_POST
def retry_letter(request: DeskRequest, public_id: UUID, letter: UUID) -> HttpResponse:
    """Send a letter of the case that failed once more."""
    case = seen_case(request, public_id)
    message = find(queries.letters_of(case), letter)
    try:
        notices.retry(message)
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, _("The letter is sent once more."))
    return HttpResponseRedirect(case_address(case))


@desk_page
def assign_case(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Give a case to a desk and an officer of the city that owes it, and say how urgent it is."""
    case = case_to_work(request, public_id)
    city = case.side.city
    desks = list(visible_organisations(request.user).filter(city=city))
    officers = officers_of_city(city)
    choices = record_choices(desks, "name")
    title = _("Who works on the case")
    page = case_page(case, title, submit=_("Save"), done=_("The case is with them now."))

    def build(record: Case, data: Any, initial: Any) -> AssignForm:
        return AssignForm(
            data,
            initial=initial,
            languages=languages_for(case.partnership),
            desks=choices,
            officers=officer_choices(officers),
        )

    def values(record: Case) -> dict[str, Any]:
        desk = next((str(one.public_id) for one in desks if one.pk == record.desk_id), "")
        officer = next((str(one.public_id) for one in officers if one.pk == record.officer_id), "")
        return {"desk": desk, "officer": officer, "priority": record.priority}

    def act(record: Case, form: Any) -> Case:
        given = form.cleaned_data
        return routing.send_to(
            actor=request.user.ref,
            case=record,
            desk=next((one for one in desks if str(one.public_id) == given["desk"]), None),
            officer=next((one for one in officers if str(one.public_id) == given["officer"]), None),
            priority=given["priority"],
            reason=given["reason"],
        )

    return edit_page(request, case, page, build=build, values=values, act=act)


@desk_page
def close_case(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Close a case with what came of it, and the commitment that it served."""
    case = case_to_work(request, public_id)
    rows = list(
        visible_commitments(request.user).filter(partnership=case.partnership, dropped_on__isnull=True)
    )
    form = CloseForm(
        posted(request),
        languages=languages_for(case.partnership),
        commitments=record_choices(rows, "title"),
    )
    page = case_page(
        case,
        _("Close the case"),
        lead=_("What came of it may be published with the promises. Who asked is never published."),
        submit=_("Close the case"),
        done=_("The case is closed."),
    )

    def act() -> Case:
        given = form.cleaned_data
        commitment = next((one for one in rows if str(one.public_id) == given["commitment"]), None)
        outcome = work.Outcome(given["outcome_kind"], form.texts("outcome"), commitment)
        return work.close(actor=request.user.ref, case=case, outcome=outcome)

    return form_page(request, form, page, act=act)


@desk_page
def file_case(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """File a closed case as evidence of the commitment that it served."""
    case = case_to_work(request, public_id)
    if case.commitment is None:
        raise Http404
    sides = with_sides(case.partnership)
    load_texts([case.commitment], [side.city for side in sides])
    keep_sides(case.partnership, sides)
    owing = set(case.commitment.owing.values_list("pk", flat=True))
    cities = grants_of(request.user).staff_cities
    own = [side for side in sides if side.pk in owing and side.city_id in cities]
    form = EvidenceOfCaseForm(
        posted(request), languages=languages_for(case.partnership), sides=side_choices(own)
    )
    page = case_page(
        case,
        _("File the case as evidence"),
        lead=name_of(case.commitment, "title"),
        submit=_("File the evidence"),
        done=_("The evidence is filed, and the other side is asked to confirm it."),
    )

    def act() -> object:
        side = side_named(case.partnership, form.cleaned_data["side"])
        if side is None:
            raise InputError(_("Your city does not owe this commitment"), where="side")
        require(request.user, "side.act_for", side)
        return keeping.file_as_evidence(
            actor=request.user.ref,
            case=case,
            side=side,
            titles=form.texts("title"),
            is_public=form.cleaned_data["is_public"],
        )

    return form_page(request, form, page, act=act)


@desk_page
def reopen_case(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Open an answered or closed case again; its clocks begin anew."""
    case = case_to_work(request, public_id)
    form = CaseReasonForm(posted(request), languages=languages_for(case.partnership))
    page = case_page(
        case,
        _("Open the case again"),
        lead=_("Its clocks begin anew."),
        submit=_("Open it again"),
        done=_("The case is open again."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: work.reopen(
            actor=request.user.ref,
            case=case,
            reason=form.cleaned_data["reason"],
            language=get_language() or "",
        ),
    )


def _other(request: DeskRequest, given: dict[str, Any]) -> Case:
    """The case that goes on: ticked, or named by its number."""
    rows = visible_cases(request.user).select_related("side__city", "partnership")
    key, number = given.get("into"), given.get("number", "").strip()
    found = rows.filter(number__iexact=number).first() if number else rows.filter(public_id=str(key)).first()
    if found is None:
        raise InputError(
            _("There is no case with the number %(number)s") % {"number": number},
            where="number",
            next_step=_("Look it up in the list of cases"),
        )
    return found


@desk_page
def merge_case(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Close a case as the same as another, which goes on."""
    case = case_to_work(request, public_id)
    likely = queries.likely_duplicates(request.user, case)
    choices = [
        (
            str(one.case.public_id),
            f"{one.case.number} · {one.case.subject}"
            + (f" ({_('same sender')})" if one.is_same_sender else ""),
        )
        for one in likely
    ]
    form = MergeForm(posted(request), languages=languages_for(case.partnership), cases=choices)
    page = case_page(
        case,
        _("The same as another case"),
        lead=_("This case is closed and points to the other one, which goes on. No word is lost."),
        submit=_("Merge the cases"),
        done=_("The cases are merged. This is the one that goes on."),
        is_grave=True,
    )

    def act() -> Case:
        into = _other(request, form.cleaned_data)
        require(request.user, "case.work", into)
        work.merge(actor=request.user.ref, case=case, into=into)
        return into

    return form_page(request, form, page, act=act, goto=case_address)


def _organisations(request: DeskRequest, case: Case) -> list[Organisation]:
    cities = [side.city_id for side in case.partnership.sides.all()]
    return list(visible_organisations(request.user).filter(city__in=cities))


@desk_page
def case_particulars(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The file number of the own registry, and the organisation in the register."""
    case = seen_case(request, public_id)
    require(request.user, "case.note", case)
    with_sides(case.partnership)
    side = own_side_of(request.user, case.partnership)
    if side is None:
        raise Http404
    organisations = _organisations(request, case)
    choices = record_choices(organisations, "name")
    page = case_page(
        case, _("File number and organisation"), submit=_("Save"), done=_("It stands in the case now.")
    )

    def build(record: Case, data: Any, initial: Any) -> ParticularsForm:
        form = ParticularsForm(
            data, initial=initial, languages=languages_for(case.partnership), organisations=choices
        )
        if not may(request.user, "case.work", case):
            del form.fields["organisation"]
        return form

    def values(record: Case) -> dict[str, Any]:
        kept = CaseFileNumber.objects.filter(case=record, side=side).first()
        known = next((str(one.public_id) for one in organisations if one.pk == record.organisation_id), "")
        found = {"file_number": kept.number if kept else "", "organisation": known}
        return found if may(request.user, "case.work", case) else {"file_number": found["file_number"]}

    def act(record: Case, form: Any) -> None:
        changed = form.changed_fields()
        if "file_number" in changed:
            work.set_file_number(actor=request.user.ref, case=case, side=side, number=changed["file_number"])
        if "organisation" in changed:
            keeping.match_organisation(
                actor=request.user.ref,
                case=case,
                organisation=next(
                    (one for one in organisations if str(one.public_id) == changed["organisation"]), None
                ),
            )

    return edit_page(request, case, page, build=build, values=values, act=act)
