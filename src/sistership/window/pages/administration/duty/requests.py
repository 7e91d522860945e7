"""Requests of persons about their data: what was asked, by when, and what an officer does about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.duty import actions as duty
from sistership.window.offices.duty.law import answer_term, law_of
from sistership.window.offices.duty.models import PersonRequest
from sistership.window.offices.duty.queries import may_erase, open_requests, subjects_of, today_in
from sistership.window.offices.duty.rules import answering_cities, visible_requests
from sistership.window.offices.people.erasure import export_person
from sistership.window.pages.administration.duty.forms import (
    AnswerForm,
    EraseSubjectForm,
    ReasonForm,
    RequestForm,
)
from sistership.window.pages.administration.duty.words import OUTCOME_WORDS, REQUEST_WORDS
from sistership.window.pages.administration.frame import (
    actor,
    find,
    is_done,
    page_of,
    posted,
    reader_of,
    register_page,
    show,
    show_form,
)

CURRENT = "person_requests"


def _request(request: HttpRequest, public_id: UUID) -> PersonRequest:
    found = find(visible_requests(reader_of(request)).select_related("city"), public_id=public_id)
    load_texts([found.city])
    return found


@require_safe
@never_cache
@register_page
def person_requests(request: HttpRequest) -> HttpResponse:
    """Requests to the reader's cities: those that wait, the first due first; `?all` adds those answered."""
    rows = visible_requests(reader_of(request)).select_related("city")
    shows_all = "all" in request.GET
    page = page_of(rows.order_by("-received_on", "-pk") if shows_all else open_requests(rows), request)
    load_texts([one.city for one in page])
    listed = [
        (one, REQUEST_WORDS[one.request_kind], not one.done_on and one.due_on < today_in(one.city))
        for one in page
    ]
    context = {"page_obj": page, "listed": listed, "shows_all": shows_all}
    return show(request, "person_requests", context, current=CURRENT)


@require_http_methods(["GET", "POST"])
@register_page
def person_request_add(request: HttpRequest) -> HttpResponse:
    """Note a request that came in."""
    cities = list(answering_cities(reader_of(request)))
    load_texts(cities)
    form = RequestForm(posted(request), cities=cities, initial={"received_on": clock.now().date()})
    made: list[PersonRequest] = []

    def act() -> None:
        values = dict(form.cleaned_data)
        city = form.known[values.pop("city")]
        made.append(duty.add_request(actor=actor(request), city=city, **values))

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The request was noted."))
        return redirect("person_request", public_id=made[0].public_id)
    return show_form(request, form, current=CURRENT, title=_("Note a request"), submit=_("Note the request"))


@require_safe
@never_cache
@register_page
def person_request(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One request: by when it is answered, whom the window knows, what can be done."""
    found = _request(request, public_id)
    subjects = subjects_of(reader_of(request), found)
    term = answer_term(found.city.country, found.request_kind)
    context = {
        "one": found,
        "kind": REQUEST_WORDS[found.request_kind],  # type: ignore[index]
        "outcome": OUTCOME_WORDS.get(found.outcome, ""),  # type: ignore[call-overload]
        "law": law_of(found.city.country),
        "term": term,
        "is_late": not found.done_on and found.due_on < today_in(found.city),
        "subjects": subjects,
        "may_erase": bool(subjects) and may_erase(reader_of(request), found, subjects),
        "may_put_off": not found.longer_reason and bool(term.longer_days or term.longer_months),
    }
    return show(request, "person_request", context, current=CURRENT)


@require_safe
@never_cache
@register_page
def person_request_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything that the window holds about whoever asks, as a file."""
    subjects = subjects_of(reader_of(request), _request(request, public_id))
    if not subjects:
        raise Http404
    found = [export_person(subject) for subject in subjects]
    answer = JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="request-{public_id}.json"'
    return answer


@require_http_methods(["GET", "POST"])
@register_page
def person_request_put_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the longer time that the law allows once."""
    found = _request(request, public_id)
    form = ReasonForm(posted(request))

    def act() -> None:
        duty.put_off_request(actor=actor(request), request=found, reason=form.cleaned_data["reason"])

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The answer was put off. Tell the person why."))
        return redirect("person_request", public_id=public_id)
    lead = _("The law allows it once. The person must be told, with the reason.")
    return show_form(
        request, form, current=CURRENT, title=_("Put the answer off"), lead=lead, submit=_("Put it off")
    )


@require_http_methods(["GET", "POST"])
@register_page
def person_request_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what was done."""
    found = _request(request, public_id)
    form = AnswerForm(posted(request))

    def act() -> None:
        duty.answer_request(actor=actor(request), request=found, **form.cleaned_data)

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The request is answered."))
        return redirect("person_request", public_id=public_id)
    return show_form(request, form, current=CURRENT, title=_("What was done"), submit=_("Close the request"))


@require_http_methods(["GET", "POST"])
@register_page
def person_request_erase(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Erase whoever asks, after a second question, and close the request."""
    found = _request(request, public_id)
    subjects = subjects_of(reader_of(request), found)
    if not subjects or not may_erase(reader_of(request), found, subjects):
        raise Http404
    form = EraseSubjectForm(posted(request))

    def act() -> None:
        answer = form.cleaned_data["answer"]
        duty.erase_subjects(actor=actor(request), request=found, subjects=subjects, answer=answer)

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The person was erased. The journal says so, without the name."))
        return redirect("person_request", public_id=public_id)
    lead = _(
        "Names, posts, addresses, letters, the account and what the journal says about the person are "
        "erased. That somebody took part stays, without a name. Words that people wrote in other texts, "
        "and documents, are not found: change those by hand."
    )
    return show_form(
        request,
        form,
        current=CURRENT,
        title=_("Erase whoever asks"),
        lead=lead,
        submit=_("Erase for good"),
        is_grave=True,
    )
