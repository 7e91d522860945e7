"""The letter that follows when the enquirer ends an enquiry by their link."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from sistership.window.offices.cases.letters import desk_page
from sistership.window.offices.cases.models import Case
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message


def tell_desk_withdrawn(case: Case) -> Message | None:
    """Tell who worked on the case that the enquirer ended it; the letter holds none of their words."""
    officer, side = case.officer, case.side
    to = officer.email if officer and officer.is_active else side.desk_email
    if not to:
        return None
    language = (officer.language if officer else "") or side.city.language
    with translation.override(language):
        names = {"number": case.number, "link": desk_page(case, language)}
        return notices.post(
            to=to,
            language=language,
            subject=_("%(number)s: the enquirer has withdrawn the enquiry") % names,
            body=_("Case %(number)s is closed: no answer is owed any more.\n\n%(link)s\n") % names,
            about=case.ref,
            partnership_id=case.partnership.public_id,
        )
