"""The only file that imports adapters from outside; settings name each by its dotted path."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from sistership.outside.mail import Letter, Mailer

__all__ = ["Letter", "Mailer", "mailer"]


def mailer() -> Mailer:
    """The mail adapter that settings name, built with its options."""
    adapter = import_string(settings.MAILER)
    built: Mailer = adapter(**settings.MAIL_OPTIONS)
    return built
