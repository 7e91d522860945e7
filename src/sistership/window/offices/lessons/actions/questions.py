"""Ask the other city's experts, take a question, answer it, ask further, accept, close."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground import clock, files
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.models import Commitment, Milestone
from sistership.window.offices.lessons.actions import letters
from sistership.window.offices.lessons.actions.steps import (
    Texts,
    account_id_of,
    locked_question,
    move_question,
    require_said,
    require_side,
    tied,
)
from sistership.window.offices.lessons.models import Answer, AnswerFile, Question, QuestionEvent
from sistership.window.offices.lessons.states import QUESTION_TABLE
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.visits.models import Visit

Upload = tuple[str, bytes]
"""The name of a file and what it holds."""
MOST_FILES = 10


def _note(actor: Ref, event: str, question: Question, side: Side) -> None:
    """Journal what happened, without words: a private question stays between the experts."""
    note(actor, f"question.{event}", question.ref, question.partnership, side=side.public_id)


@transaction.atomic
def ask(
    *,
    actor: Ref,
    partnership: Partnership,
    side: Side,
    titles: Texts,
    contexts: Texts,
    wanted: Texts | None = None,
    topic: str,
    stage: str,
    wanted_by: date | None = None,
    commitment: Commitment | None = None,
    milestone: Milestone | None = None,
    visit: Visit | None = None,
    is_public: bool = False,
    is_example: bool = False,
) -> Question:
    """Ask the experts of the other sides; each of them gets a letter with a link that answers once."""
    require_side(partnership, side)
    require_said(titles, _("Say in a line what you ask"), "title")
    require_said(contexts, _("Say what it is about, so that the other city can answer"), "context")
    about = {
        "topic": topic,
        "stage": stage,
        "commitment": commitment,
        "milestone": milestone,
        "visit": visit,
    }
    now = clock.now()
    if wanted_by and wanted_by < now.date():
        raise InputError(_("This day has passed"), where="wanted_by", allowed=_("today or later"))
    question = Question.objects.create(
        partnership=partnership,
        side=side,
        wanted_by=wanted_by,
        state=QUESTION_TABLE[None, "asked"][0],
        asked_at=now,
        asked_by_id=account_id_of(actor),
        is_public=is_public,
        is_example=is_example,
        **tied(partnership, about),
    )
    write_texts(question, {"title": titles, "context": contexts, "wanted": wanted or {}})
    QuestionEvent.objects.create(
        question=question, at=now, event="asked", side=side, account_id=account_id_of(actor)
    )
    _note(actor, "asked", question, side)
    letters.ask_experts(question)
    return question


@transaction.atomic
def take(*, actor: Ref, question: Question, side: Side) -> Question:
    """Say that one answers it, so that nobody else begins."""
    question = locked_question(question)
    question.taken_by_id, question.taken_side = account_id_of(actor), side
    move_question(question, "taken", actor=actor, side=side)
    _note(actor, "taken", question, side)
    return question


@transaction.atomic
def put_back(*, actor: Ref, question: Question, side: Side) -> Question:
    """Give a taken question back to one's colleagues."""
    question = locked_question(question)
    question.taken_by_id, question.taken_side = None, None
    move_question(question, "put_back", actor=actor, side=side)
    _note(actor, "put_back", question, side)
    return question


@transaction.atomic
def answer(
    *,
    actor: Ref,
    question: Question,
    side: Side,
    texts: Texts,
    uploads: Sequence[Upload] = (),
    is_by_link: bool = False,
    is_example: bool = False,
) -> Answer:
    """Answer with words and documents; who asked is told."""
    question = locked_question(question)
    require_said(texts, _("Write the answer"), "text")
    move_question(question, "answered", actor=actor, side=side)
    made = _contribute(actor, question, side, texts, uploads, is_by_link=is_by_link, is_example=is_example)
    _note(actor, "answered", question, side)
    letters.tell_asker(question, made)
    return made


@transaction.atomic
def answer_by_link(*, secret: str, texts: Texts, uploads: Sequence[Upload] = ()) -> Answer:
    """Answer with the one-time link from the letter; the link works once."""
    token = notices.use_token(secret, purpose=letters.ANSWER)
    assert token.side_id is not None, "a link that asks for an answer names the side that is asked"
    question = Question.objects.get(public_id=token.about_id)
    return answer(
        actor=Ref("one_time_token", token.public_id),
        question=question,
        side=Side.objects.get(public_id=token.side_id),
        texts=texts,
        uploads=uploads,
        is_by_link=True,
    )


@transaction.atomic
def ask_further(
    *, actor: Ref, question: Question, side: Side, texts: Texts, uploads: Sequence[Upload] = ()
) -> Answer:
    """Ask on after an answer; the question waits again, for whoever is first."""
    question = locked_question(question)
    require_said(texts, _("Write what you want to know further"), "text")
    question.taken_by_id, question.taken_side = None, None
    move_question(question, "asked_again", actor=actor, side=side)
    made = _contribute(actor, question, side, texts, uploads, is_follow_up=True)
    _note(actor, "asked_again", question, side)
    letters.ask_experts(question, made)
    return made


def _contribute(
    actor: Ref, question: Question, side: Side, texts: Texts, uploads: Sequence[Upload], **flags: bool
) -> Answer:
    if len(uploads) > MOST_FILES:
        raise InputError(
            _("%(count)d files came with it") % {"count": len(uploads)},
            where="documents",
            allowed=_("up to %(most)d files") % {"most": MOST_FILES},
        )
    made = Answer.objects.create(
        question=question, side=side, account_id=account_id_of(actor), at=clock.now(), **flags
    )
    write_texts(made, {"text": texts})
    for name, content in uploads:
        AnswerFile.objects.create(
            answer=made, file=files.store(name, content), name=PurePath(name).name[:255]
        )
    return made


@transaction.atomic
def accept(*, actor: Ref, question: Question, side: Side) -> Question:
    """Say that the answer answers it; open links to answer end."""
    question = locked_question(question)
    move_question(question, "accepted", actor=actor, side=side)
    notices.withdraw_tokens(question.ref, purpose=letters.ANSWER)
    _note(actor, "accepted", question, side)
    return question


@transaction.atomic
def close(*, actor: Ref, question: Question, side: Side, reason: str, language: str = "") -> Question:
    """Close it without an accepted answer, and say why; the other side is told."""
    question = locked_question(question)
    if not reason.strip():
        raise InputError(_("Say why it is closed without an answer"), where="reason")
    move_question(question, "closed", actor=actor, side=side, reason=reason.strip(), language=language)
    notices.withdraw_tokens(question.ref, purpose=letters.ANSWER)
    _note(actor, "closed", question, side)
    letters.tell_closed(question, side, reason.strip())
    return question
