"""Secret links of those who take part: signed, so that nothing is stored and nobody can guess one."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.offices.matchdays.models import Registration

_signer = signing.Signer(salt="matchdays.registration")


def secret_of(registration: Registration) -> str:
    """The secret of a participant's link."""
    return _signer.sign(f"{registration.public_id.hex}.{registration.link_version}")


def own_url(registration: Registration) -> str:
    """Where the participant sees the personal plan, in their language."""
    with translation.override(registration.language):
        return settings.PUBLIC_URL + reverse("own_matchday", kwargs={"secret": secret_of(registration)})


def check_in_url(registration: Registration) -> str:
    """What the participant's code leads to: the desk's page for this person; others may not open it."""
    with translation.override(registration.matchday.side.city.language):
        return settings.PUBLIC_URL + reverse("desk_matchday_check_in", args=[registration.public_id])


def registration_by_secret(secret: str) -> Registration:
    """The registration of a link; raises InputError for one that is unknown or void."""
    unknown = InputError(
        _("This link is not known here"),
        next_step=_("Open it again from the newest letter about the matchmaking day"),
    )
    try:
        name, _dot, version = _signer.unsign(secret).rpartition(".")
        public_id = UUID(hex=name)
    except (signing.BadSignature, ValueError) as error:
        raise unknown from error
    rows = Registration.objects.select_related(
        "matchday__side__city", "matchday__side__partnership", "matchday__city", "city"
    )
    found = rows.filter(public_id=public_id, link_version=int(version), erased_at__isnull=True).first()
    if found is None:
        raise unknown
    return found
