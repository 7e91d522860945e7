"""Load the example once: two partnerships as reported, and the story on the one with an agreement."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from sistership.window.example.cases import load_cases
from sistership.window.example.facts import load_facts
from sistership.window.example.lessons import load_lessons
from sistership.window.example.market import load_market
from sistership.window.example.matchday import load_matchday
from sistership.window.example.story import load_story
from sistership.window.example.tables import (
    CASES,
    DESKS,
    FACTS,
    LESSONS,
    MARKET,
    MATCHDAY,
    STORY,
    TALENT,
    VISIONS,
    partnership_keys,
    table,
)
from sistership.window.example.talent import load_talent
from sistership.window.example.visions import load_visions
from sistership.window.ground import clock
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Partnership


def is_loaded() -> bool:
    """Whether an example partnership is there, with its invented rows or without."""
    return Partnership.objects.filter(key__in=partnership_keys()).exists()


@transaction.atomic
def load(*, add_accounts: Callable[[], None] | None = None) -> bool:
    """Load the example partnerships; False, and nothing done, where one of them is already there.

    `add_accounts` is called before the cases are written: its officers work on them, else the program does.
    """
    if is_loaded():
        return False
    loaded = [load_facts(table(name)) for name in FACTS]
    for told in loaded:
        if told.agreement is not None:
            load_visions(table(VISIONS), told)
            load_story(table(STORY), told, today=clock.now().date())
        else:
            load_lessons(table(LESSONS), told, today=clock.now().date())
            for side in told.sides.values():
                people.set_desk_email(actor=SYSTEM, side=side, email=f"desk-{side.city.key}@example.org")
    if add_accounts is not None:
        add_accounts()
    load_talent(table(TALENT), today=clock.now().date())
    load_market(table(MARKET)["profile"], today=clock.now().date())
    load_matchday(table(MATCHDAY), table(MARKET)["profile"], today=clock.now().date())
    for told in loaded:
        load_cases(table(DESKS), table(CASES), told)
        # Said in each partnership's own chain: entries before this one were written by the loader.
        journal.record(
            action="example.loaded",
            actor=SYSTEM,
            subject=told.partnership.ref,
            partnership_id=told.partnership.public_id,
        )
    return True
