"""The only file that imports adapters from outside; settings name each by its dotted path."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from sistership.common.errors import InputError
from sistership.outside import embeddings
from sistership.outside.embeddings import Embedder
from sistership.outside.language_model import LanguageModel
from sistership.outside.mail import Enclosure, Letter, Mailer
from sistership.outside.mailbox import Mailbox, Waiting
from sistership.outside.translation import SETTINGS, KeptTerm, Passage, Translator, adapter_path

__all__ = [
    "Embedder",
    "Enclosure",
    "KeptTerm",
    "LanguageModel",
    "Letter",
    "Mailbox",
    "Mailer",
    "Passage",
    "Translator",
    "Waiting",
    "embedder",
    "mailbox",
    "mailer",
    "second_reader",
    "translator",
]


def mailer() -> Mailer:
    """The mail adapter that settings name, built with its options."""
    adapter = import_string(settings.MAILER)
    built: Mailer = adapter(**settings.MAIL_OPTIONS)
    return built


def mailbox() -> Mailbox | None:
    """The box from which letters are fetched, as settings name it; None where they name none.

    Raises InputError for settings that name no adapter or what it cannot use.
    """
    if not settings.MAILBOX:
        return None
    try:
        adapter = import_string(settings.MAILBOX)
    except ImportError as error:
        raise InputError(
            f"There is no adapter {settings.MAILBOX!r} ({error})",
            where="SISTERSHIP_MAILBOX",
            allowed="sistership.outside.mailbox.Maildir, sistership.outside.imap.Imap",
        ) from error
    built: Mailbox = adapter(**settings.MAILBOX_OPTIONS)
    return built


def second_reader() -> LanguageModel | None:
    """The language model that settings name as second reader; None where no address is set."""
    if not settings.SECOND_READER_OPTIONS["url"]:
        return None
    built: LanguageModel = import_string(settings.SECOND_READER)(**settings.SECOND_READER_OPTIONS)
    return built


def translator() -> Translator | None:
    """The service that drafts translations, as settings name it; None where they name none.

    Raises InputError for settings that name no adapter or lack what it needs.
    """
    if not settings.TRANSLATOR:
        return None
    path = adapter_path(settings.TRANSLATOR)
    try:
        adapter = import_string(path)
    except ImportError as error:
        raise InputError(f"There is no adapter {path!r} ({error})", where=SETTINGS) from error
    built: Translator = adapter(**settings.TRANSLATOR_OPTIONS)
    return built


def embedder() -> Embedder | None:
    """The model that makes vectors of texts, as settings name it; None where they name none.

    Raises InputError for settings that name no adapter or lack what it needs.
    """
    if not settings.EMBEDDINGS:
        return None
    path = embeddings.adapter_path(settings.EMBEDDINGS)
    try:
        adapter = import_string(path)
    except ImportError as error:
        raise InputError(f"There is no adapter {path!r} ({error})", where=embeddings.SETTINGS) from error
    built: Embedder = adapter(**settings.EMBEDDINGS_OPTIONS)
    return built
