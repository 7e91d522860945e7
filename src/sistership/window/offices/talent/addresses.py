"""Secret links of talent exchange: for an applicant, a host, and who signs for a home institution.

They carry a signature, so nothing is stored and nobody can guess one. Raising `link_version` makes the
earlier links of a row void.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.offices.talent.models import Application, Placement, Position

M = TypeVar("M", Application, Position, Placement)
PAGES = {Application: "talent_application", Position: "talent_host", Placement: "talent_institution"}
WITH = {
    Application: ("cohort__programme__partnership", "home_city"),
    Position: ("cohort__programme__partnership", "city"),
    Placement: (
        "position__cohort__programme__partnership",
        "position__cohort__side__city",
        "position__city",
        "application__home_city",
    ),
}
_signers = {model: signing.Signer(salt=f"talent.{page}") for model, page in PAGES.items()}


def secret_of(row: Application | Position | Placement) -> str:
    """The secret of the row's link."""
    return _signers[type(row)].sign(f"{row.public_id.hex}.{row.link_version}")


def url_of(row: Application | Position | Placement, language: str) -> str:
    """The address of the row's page, in a language."""
    with translation.override(language):
        return settings.PUBLIC_URL + reverse(PAGES[type(row)], kwargs={"secret": secret_of(row)})


def by_secret(model: type[M], secret: str) -> M:
    """The row of a link; raises InputError for one that is unknown or void."""
    unknown = InputError(
        _("This link is not known here"), next_step=_("Open it again from the newest letter that you got")
    )
    try:
        name, _dot, version = _signers[model].unsign(secret).rpartition(".")
        public_id = UUID(hex=name)
        rows = model._default_manager.select_related(*WITH[model])
        found = rows.filter(public_id=public_id, link_version=int(version)).first()
    except (signing.BadSignature, ValueError) as error:
        raise unknown from error
    if found is None or (isinstance(found, Application) and found.erased_at):
        raise unknown
    return found
