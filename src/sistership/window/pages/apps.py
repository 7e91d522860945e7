"""Django app of the pages."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "sistership.window.pages"
    label = "pages"

    def ready(self) -> None:
        from sistership.window.pages import account_events  # needs the models

        account_events.listen()
        # The signal is sent for apps with tables only, and the pages have none.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("ground"))


def make_cache_table(using: str, **signal: Any) -> None:
    """Make the table in which rate limits are counted; it is no record and in no backup."""
    call_command("createcachetable", database=using, verbosity=0)
