"""Words of a case: to the enquirer, notes, words to the other city, translations beside them, and files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import SistershipError
from sistership.common.text import LANGUAGE_NAMES
from sistership.window.ground.models import StoredFile
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import translations, work
from sistership.window.offices.cases.actions.drafting import stored_files
from sistership.window.offices.cases.letter_templates import fill, marks_of
from sistership.window.offices.cases.models import Case, CaseMessage, MessageTranslation
from sistership.window.offices.cases.queries import one as queries
from sistership.window.offices.cases.rules import own_side_of, visible_files, visible_messages
from sistership.window.offices.people.rules import require
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.cases import (
    ANSWERED,
    CLOSING,
    FullWriteForm,
    NoteForm,
    TranslationForm,
    WriteForm,
)
from sistership.window.pages.desk.forms.choices import name_of, with_sides
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.case import case_address, case_trail, seen_case, seen_mark
from sistership.window.pages.desk.views.experts import uploads_of
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    posted,
    sent_files,
    show,
    tell,
)
from sistership.window.pages.public.downloads import download

SHOWN_WORDS = 4
"""How many of the last words stand beside the form."""


def case_page(case: Case, title: str, **words: Any) -> FormPage:
    """A page with one form about a case."""
    way = case_trail((case.number, case_address(case)), (title, None))
    context = {"case": case, "trail": way, "rail_current": "cases"}
    context |= words.pop("context", {})
    return FormPage(
        title=title, partnership=case.partnership, back=case_address(case), context=context, **words
    )


def _begun(request: DeskRequest, case: Case) -> tuple[list[tuple[str, str, bool]], dict[str, str], list[str]]:
    """(name, address, is chosen) of the templates; what the form begins with; what to know of it."""
    found = queries.templates_for(request.user, case)
    load_texts(found)
    asked = request.GET.get("template")
    chosen = next((one for one in found if str(one.public_id) == asked), None)
    links = [(name_of(one), f"?template={one.public_id}", one is chosen) for one in found]
    if chosen is None:
        return links, {"language": case.language}, []
    letter = fill(chosen, case, case.language, officer=request.user)
    begun = {"language": letter.language, "subject": letter.subject, "text": letter.body}
    return links, begun, marks_of(letter)


def _kept_files(form: DeskForm) -> list[StoredFile]:
    """The files that were sent, stored; call inside an action's transaction."""
    uploads = uploads_of(form.cleaned_data["files"])
    return [one.file for one in stored_files(uploads) if one.file]


def _send(request: DeskRequest, case: Case, form: DeskForm) -> None:
    values = form.cleaned_data
    is_closing = values["kind"] == CLOSING
    kind: work.Kind = ANSWERED if is_closing else values["kind"]
    words = work.Words(
        text=values["text"],
        language=values.get("language") or get_language() or "",
        subject=values.get("subject", ""),
        files=_kept_files(form),
    )
    work.write(
        actor=request.user.ref,
        case=case,
        kind=kind,
        words=words,
        author=request.user.get_full_name(),
    )
    if is_closing:
        work.close(actor=request.user.ref, case=case, outcome=work.Outcome(values["outcome_kind"]))


@desk_page
def write(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Write to the enquirer, with a template where one is chosen; what came meanwhile is shown first."""
    case = seen_case(request, public_id)
    require(request.user, "case.work", case)
    with_sides(case.partnership)
    thread = queries.words_of(request.user, case, get_language() or "en")
    mark = seen_mark(queries.events_of(case), thread)
    links, begun, marks = _begun(request, case)
    given = posted(request)
    is_short = given is not None and "language" not in given
    form_class = WriteForm if is_short else FullWriteForm
    languages = languages_for(case.partnership)
    form: DeskForm = form_class(
        given,
        sent_files(request),
        languages=languages,
        initial=begun | {"seen": mark},
    )
    has_news = False
    if given is not None and given.get("seen") and given["seen"] != mark:
        has_news = True
        values = given.copy()
        values["seen"] = mark
        form = form_class(values, languages=languages)
    page = case_page(
        case,
        _("Write to the enquirer"),
        submit=_("Send") if case.enquirer_email else _("Keep"),
        done=_("Your words are on their way.") if case.enquirer_email else _("Your words are kept."),
        template="desk/case_write.html",
        context={
            "templates": links,
            "marks": marks,
            "has_news": has_news,
            "last": [one for one in thread if one.direction != "note"][-SHOWN_WORDS:],
            "language_name": LANGUAGE_NAMES.get(case.language, case.language),
        },
    )
    if has_news:
        context = {"form": form, "page": page, **page.context}
        return show(request, page.template, context, status=409, current="cases")
    return form_page(request, form, page, act=lambda: _send(request, case, form))


@desk_page
def note(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Keep a note of the own side, or a word that the other reading sides see."""
    case = seen_case(request, public_id)
    require(request.user, "case.note", case)
    with_sides(case.partnership)
    form = NoteForm(posted(request), sent_files(request), languages=languages_for(case.partnership))
    page = case_page(case, _("Add a note"), submit=_("Add"), done=_("It is kept with the case."))

    def act() -> None:
        side = own_side_of(request.user, case.partnership)
        assert side is not None, "who sees a case works for one of its sides"
        work.note(
            actor=request.user.ref,
            case=case,
            side=side,
            text=form.cleaned_data["text"],
            language=get_language() or "",
            author=request.user.get_full_name(),
            is_shared=form.cleaned_data["is_shared"] == "shared",
            files=_kept_files(form),
        )

    return form_page(request, form, page, act=act)


def _message(request: DeskRequest, public_id: UUID) -> CaseMessage:
    rows = visible_messages(request.user).select_related("case__partnership", "case__side")
    return find(rows, public_id)


@desk_page
def translate_message(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Put a translation into the reader's language beside words of a case."""
    message = _message(request, public_id)
    case, language = message.case, get_language() or "en"
    require(request.user, "case.note", case)
    with_sides(case.partnership)
    kept = MessageTranslation.objects.filter(message=message, language=language).first()
    form = TranslationForm(
        posted(request),
        languages=languages_for(case.partnership),
        initial={"text": kept.text if kept else ""},
    )
    page = case_page(
        case,
        _("Translate into %(language)s") % {"language": LANGUAGE_NAMES[language]},
        submit=_("Keep the translation"),
        done=_("The translation stands beside the words."),
        template="desk/case_translate.html",
        context={"message": message, "is_draft": bool(kept and kept.is_machine_draft)},
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: translations.translate(
            actor=request.user.ref, message=message, language=language, text=form.cleaned_data["text"]
        ),
    )


@desk_page
@require_POST
def draft_message(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Have a machine draft a translation into the reader's language."""
    case = seen_case(request, public_id)
    require(request.user, "case.note", case)
    try:
        message = find(
            visible_messages(request.user).filter(case=case).select_related("case__partnership"),
            UUID(request.POST.get("message", "")),
        )
        translations.ask_draft(actor=request.user.ref, message=message, language=get_language() or "en")
    except ValueError:
        messages.error(request, _("Choose the words that are to be translated."))
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, _("The machine was asked. Its draft stands beside the words in a moment."))
    return HttpResponseRedirect(case_address(case))


@desk_page
def case_file(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A file of words that the reader sees."""
    found = find(visible_files(request.user).filter(file__isnull=False).select_related("file"), public_id)
    assert found.file is not None
    return download(found.file, name=found.name)  # type: ignore[return-value]
