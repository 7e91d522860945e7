"""Lessons and public questions between experts: the list, their pages, and the documents of answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.lessons.models import AnswerFile, Stage
from sistership.window.offices.lessons.queries import (
    lesson_page,
    load_lessons,
    published,
    question_page,
    topics,
)
from sistership.window.offices.lessons.rules import visible_questions
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import may, visible_cities
from sistership.window.pages.lesson_words import state_of, topic_word
from sistership.window.pages.public.downloads import download
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import trail_to
from sistership.window.pages.templatetags.window import plain

PER_PAGE = 20


class LessonFilter(forms.Form):
    """What the list of lessons shows."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage of the project"),
        required=False,
        choices=[("", pgettext_lazy("filter", "All")), *Stage.choices],
    )
    city = forms.ChoiceField(label=pgettext_lazy("filter", "City"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Written in"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "All")),
            *((code, LANGUAGE_NAMES[code]) for code in LANGUAGES),
        ],
    )

    def __init__(self, *args: Any, topics: list[str], cities: list[City], **options: Any) -> None:
        super().__init__(*args, **options)
        everything = ("", pgettext_lazy("filter", "All"))
        self.fields["topic"].choices = [everything, *((one, topic_word(one)) for one in topics)]  # type: ignore[attr-defined]
        self.fields["city"].choices = [everything, *((one.key, plain(one, "name")) for one in cities)]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """The filters; what is not among the choices narrows nothing."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return {"words": given.pop("q").replace("\x00", ""), **given}


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """Published lessons, the newest first, by topic, stage, city and language."""
    reader = request.user
    cities = list(visible_cities(reader).order_by("key"))
    load_texts(cities)
    form = LessonFilter(request.GET, topics=topics(reader), cities=cities)
    page = Paginator(published(reader, **form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = load_lessons(list(page.object_list))
    for one in page.object_list:
        one.topic_word = topic_word(one.topic)  # type: ignore[attr-defined]
    query = request.GET.copy()
    query.pop("page", None)
    context = {"page_obj": page, "form": form, "query": query.urlencode(), "clear_url": reverse("lessons")}
    return render(request, "public/lessons.html", context)


@require_safe
def lesson(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One lesson with its figures, their sources, its sites, and whom it helped."""
    found = found_or_404(lesson_page(request.user, public_id))
    mark, word = state_of("lesson", found.state)
    newer = getattr(found, "revised_by", None) if found.state == "superseded" else None
    context = {
        "lesson": found,
        "mark": mark,
        "word": word,
        "newer": newer,
        "topic": topic_word(found.topic),
        "helped": [one for one in found.helped.all() if one.verdict],
        "may_write": may(request.user, "lessons.write", found.partnership),
        "trail": trail_to(
            found.partnership, (_("Lessons"), reverse("lessons")), (plain(found, "title"), None)
        ),
    }
    return render(request, "public/lesson.html", context)


@require_safe
def expert_question_public(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A question between experts, with its answers, for those who may read it."""
    found = found_or_404(question_page(request.user, public_id))
    mark, word = state_of("question", found.state)
    context = {
        "question": found,
        "mark": mark,
        "word": word,
        "topic": topic_word(found.topic),
        "may_write": may(request.user, "lessons.write", found.partnership),
        "trail": trail_to(found.partnership, (plain(found, "title"), None)),
    }
    return render(request, "public/expert_question.html", context)


@require_safe
def answer_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """A document of an answer to a question that the reader sees."""
    rows = AnswerFile.objects.filter(
        answer__question__in=visible_questions(request.user), public_id=public_id
    )
    found = found_or_404(rows.select_related("file").first())
    return download(found.file, name=found.name)
