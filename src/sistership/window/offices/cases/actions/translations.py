"""A translation beside the words of a case: by a person, or drafted by a machine. The words never change."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGES
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.tasks import enqueue
from sistership.window.offices.cases.actions.receiving import LONGEST_WORDS
from sistership.window.offices.cases.models import CaseMessage, MessageTranslation
from sistership.window.offices.journal import actions as journal

DRAFT = "sistership.window.offices.cases.tasks.draft_translation"


def _check_language(message: CaseMessage, language: str) -> None:
    if language not in LANGUAGES:
        raise InputError(
            _("'%(language)s' is no language of the window") % {"language": language},
            where="language",
            allowed=", ".join(LANGUAGES),
        )
    if language == message.language:
        raise InputError(_("The words are in this language already"), where="language")


def _record(actor: Ref, action: str, message: CaseMessage, language: str) -> None:
    journal.record(
        action=action,
        actor=actor,
        subject=message.case.ref,
        partnership_id=message.case.partnership.public_id,
        data={"case": message.case.number, "language": language},
    )


@transaction.atomic
def translate(*, actor: Ref, message: CaseMessage, language: str, text: str) -> MessageTranslation:
    """Keep a person's translation; it takes the place of a draft or of an earlier translation."""
    _check_language(message, language)
    if not text.strip():
        raise InputError(_("There is no translation"), where="text")
    if len(text) > LONGEST_WORDS:
        raise InputError(
            _("The text has %(length)d characters") % {"length": len(text)},
            where="text",
            allowed=_("up to %(length)d characters") % {"length": LONGEST_WORDS},
        )
    kept, _is_new = MessageTranslation.objects.update_or_create(
        message=message,
        language=language,
        defaults={
            "text": text.strip(),
            "is_machine_draft": False,
            "account_id": actor.public_id,
            "at": clock.now(),
        },
    )
    _forget_failure(message, language)
    _record(actor, "case.translated", message, language)
    return kept


@transaction.atomic
def ask_draft(*, actor: Ref, message: CaseMessage, language: str) -> None:
    """Have the translation service draft the words in a language; they leave the window for it."""
    _check_language(message, language)
    if not settings.TRANSLATOR:
        raise StateError(
            _("No translation service is configured"), next_step=_("Translate the words by hand")
        )
    if not message.language:
        raise StateError(
            _("It is not known in which language the words are"), next_step=_("Translate the words by hand")
        )
    if MessageTranslation.objects.filter(message=message, language=language).exists():
        raise StateError(_("There is a translation already"))
    _forget_failure(message, language)
    _record(actor, "case.draft_asked", message, language)
    enqueue(DRAFT, str(message.public_id), language, str(actor.public_id))


def _forget_failure(message: CaseMessage, language: str) -> None:
    message = CaseMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.failed_drafts.pop(language, None):
        message.save(update_fields=["failed_drafts"])


@transaction.atomic
def note_failure(*, message: CaseMessage, language: str) -> None:
    """Keep that the service was asked in vain, so that the case says so; the words stay as they are."""
    message = CaseMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    message.failed_drafts[language] = clock.now().isoformat()
    message.save(update_fields=["failed_drafts"])


@transaction.atomic
def keep_draft(*, message: CaseMessage, language: str, text: str, account_id: str) -> bool:
    """Keep what the service made, unless somebody translated the words meanwhile; whether it was kept."""
    if not text.strip():
        return False
    _kept, is_new = MessageTranslation.objects.get_or_create(
        message=message,
        language=language,
        defaults={
            "text": text.strip(),
            "is_machine_draft": True,
            "account_id": account_id,
            "at": clock.now(),
        },
    )
    return is_new
