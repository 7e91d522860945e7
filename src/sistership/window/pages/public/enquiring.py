"""The guided form: one question a page, without an account or script; gone on with by a secret link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import InputError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import drafting
from sistership.window.offices.cases.actions.happening import promise_of
from sistership.window.offices.cases.actions.receiving import Enquiry
from sistership.window.offices.cases.models import EnquiryDraft, Service
from sistership.window.offices.people import queries as people
from sistership.window.offices.people.models import LawLink, OrganisationKind, Partnership, Side
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.experts import uploads_of
from sistership.window.pages.public import enquiry_forms
from sistership.window.pages.public.enquiry_link import secretly, void
from sistership.window.pages.public.enquiry_words import SERVICE_HINTS
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import city_name, partnership_name, trail_to
from sistership.window.pages.public.open_forms import LANGUAGE_CHOICES

LAW_TOPIC = "administration"
"""Topic of the laws by which formal applications are decided."""
METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the form."""

    form: type[forms.Form]
    title: str | Promise
    lead: str | Promise = ""


QUESTIONS: dict[str, Question] = {
    "city": Question(
        enquiry_forms.CityForm,
        gettext_lazy("Which city's desk is to answer?"),
        gettext_lazy(
            "Usually the city that you want to come to or learn from. Its desk receives your enquiry and "
            "owes you the answer, in its own working hours; where the other city knows better, it asks "
            "that city to take over."
        ),
    ),
    "service": Question(enquiry_forms.ServiceForm, gettext_lazy("What is your enquiry about?")),
    "words": Question(enquiry_forms.WordsForm, gettext_lazy("What do you want to know?")),
    "you": Question(enquiry_forms.YouForm, gettext_lazy("Who asks?")),
    "reach": Question(
        enquiry_forms.ReachForm,
        gettext_lazy("How can the desk reach you?"),
        gettext_lazy("One of the two is enough. Neither is shown to anybody but the desks."),
    ),
    "reading": Question(
        enquiry_forms.ReadingForm,
        gettext_lazy("The other city"),
        gettext_lazy(
            "Some questions are answered better by the other city. With your yes, the desk may hand your "
            "enquiry over; the other desk then reads all of it. You can change this later on your own page."
        ),
    ),
    "files": Question(
        enquiry_forms.FilesForm,
        gettext_lazy("Is there something to send along?"),
        gettext_lazy("You can leave this out, and send more later."),
    ),
}
"""In the order in which they are asked."""
NEEDED = tuple(name for name in QUESTIONS if name != "files")
ANSWER_LABELS = {"may_be_handed_over": pgettext_lazy("enquiry", "The other city may read it")}


def _partnership(request: HttpRequest, key: str) -> Partnership:
    rows = people.partnerships(request.user).filter(is_public=True)
    found = found_or_404(rows.filter(key=key).first())
    load_texts([side.city for side in found.sides.all()])
    return found


@require_http_methods(["GET", "HEAD"])
def enquire(request: HttpRequest) -> HttpResponse:
    """Choose the pair of cities that the enquiry concerns."""
    pairs = list(people.partnerships(request.user).filter(is_public=True))
    load_texts([side.city for one in pairs for side in one.sides.all()])
    pairs.sort(key=lambda one: partnership_name(one.sides.all()))
    context = {"pairs": [(one, partnership_name(one.sides.all())) for one in pairs], "section": "enquire"}
    return render(request, "public/enquire.html", context)


@rate_limit(action="enquire")
@require_http_methods(METHODS)
def partnership_enquire(request: HttpRequest, key: str) -> HttpResponse:
    """What an enquiry is and is not, what the window can do, and the button that begins one."""
    found = _partnership(request, key)
    form = enquiry_forms.StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return HttpResponseRedirect(request.path)
        secret = drafting.begin(language=get_language() or "en", answers={"partnership": found.key})
        return HttpResponseRedirect(reverse("enquiry_step", args=[secret, next(iter(QUESTIONS))]))
    sides = list(found.sides.all())
    laws = list(LawLink.objects.filter(city__in=[side.city_id for side in sides], topic=LAW_TOPIC))
    load_texts(laws)
    context = {
        "partnership": found,
        "form": form,
        "services": [(label, SERVICE_HINTS[key]) for key, label in Service.choices],
        "sides": [
            (side, promise_of(side, ""), [law for law in laws if law.city_id == side.city_id])
            for side in sides
        ],
        "trail": trail_to(found, (_("Send an enquiry"), None)),
        "section": "enquire",
    }
    return render(request, "public/enquire_start.html", context)


DraftPage = Callable[[HttpRequest, str, EnquiryDraft, Partnership], HttpResponse]


def _with_draft(request: HttpRequest, secret: str, page: DraftPage) -> HttpResponse:
    """The page of an enquiry that is being written; one that was sent leads to its own page."""
    try:
        draft = drafting.find(secret)
        if drafting.SENT in draft.answers:
            return HttpResponseRedirect(reverse("enquiry", args=[draft.answers[drafting.SENT]]))
        return page(request, secret, draft, _partnership(request, draft.answers["partnership"]))
    except InputError as error:
        return void(request, error)


def _open_question(answers: Mapping[str, Any]) -> str | None:
    return next((name for name in QUESTIONS if name not in answers), None)


def _next(secret: str, answers: Mapping[str, Any]) -> HttpResponse:
    """On to the first question without an answer, or to all answers."""
    name = _open_question(answers)
    address = (
        reverse("enquiry_step", args=[secret, name]) if name else reverse("enquiry_check", args=[secret])
    )
    return HttpResponseRedirect(address)


@secretly
@require_http_methods(["GET", "HEAD"])
def enquiry_draft(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Go on where one stopped."""
    return _with_draft(request, secret, lambda _request, _secret, draft, _found: _next(secret, draft.answers))


def _form(name: str, request: HttpRequest, draft: EnquiryDraft, found: Partnership) -> forms.Form:
    options: dict[str, Any] = {"sides": found.sides.all()} if name == "city" else {}
    if request.method == "POST":
        return QUESTIONS[name].form(request.POST, request.FILES, **options)
    known = draft.answers.get(name)
    return QUESTIONS[name].form(initial=known if isinstance(known, dict) else None, **options)


def _keep(name: str, secret: str, form: forms.Form) -> EnquiryDraft:
    language = get_language() or "en"
    if name == "files":
        return drafting.attach(secret, language=language, uploads=uploads_of(form.cleaned_data["files"]))
    return drafting.keep(secret, language=language, answers={name: form.cleaned_data})


@secretly
@require_http_methods(METHODS)
def enquiry_step(request: HttpRequest, secret: str, step: str) -> HttpResponseBase:
    """Ask one question, keep its answer, go on."""
    if step not in QUESTIONS:
        raise Http404(_("There is no such page, or it is not public."))
    return _with_draft(request, secret, lambda *known: _step(step, *known))


def _step(
    name: str, request: HttpRequest, secret: str, draft: EnquiryDraft, found: Partnership
) -> HttpResponse:
    if request.method == "POST" and request.POST.get("remove"):
        drafting.detach(secret, language=get_language() or "en", sha256=request.POST["remove"])
        return HttpResponseRedirect(request.path)
    form = _form(name, request, draft, found)
    if request.method == "POST" and form.is_valid():
        try:
            return _next(secret, _keep(name, secret, form).answers)
        except InputError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
    names = list(QUESTIONS)
    place = names.index(name)
    context = {
        "partnership": found,
        "secret": secret,
        "question": QUESTIONS[name],
        "form": form,
        "files": draft.answers.get("files", []) if name == "files" else [],
        "place": place + 1,
        "count": len(names),
        "back": reverse("enquiry_step", args=[secret, names[place - 1]])
        if place
        else reverse("partnership_enquire", args=[found.key]),
        "section": "enquire",
    }
    return render(request, "public/enquire_step.html", context, status=422 if form.errors else 200)


def _said(name: str, found: Partnership, field: str, value: Any) -> str:
    """An answer as its writer chose it."""
    if name == "city":
        return next((city_name(side) for side in found.sides.all() if side.city.key == value), value)
    choices: dict[str, Any] = {
        "service": Service.choices,
        "organisation_kind": OrganisationKind.choices,
        "language": LANGUAGE_CHOICES,
        "may_be_handed_over": enquiry_forms.ReadingForm.base_fields["may_be_handed_over"].choices,  # type: ignore[attr-defined]
    }.get(field, [])
    return str(dict(choices).get(value, value))


def _answers(secret: str, found: Partnership, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All answers with the question that each belongs to."""
    shown: list[dict[str, Any]] = []
    for name in NEEDED:
        question = QUESTIONS[name]
        rows = [
            (
                ANSWER_LABELS.get(field, question.form.base_fields[field].label),
                _said(name, found, field, value),
            )
            for field, value in answers[name].items()
            if value
        ]
        shown.append(
            {"title": question.title, "rows": rows, "url": reverse("enquiry_step", args=[secret, name])}
        )
    kept = [(_("File"), one["name"]) for one in answers.get("files", [])]
    shown.append(
        {
            "title": QUESTIONS["files"].title,
            "rows": kept or [(_("Files"), _("None"))],
            "url": reverse("enquiry_step", args=[secret, "files"]),
        }
    )
    return shown


def _enquiry(answers: Mapping[str, Any]) -> Enquiry:
    return Enquiry(
        **answers["service"],
        **answers["words"],
        **answers["you"],
        **answers["reach"],
        may_be_handed_over=answers["reading"]["may_be_handed_over"] == "yes",
    )


@rate_limit(action="enquire")
@secretly
@require_http_methods(METHODS)
def enquiry_check(request: HttpRequest, secret: str) -> HttpResponseBase:
    """All answers once more, then send."""
    return _with_draft(request, secret, _check)


def _check(request: HttpRequest, secret: str, draft: EnquiryDraft, found: Partnership) -> HttpResponse:
    answers = draft.answers
    if any(name not in answers for name in NEEDED):
        return _next(secret, answers)
    side: Side | None = next(
        (one for one in found.sides.all() if one.city.key == answers["city"]["side"]), None
    )
    if side is None:  # the city left the partnership meanwhile
        return HttpResponseRedirect(reverse("enquiry_step", args=[secret, "city"]))
    if request.method == "POST":
        try:
            opened = drafting.send(secret, side=side, enquiry=_enquiry(answers))
        except InputError as error:
            messages.error(request, say(error))
        else:
            return HttpResponseRedirect(reverse("enquiry_sent", args=[opened]))
    context = {
        "partnership": found,
        "secret": secret,
        "answers": _answers(secret, found, answers),
        "side": side,
        "back": reverse("enquiry_step", args=[secret, "files"]),
        "section": "enquire",
    }
    return render(request, "public/enquire_check.html", context)


@secretly
@require_http_methods(METHODS)
def enquiry_save(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The link by which one comes back, and a letter with it on wish."""
    return _with_draft(request, secret, _save)


def _save(request: HttpRequest, secret: str, draft: EnquiryDraft, found: Partnership) -> HttpResponse:
    form = enquiry_forms.AddressForm(request.POST if request.method == "POST" else None)
    language = get_language() or "en"
    if request.method == "POST" and form.is_valid():
        if not form.is_from_a_program:
            drafting.mail_link(secret, language=language, email=form.cleaned_data["email"])
        messages.success(request, _("The link is on its way to you."))
        return HttpResponseRedirect(request.path)
    context = {
        "partnership": found,
        "secret": secret,
        "form": form,
        "link": drafting.draft_url(secret, language),
        "draft": draft,
        "back": reverse("enquiry_draft", args=[secret]),
        "section": "enquire",
    }
    return render(request, "public/enquire_save.html", context, status=422 if form.errors else 200)
