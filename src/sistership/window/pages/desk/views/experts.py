"""The desk of experts: what waits, asking the other city, answering, and the deeds on a question."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import RuleError, SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.lessons.actions import questions
from sistership.window.offices.lessons.models import Question
from sistership.window.offices.lessons.queries import expert_day, question_page
from sistership.window.offices.lessons.rules import expert_partnerships, expert_sides, visible_questions
from sistership.window.offices.lessons.states import QUESTION_TABLE
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import Reader, may, require
from sistership.window.pages.desk.forms.choices import (
    keep_sides,
    name_of,
    side_choices,
    side_named,
    with_sides,
)
from sistership.window.pages.desk.forms.lessons import AnswerForm, AskForm
from sistership.window.pages.desk.forms.proofs import ReasonForm
from sistership.window.pages.desk.forms.ties import Ties
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    Trail,
    find,
    form_page,
    posted,
    sent_files,
    show,
)
from sistership.window.pages.lesson_words import state_of, topic_word

P = ParamSpec("P")


def expert_page(
    view: Callable[Concatenate[DeskRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let in experts, officers and leads of a city: others log in first, or are told that they may not."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            require(request.user, "lessons.use")
            return view(request, *args, **kwargs)
        except RuleError as error:
            raise PermissionDenied(error.what) from error

    return login_required(guarded)  # type: ignore[return-value]


def expert_trail(*steps: tuple[Any, str | None]) -> Trail:
    """Breadcrumbs from the desk of experts to this page."""
    return [(pgettext("the desk", "Experts"), reverse("desk_experts")), *steps]


def question_address(question: Question) -> str:
    """The page of a question at the desk."""
    return reverse("desk_expert_question", args=[question.public_id])


def partnership_to_write(reader: Reader, key: str) -> Partnership:
    """A partnership in which the reader is an expert, with its sides; others are not there."""
    partnership = expert_partnerships(reader).filter(key=key).first()
    if partnership is None:
        raise Http404
    sides = with_sides(partnership)
    require(reader, "lessons.write", partnership)
    load_texts([side.city for side in sides])
    keep_sides(partnership, sides)
    return partnership


def uploads_of(files: list[UploadedFile]) -> list[tuple[str, bytes]]:
    """Name and bytes of each file that was sent."""
    return [(one.name or "", one.read()) for one in files]


def acting_side(reader: Reader, partnership: Partnership, *, other_than: int | None = None) -> Side:
    """The side for which the reader acts, other than one; RuleError where there is none."""
    found = [side for side in expert_sides(reader, partnership) if side.pk != other_than]
    if not found:
        raise RuleError(_("An expert of the other city does this"))
    return found[0]


@expert_page
def experts(request: DeskRequest) -> HttpResponse:
    """What waits for the reader as an expert."""
    day = expert_day(request.user)
    asked: list[Any] = [*day.to_answer, *day.to_settle, *day.waiting, *day.accepted]
    for row in [*asked, *day.drafts, *day.to_review, *day.in_review]:
        row.mark, row.word = state_of(row.kind(), row.state)
        row.topic_word = topic_word(row.topic)
    mine = expert_partnerships(request.user).order_by("key")
    partnerships = list(mine.prefetch_related("sides__city"))
    load_texts([side.city for one in partnerships for side in one.sides.all()])
    named = [(one, " × ".join(name_of(side.city) for side in one.sides.all())) for one in partnerships]
    context = {"day": day, "partnerships": named, "trail": []}
    return show(request, "desk/experts.html", context, current="experts")


@expert_page
def ask_expert(request: DeskRequest, key: str) -> HttpResponse:
    """Ask the experts of the other city."""
    partnership = partnership_to_write(request.user, key)
    ties = Ties.of(request.user, partnership)
    form = AskForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(expert_sides(request.user, partnership)),
        **ties.options(),
    )
    title = _("Ask the other city's experts")
    page = FormPage(
        title=title,
        lead=_("They get a letter in their language with a link that answers without an account."),
        partnership=partnership,
        back=reverse("desk_experts"),
        submit=_("Send the question"),
        done=_("The question was sent to the experts of the other city."),
        context={"trail": expert_trail((title, None))},
    )

    def act() -> Question:
        values = form.cleaned_data
        side = side_named(partnership, values["side"])
        assert side is not None, "the choice of a side is required"
        return questions.ask(
            actor=request.user.ref,
            partnership=partnership,
            side=side,
            titles=form.texts("title"),
            contexts=form.texts("context"),
            wanted=form.texts("wanted"),
            topic=values["topic"],
            stage=values["stage"],
            wanted_by=values["wanted_by"],
            **ties.chosen(values),
            is_public=values["is_public"],
        )

    return form_page(request, form, page, act=act, goto=question_address)


def _found(request: DeskRequest, public_id: UUID) -> Question:
    question = question_page(request.user, public_id)
    if question is None:
        raise Http404
    require(request.user, "lessons.write", question.partnership)
    keep_sides(question.partnership, list(question.partnership.sides.all()))
    return question


DEEDS: dict[str, str] = {
    "taken": "question.answer",
    "put_back": "question.answer",
    "accepted": "question.settle",
    "lesson_begun": "lessons.write",
    "closed": "lessons.write",
}
"""What one does to a question with one button → the permission for it."""


def possible_deeds(reader: Reader, question: Question) -> set[str]:
    """The events that the reader may cause now."""
    permissions = {**DEEDS, "answered": "question.answer", "asked_again": "question.settle"}
    events = {event for state, event in QUESTION_TABLE if state == question.state}
    return {
        event
        for event in events
        if may(
            reader,
            permissions[event],
            question.partnership if permissions[event] == "lessons.write" else question,
        )
    }


def _question_context(request: DeskRequest, question: Question) -> dict[str, Any]:
    mark, word = state_of("question", question.state)
    is_mine = question.taken_by_id == request.user.public_id
    return {
        "question": question,
        "mark": mark,
        "word": word,
        "topic": topic_word(question.topic),
        "deeds": possible_deeds(request.user, question),
        "is_mine": is_mine,
        "trail": expert_trail((name_of(question, "title"), None)),
    }


@expert_page
def expert_question(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A question with its answers, and what the reader can do."""
    question = _found(request, public_id)
    context = _question_context(request, question) | {"reason": ReasonForm()}
    return show(request, "desk/expert_question.html", context, current="experts")


@expert_page
def answer_expert(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Answer a question of the other city, or ask on after an answer of theirs."""
    question = _found(request, public_id)
    is_asking = not may(request.user, "question.answer", question)
    partnership = question.partnership
    form = AnswerForm(posted(request), sent_files(request), languages=languages_for(partnership))
    title = _("Ask further") if is_asking else _("Answer the question")
    page = FormPage(
        title=title,
        lead=name_of(question, "title"),
        partnership=partnership,
        back=question_address(question),
        submit=_("Send"),
        done=_("The question was sent on.") if is_asking else _("The answer was sent to who asked."),
        template="desk/expert_answer.html",
        context={
            "question": question,
            "trail": expert_trail((name_of(question, "title"), question_address(question)), (title, None)),
        },
    )

    def act() -> Any:
        given: dict[str, Any] = {
            "actor": request.user.ref,
            "question": question,
            "texts": form.texts("text"),
            "uploads": uploads_of(form.cleaned_data["documents"]),
        }
        if is_asking:
            return questions.ask_further(side=question.side, **given)
        side = acting_side(request.user, partnership, other_than=question.side_id)
        return questions.answer(side=side, **given)

    return form_page(request, form, page, act=act)


DONE = {
    "taken": gettext_lazy("You answer this question."),
    "put_back": gettext_lazy("The question waits for your colleagues again."),
    "accepted": gettext_lazy("The answer was accepted. Write the lesson with the other city now."),
    "closed": gettext_lazy("The question was closed, and the other city was told."),
}


@require_POST
@expert_page
def act_on_question(request: DeskRequest, public_id: UUID, event: str) -> HttpResponse:
    """Take a question, put it back, accept its answer, or close it with a reason."""
    if event not in DONE:
        raise Http404
    question = find(
        visible_questions(request.user).select_related("partnership").prefetch_related("partnership__sides"),
        public_id,
    )
    of = question.partnership if DEEDS[event] == "lessons.write" else question
    require(request.user, DEEDS[event], of)
    form = ReasonForm(request.POST)
    if event == "closed" and not form.is_valid():
        context = _question_context(request, _found(request, public_id)) | {"reason": form}
        return show(request, "desk/expert_question.html", context, status=422, current="experts")
    try:
        _do(request, question, event, form)
    except RuleError:
        raise
    except SistershipError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, DONE[event])
    return HttpResponseRedirect(question_address(question))


def _do(request: DeskRequest, question: Question, event: str, form: ReasonForm) -> None:
    reader, partnership = request.user, question.partnership
    if event == "closed":
        side = acting_side(reader, partnership)
        reason = form.cleaned_data["reason"]
        language = get_language() or ""
        questions.close(actor=reader.ref, question=question, side=side, reason=reason, language=language)
    elif event == "accepted":
        questions.accept(actor=reader.ref, question=question, side=question.side)
    else:
        side = acting_side(reader, partnership, other_than=question.side_id)
        deed = questions.take if event == "taken" else questions.put_back
        deed(actor=reader.ref, question=question, side=side)
