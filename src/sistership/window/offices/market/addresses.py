"""The secret link by which a profile's owner opens it, without an account.

It carries a signature, so nothing is stored and nobody can guess one; `Profile.link_version` makes it void.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.states import ProfileState

_signer = signing.Signer(salt="market.owner")


def owner_secret(profile: Profile) -> str:
    """The secret of the owner's link."""
    return _signer.sign(f"{profile.public_id.hex}.{profile.link_version}")


def owner_url(profile: Profile, name: str = "market_own", *args: object) -> str:
    """Where the owner finds the profile, in the language in which it is written."""
    with translation.override(profile.language):
        return settings.PUBLIC_URL + reverse(name, args=[owner_secret(profile), *args])


def desk_url(profile: Profile, language: str) -> str:
    """The address of the profile at the desk."""
    with translation.override(language):
        return settings.PUBLIC_URL + reverse("desk_market_profile", args=[profile.public_id])


def profile_by_secret(secret: str) -> Profile:
    """The profile of an owner's link; raises InputError for one that is unknown, void, or erased."""
    unknown = InputError(
        _("This link is not known here"),
        next_step=_("Open it again from the newest letter about your profile"),
    )
    try:
        name, _dot, version = _signer.unsign(secret).rpartition(".")
        public_id = UUID(hex=name)
    except (signing.BadSignature, ValueError) as error:
        raise unknown from error
    rows = Profile.objects.exclude(state=ProfileState.ERASED).select_related("city")
    profile = rows.filter(public_id=public_id, link_version=int(version)).first()
    if profile is None:
        raise unknown
    return profile
