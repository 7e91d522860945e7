"""Questions of the public that the reader's cities have to answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.actions import questions as actions
from sistership.window.offices.agreements.models import WhyQuestion
from sistership.window.offices.agreements.queries import open_questions
from sistership.window.offices.agreements.rules import answerable_questions
from sistership.window.offices.agreements.states import WhyState
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import grants_of, require
from sistership.window.pages.desk.forms.choices import keep_sides, name_of, side_choices, with_sides
from sistership.window.pages.desk.forms.questions import DECLINE, DISCARD, QuestionForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    posted,
    show,
    trail,
)


@desk_page
def questions(request: DeskRequest) -> HttpResponse:
    """What was asked and waits for an answer, oldest first."""
    found = open_questions(request.user)
    context = {
        "questions": found,
        "trail": [(_("My desk"), reverse("desk")), (_("Questions to answer"), None)],
    }
    return show(request, "desk/questions.html", context, current="questions")


@desk_page
def question(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One question: answer it, decline it or put it away; one that was dealt with shows what was done."""
    rows = answerable_questions(request.user).select_related("commitment__partnership", "side__city")
    found = find(rows.prefetch_related("commitment__owing"), public_id)
    require(request.user, "why.answer", found)
    partnership = found.commitment.partnership
    sides = with_sides(partnership)
    load_texts([found, found.commitment], [side.city for side in sides])
    keep_sides(partnership, sides)
    owing = {side.pk for side in found.commitment.owing.all()}
    own = [one for one in sides if one.pk in owing and one.city_id in grants_of(request.user).staff_cities]
    if found.state != WhyState.ASKED:
        steps = ((_("Questions to answer"), reverse("desk_questions")), (_("Question"), None))
        context = {"question": found, "trail": trail(partnership, *steps)}
        return show(request, "desk/question_closed.html", context, current="questions")
    form = QuestionForm(
        posted(request),
        initial={"wording": found.asked},
        languages=languages_for(partnership),
        sides=side_choices(own),
        language=HTML_LANGUAGES.get(found.language, found.language),
    )
    page = FormPage(
        title=_("Answer a question"),
        partnership=partnership,
        back=reverse("desk_questions"),
        submit=_("Send"),
        done=_("The question was dealt with."),
        steps=((_("Questions to answer"), reverse("desk_questions")),),
        template="desk/question.html",
        context={
            "question": found,
            "asked_language": LANGUAGE_NAMES.get(found.language, found.language),
            "html_asked": HTML_LANGUAGES.get(found.language, found.language),
            "promise": name_of(found.commitment, "title"),
        },
    )
    return form_page(request, form, page, act=lambda: _act(request, found, form, own))


def _act(request: DeskRequest, found: WhyQuestion, form: QuestionForm, own: list[Side]) -> WhyQuestion:
    values = form.cleaned_data
    side = next(one for one in own if one.city.key == values["side"])
    if values["deed"] == DISCARD:
        return actions.discard_why(actor=request.user.ref, question=found, side=side)
    return actions.answer_why(
        actor=request.user.ref,
        question=found,
        side=side,
        wording=values["wording"],
        answers=form.texts("answer"),
        is_declined=values["deed"] == DECLINE,
    )
