"""Django app of the pages."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "sistership.window.pages"
    label = "pages"

    def ready(self) -> None:
        post_migrate.connect(make_cache_table, sender=self)


def make_cache_table(using: str, **signal: Any) -> None:
    """Make the table in which rate limits are counted; it is no record and in no backup."""
    call_command("createcachetable", database=using, verbosity=0)
