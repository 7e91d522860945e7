"""Answer an expert's question, or say whether a lesson helped, by the one-time link from a letter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sistership.common.errors import InputError, SistershipError, StateError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.lessons.actions import helped, questions
from sistership.window.offices.lessons.actions.letters import ANSWER, HELPED
from sistership.window.offices.lessons.models import Helped, Question
from sistership.window.offices.lessons.states import QUESTION_TABLE
from sistership.window.offices.notices import actions as notices
from sistership.window.pages.accounts import limit_one_time_links
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import with_sides
from sistership.window.pages.desk.forms.lessons import AnswerForm, HelpedForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.speech import sentence
from sistership.window.pages.desk.views.experts import uploads_of
from sistership.window.pages.desk.views.frame import posted, sent_files


def _closed(request: HttpRequest, error: SistershipError) -> HttpResponse:
    """The page of a link that opens nothing: unknown (404), used, expired or no longer needed (410)."""
    context = {"section": "", "what": sentence(error.what), "next_step": sentence(error.next_step)}
    status = 404 if isinstance(error, InputError) else 410
    return render(request, "desk/answer_closed.html", context, status=status)


def _answered(request: HttpRequest, form: DeskForm, context: dict[str, Any], act: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except StateError as error:
            return _closed(request, error)
        except SistershipError as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(reverse("expert_thanks"))
    status = 422 if form.errors else 200
    return render(request, "desk/expert_link.html", {"section": "", "form": form, **context}, status=status)


@limit_one_time_links
@never_cache
def expert_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the question (GET); answer it with words and documents (POST)."""
    try:
        token = notices.find_token(secret, purpose=ANSWER)
    except (InputError, StateError) as error:
        return _closed(request, error)
    rows = Question.objects.select_related("partnership", "side__city").prefetch_related(
        "answers__side__city", "answers__files"
    )
    question = rows.get(public_id=token.about_id)
    if not any(event == "answered" for state, event in QUESTION_TABLE if state == question.state):
        said = StateError(_("This question was settled"), next_step=_("Nothing more is needed from you"))
        return _closed(request, said)
    sides = with_sides(question.partnership)
    answers = list(question.answers.all())
    load_texts([question], answers, [side.city for side in sides], [one.side.city for one in answers])
    form = AnswerForm(posted(request), sent_files(request), languages=languages_for(question.partnership))
    context = {"question": question, "title": _("Can you answer this?"), "submit": _("Send the answer")}
    return _answered(
        request,
        form,
        context,
        lambda: questions.answer_by_link(
            secret=secret, texts=form.texts("text"), uploads=uploads_of(form.cleaned_data["documents"])
        ),
    )


@limit_one_time_links
@never_cache
def lesson_helped(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the lesson's title (GET); say whether it helped, and why (POST)."""
    try:
        token = notices.find_token(secret, purpose=HELPED)
    except (InputError, StateError) as error:
        return _closed(request, error)
    asked = Helped.objects.select_related("lesson__partnership", "lesson__side__city").get(
        public_id=token.about_id
    )
    lesson = asked.lesson
    load_texts([lesson, lesson.side.city])
    with_sides(lesson.partnership)
    form = HelpedForm(posted(request), languages=languages_for(lesson.partnership), commitments=[])
    context = {"lesson": lesson, "title": _("Did this lesson help?"), "submit": _("Send the answer")}
    return _answered(
        request,
        form,
        context,
        lambda: helped.say_helped_by_link(
            secret=secret, verdict=form.cleaned_data["verdict"], reasons=form.texts("reason")
        ),
    )


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thanks; says nothing of what was answered."""
    return render(request, "desk/expert_thanks.html", {"section": ""})
