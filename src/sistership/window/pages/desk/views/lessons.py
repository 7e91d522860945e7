"""Lessons at the desk: begin, write, hand in, review, revise; figures, sites, and whether it helped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import InputError, RuleError, SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.lessons.actions import helped as helping
from sistership.window.offices.lessons.actions import lessons
from sistership.window.offices.lessons.actions.lessons import COLUMNS
from sistership.window.offices.lessons.models import Lesson
from sistership.window.offices.lessons.queries import lesson_page
from sistership.window.offices.lessons.rules import expert_sides, visible_lessons, visible_questions
from sistership.window.offices.lessons.states import LESSON_TABLE, LessonState
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import Reader, may, require
from sistership.window.pages.desk.forms.choices import (
    keep_sides,
    loaded_choices,
    name_of,
    side_choices,
    side_named,
    sides_of,
    with_sides,
)
from sistership.window.pages.desk.forms.lessons import (
    HelpedForm,
    LessonForm,
)
from sistership.window.pages.desk.forms.proofs import ReasonForm
from sistership.window.pages.desk.forms.ties import FIELDS, Ties, chosen, id_of
from sistership.window.pages.desk.forms.wordings import languages_for, wordings_of
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.experts import (
    acting_side,
    expert_page,
    expert_trail,
    partnership_to_write,
)
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    edit_page,
    find,
    form_page,
    posted,
    show,
)
from sistership.window.pages.lesson_words import state_of, topic_word

PLAIN = tuple(name for name in COLUMNS if name not in FIELDS)


def lesson_address(lesson: Lesson) -> str:
    """The page of a lesson at the desk."""
    return reverse("desk_lesson", args=[lesson.public_id])


def lesson_to_write(request: DeskRequest, public_id: UUID) -> Lesson:
    """A lesson that the reader may write, with its partnership's sides."""
    rows = visible_lessons(request.user).select_related("partnership", "side__city", *FIELDS)
    lesson = find(rows, public_id)
    sides = with_sides(lesson.partnership)
    require(request.user, "lessons.write", lesson.partnership)
    load_texts([lesson], [side.city for side in sides])
    keep_sides(lesson.partnership, sides)
    return lesson


def lesson_form_page(lesson: Lesson, title: str, **words: Any) -> FormPage:
    """A page with one form about a lesson, that leads back to it."""
    way = expert_trail((name_of(lesson, "title"), lesson_address(lesson)), (title, None))
    return FormPage(
        title=title,
        partnership=lesson.partnership,
        back=lesson_address(lesson),
        context={"trail": way},
        **words,
    )


@expert_page
def add_lesson(request: DeskRequest, key: str) -> HttpResponse:
    """Begin a lesson; `?question=` names the accepted question that becomes it."""
    partnership = partnership_to_write(request.user, key)
    ties = Ties.of(request.user, partnership)
    asked = visible_questions(request.user).filter(partnership=partnership, state="accepted")
    question = chosen(asked.select_related("side", *FIELDS), request.GET.get("question"))
    sides = [side for side in sides_of(partnership) if question is None or side.pk != question.side_id]
    initial: dict[str, Any] = {}
    if question:
        load_texts([question])
        initial = {"topic": question.topic, "stage": question.stage, "is_public": question.is_public}
        initial |= wordings_of(question, ["title", "context"])
        initial |= {name: id_of(getattr(question, name)) for name in FIELDS}
    form = LessonForm(
        posted(request),
        initial=initial,
        languages=languages_for(partnership),
        sides=side_choices(sides),
        **ties.options(),
    )
    title = _("Write a lesson")
    page = FormPage(
        title=title,
        lead=_("Both cities write it. The other city reviews it before it is published."),
        partnership=partnership,
        back=reverse("desk_experts"),
        submit=_("Begin the lesson"),
        done=_("The lesson is a draft now. Add figures with their sources, and sites to be shown."),
        context={"trail": expert_trail((title, None))},
    )

    def act() -> Lesson:
        values = form.cleaned_data
        side = side_named(partnership, values["side"])
        assert side is not None, "the choice of a side is required"
        return lessons.begin(
            actor=request.user.ref,
            partnership=partnership,
            side=side,
            acting=acting_side(request.user, partnership),
            question=question,
            texts={name: form.texts(name) for name in Lesson.TEXT_FIELDS},
            **ties.chosen(values),
            **{name: values[name] for name in PLAIN},
        )

    return form_page(request, form, page, act=act, goto=lesson_address)


@expert_page
def edit_lesson(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change a draft, or a lesson that was returned."""
    lesson = lesson_to_write(request, public_id)
    if (LessonState(lesson.state), "edited") not in LESSON_TABLE:
        raise Http404
    partnership = lesson.partnership
    ties = Ties.of(request.user, partnership)
    options = ties.options()

    def values(one: Lesson) -> dict[str, Any]:
        found = {name: getattr(one, name) for name in PLAIN}
        found |= {name: id_of(getattr(one, name)) for name in FIELDS}
        return found | wordings_of(one, Lesson.TEXT_FIELDS)

    def act(one: Lesson, form: Any) -> Lesson:
        changes = form.changed_fields()
        changes |= ties.chosen(changes)
        return lessons.edit(
            actor=request.user.ref,
            lesson=one,
            side=acting_side(request.user, partnership),
            texts=form.changed_texts(),
            **{name: value for name, value in changes.items() if name in COLUMNS},
        )

    return edit_page(
        request,
        lesson,
        lesson_form_page(lesson, _("Change the lesson"), submit=_("Save"), done=_("The lesson was changed.")),
        build=lambda one, data, initial: LessonForm(
            data, initial=initial, languages=languages_for(partnership), record=one, **options
        ),
        values=values,
        act=act,
    )


def possible_deeds(reader: Reader, lesson: Lesson) -> set[str]:
    """What the reader may do with the lesson now."""
    events = {event for state, event in LESSON_TABLE if state == lesson.state} - {"superseded"}
    if not may(reader, "lesson.review", lesson):
        events -= {"approved", "returned"}
    if lesson.state == LessonState.PUBLISHED:
        events |= set() if hasattr(lesson, "revised_by") else {"revised"}
    answered = {one.side_id for one in lesson.helped.all() if one.verdict}
    own = [side for side in expert_sides(reader, lesson.partnership) if side.pk != lesson.side_id]
    if lesson.state == LessonState.PUBLISHED and any(side.pk not in answered for side in own):
        events |= {"helped"}
    return events


def _shown(request: DeskRequest, public_id: UUID, reason: ReasonForm, *, status: int = 200) -> HttpResponse:
    lesson = lesson_page(request.user, public_id)
    if lesson is None:
        raise Http404
    require(request.user, "lessons.write", lesson.partnership)
    keep_sides(lesson.partnership, list(lesson.partnership.sides.all()))
    mark, word = state_of("lesson", lesson.state)
    context = {
        "lesson": lesson,
        "mark": mark,
        "word": word,
        "topic": topic_word(lesson.topic),
        "deeds": (deeds := possible_deeds(request.user, lesson)),
        "may_edit": "edited" in deeds,
        "reason": reason,
        "trail": expert_trail((name_of(lesson, "title"), None)),
    }
    return show(request, "desk/lesson.html", context, status=status, current="experts")


@expert_page
def lesson(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A lesson as those who write and review it see it."""
    return _shown(request, public_id, ReasonForm())


DONE = {
    "handed_in": gettext_lazy("The lesson was handed in; the other city was asked to review it."),
    "approved": gettext_lazy("The lesson is published."),
    "returned": gettext_lazy("The lesson was returned with your reason."),
    "revised": gettext_lazy("A new version was begun. Readers see the one before until it is published."),
}


@require_POST
@expert_page
def act_on_lesson(request: DeskRequest, public_id: UUID, event: str) -> HttpResponse:
    """Hand in, approve, return with a reason, or revise."""
    if event not in DONE:
        raise Http404
    found = lesson_to_write(request, public_id)
    if event in ("approved", "returned"):
        require(request.user, "lesson.review", found)
    form = ReasonForm(request.POST)
    if event == "returned" and not form.is_valid():
        return _shown(request, public_id, form, status=422)
    try:
        made = _do(request, found, event, form)
    except SistershipError as error:
        messages.error(request, say(error))
        return HttpResponseRedirect(lesson_address(found))
    messages.success(request, DONE[event])
    return HttpResponseRedirect(lesson_address(made))


def _do(request: DeskRequest, found: Lesson, event: str, form: ReasonForm) -> Lesson:
    reader = request.user
    is_review = event in ("approved", "returned")
    side = acting_side(reader, found.partnership, other_than=found.handed_in_by_id if is_review else None)
    given: dict[str, Any] = {"actor": reader.ref, "lesson": found, "side": side}
    if event == "returned":
        language = get_language() or ""
        return lessons.return_it(**given, reason=form.cleaned_data["reason"], language=language)
    deeds = {"handed_in": lessons.hand_in, "approved": lessons.approve, "revised": lessons.revise}
    return deeds[event](**given)


def owed_by(reader: Reader, side: Side) -> list[Commitment]:
    """Promises of the side for which it can file evidence, with texts."""
    rows = visible_commitments(reader).filter(
        partnership=side.partnership_id, owing=side, dropped_on__isnull=True
    )
    found = list(rows)
    load_texts(found)
    return found


@expert_page
def say_helped(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Say whether a lesson of the other city helped, and in what."""
    found = lesson_to_write(request, public_id)
    require(request.user, "lesson.say_helped", found)
    side = acting_side(request.user, found.partnership, other_than=found.side_id)
    commitments = owed_by(request.user, side)
    form = HelpedForm(
        posted(request),
        languages=languages_for(found.partnership),
        commitments=loaded_choices(commitments, "title"),
    )
    page = lesson_form_page(
        found,
        _("Did this lesson help?"),
        submit=_("Send the answer"),
        done=_("Your answer stands with the lesson."),
        lead=name_of(found, "title"),
    )

    def act() -> Any:
        values = form.cleaned_data
        commitment = chosen(commitments, values.get("commitment"))
        if commitment:
            _require_to_file(request.user, commitment)
        return helping.say_helped(
            actor=request.user.ref,
            lesson=found,
            side=side,
            verdict=values["verdict"],
            reasons=form.texts("reason"),
            commitment=commitment,
        )

    return form_page(request, form, page, act=act)


def _require_to_file(reader: Reader, commitment: Commitment) -> None:
    """Filing evidence is the officers' and leads' to do: an expert leaves the promise empty."""
    try:
        require(reader, "commitment.file_evidence", commitment)
    except RuleError as error:
        raise InputError(
            _("Evidence is filed by an officer of your city"),
            where="commitment",
            next_step=_("Leave the promise empty, or ask an officer to answer this"),
        ) from error
