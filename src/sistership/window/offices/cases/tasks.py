"""Background work of cases."""

from __future__ import annotations

import logging
from uuid import UUID

from sistership.common.errors import SistershipError
from sistership.window.ground.ports import Passage, translator
from sistership.window.offices.cases import daily_letters
from sistership.window.offices.cases.actions import escalation, handover, projection, translations
from sistership.window.offices.cases.models import CaseMessage

logger = logging.getLogger(__name__)


def expire_offers() -> int:
    """End offers that nobody answered in time. Runs every five minutes."""
    return handover.expire_due()


def tell_late() -> int:
    """Tell leads what became late, while their offices are open. Runs every ten minutes."""
    return escalation.tell_late()


def tell_weeks() -> int:
    """Write to leads of the week that is over, once each. Runs every half hour."""
    return escalation.tell_weeks()


def draft_translation(public_id: str, language: str, account_id: str) -> str:
    """Have words of a case drafted in a language. A failure of the service is said on the case."""
    message = CaseMessage.objects.filter(public_id=UUID(public_id)).first()
    service = translator()
    if message is None or service is None or message.translations.filter(language=language).exists():
        return "nothing to do"
    try:
        (text,) = service.translate([Passage((message.text,))], source=message.language, target=language)
    except SistershipError as error:
        logger.warning("No draft of the message %s in %s: %s", public_id, language, error.message)
        text = ""
    if translations.keep_draft(message=message, language=language, text=text, account_id=account_id):
        return "drafted"
    if not text.strip():
        translations.note_failure(message=message, language=language)
    return "no draft"


def write_daily_letters() -> int:
    """Write the letters of the morning where offices have opened. Runs every hour."""
    return daily_letters.write_daily_letters()


def follow_calendar_when_closed(city_id: str, after: int) -> int:
    """Recompute closed cases of a city whose calendar changed, some at a time."""
    return projection.follow_calendar_when_closed(UUID(city_id), after)
