"""The only file that imports adapters from outside; settings name each by its dotted path."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from sistership.outside.language_model import LanguageModel
from sistership.outside.mail import Letter, Mailer

__all__ = ["LanguageModel", "Letter", "Mailer", "mailer", "second_reader"]


def mailer() -> Mailer:
    """The mail adapter that settings name, built with its options."""
    adapter = import_string(settings.MAILER)
    built: Mailer = adapter(**settings.MAIL_OPTIONS)
    return built


def second_reader() -> LanguageModel | None:
    """The language model that settings name as second reader; None where no address is set."""
    if not settings.SECOND_READER_OPTIONS["url"]:
        return None
    built: LanguageModel = import_string(settings.SECOND_READER)(**settings.SECOND_READER_OPTIONS)
    return built
