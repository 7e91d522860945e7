"""The blanks of a letter template: which there are, which a text has wrongly, and how a case fills them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGE_NAMES, Variant
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.addresses import enquirer_url
from sistership.window.offices.cases.models import Case, LetterTemplate
from sistership.window.offices.people.models import Account

BLANKS = {
    "number": gettext_lazy("number of the case"),
    "subject": gettext_lazy("what the enquirer called it"),
    "name": gettext_lazy("name of the enquirer"),
    "service": gettext_lazy("service asked for"),
    "city": gettext_lazy("your city"),
    "officer": gettext_lazy("your name"),
    "date": gettext_lazy("today"),
    "due": gettext_lazy("the day by which the next promise is due"),
    "link": gettext_lazy("the enquirer's own page"),
}
"""Name of a blank, as it stands between braces → what fills it."""
_BLANK = re.compile(r"\{\s*([^{}\n]*?)\s*\}|[{}]")


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter begun from a template."""

    subject: str
    body: str
    language: str
    """In which the words are; another than asked for where the template lacks that one."""
    is_other_language: bool
    is_stale: bool
    """The words that count have changed since this translation was made."""
    is_machine_draft: bool


def check_blanks(text: str, *, where: str) -> None:
    """Raises InputError that names a blank that nothing fills, and those there are."""
    for found in _BLANK.finditer(text):
        if found[1] not in BLANKS:
            raise InputError(
                _("Nothing fills %(blank)s") % {"blank": found[0]},
                where=where,
                allowed=" ".join(f"{{{name}}}" for name in BLANKS),
            )


def _values(case: Case, language: str, officer: Account | None) -> dict[str, str]:
    city = case.side.city
    calendar = city.calendar()
    with translation.override(language):
        due = formats.date_format(calendar.day_of(case.due_at)) if case.due_at else _("not set")
        return {
            "number": case.number,
            "subject": case.subject,
            "name": case.enquirer_name or _("Sir or Madam"),
            "service": case.get_service_display(),
            "city": city.localized("name").text(language),
            "officer": officer.get_full_name() if officer else city.localized("name").text(language),
            "date": formats.date_format(calendar.day_of(clock.now())),
            "due": due,
            "link": enquirer_url(case),
        }


def fill(template: LetterTemplate, case: Case, language: str, *, officer: Account | None = None) -> Filled:
    """The template in the language with the blanks filled; in another language, marked, where it lacks it.

    A blank that nothing fills stays as it is, so that it is seen: translations are not refused for it.
    """
    load_texts([template], [case.side.city])
    body = template.localized("body").best(language) or Variant(text="", language=language)
    subject = template.localized("subject").best(body.language)
    values = _values(case, body.language, officer)

    def filled(text: str) -> str:
        return _BLANK.sub(lambda found: values.get(found[1] or "", found[0]), text)

    shown = [one for one in (body, subject) if one is not None]
    return Filled(
        subject=filled(subject.text) if subject else "",
        body=filled(body.text),
        language=body.language,
        is_other_language=body.language != language,
        is_stale=any(one.is_stale for one in shown),
        is_machine_draft=any(one.is_machine_draft for one in shown),
    )


def marks_of(letter: Filled) -> list[str]:
    """What an officer must know before sending it, each a sentence without a final stop."""
    said = []
    if letter.is_other_language:
        said.append(
            _("The template is not there in the enquirer's language; this is %(language)s")
            % {"language": LANGUAGE_NAMES.get(letter.language, letter.language)}
        )
    if letter.is_stale:
        said.append(_("The translation is older than the words that count"))
    if letter.is_machine_draft:
        said.append(_("A machine translated this, and nobody has signed it yet"))
    return said
