"""Write a profile: begin it, answer its pages, hand a version in; by the owner's link or for the owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock, files
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.ground.unheld import drop_unheld
from sistership.window.offices.market import letters
from sistership.window.offices.market.actions.steps import (
    locked_profile,
    note_event,
    require_profile_event,
)
from sistership.window.offices.market.answers import TEXTS, Answers, checked, require_complete
from sistership.window.offices.market.models import Profile, ProfileFile, ProfileVersion
from sistership.window.offices.market.states import (
    PROFILE_TABLE,
    VERSION_TABLE,
    ProfileState,
    VersionState,
)
from sistership.window.offices.people.models import City

MOST_FILES = 5
READ_AS_IT_STANDS = (ProfileState.PUBLISHED, ProfileState.IN_REVIEW)
"""Where what is being written does not touch what stands."""
DAYS = ("available_from", "available_until")
OPEN = (VersionState.DRAFT, VersionState.IN_REVIEW)


@transaction.atomic
def begin(
    *,
    actor: Ref,
    city: City,
    language: str,
    answers: Mapping[str, Any],
    imported_as: str = "",
    is_example: bool = False,
) -> Profile:
    """Begin a profile with some of its answers; raises InputError that names the field."""
    given = checked({"language": language, **answers})
    if not given.get("profile_kind"):
        raise InputError(_("Say what you are"), where="profile_kind")
    profile = Profile.objects.create(
        city=city,
        profile_kind=given["profile_kind"],
        language=given["language"],
        state=PROFILE_TABLE[None, "begun"][0],
        imported_as=imported_as[:120],
        is_example=is_example,
    )
    version = ProfileVersion.objects.create(profile=profile, number=1, answers=given, changed_at=clock.now())
    _apply(profile, version)
    note_event(profile, "begun", actor=actor)
    return profile


def open_version(profile: Profile) -> ProfileVersion | None:
    """The version that is being written or checked."""
    return profile.versions.filter(state__in=OPEN).first()


def newest_answers(profile: Profile) -> Answers:
    """What was answered last, whether it is handed in or not."""
    newest = profile.versions.order_by("-number").first()
    return dict(newest.answers) if newest else {}


def _version_to_write(profile: Profile) -> ProfileVersion:
    version = open_version(profile)
    if version is None:
        last = profile.versions.aggregate(last=Max("number"))["last"] or 0
        return ProfileVersion.objects.create(
            profile=profile, number=last + 1, answers=newest_answers(profile), changed_at=clock.now()
        )
    if version.state == VersionState.IN_REVIEW:
        raise StateError(
            _("Your profile is being checked, and cannot be changed meanwhile"),
            next_step=_("Wait for the officer's letter, or withdraw the profile"),
        )
    return version


@transaction.atomic
def write(*, actor: Ref, profile: Profile, answers: Mapping[str, Any]) -> ProfileVersion:
    """Keep the answers of some fields beside the others; what readers see stays until it is checked."""
    profile = locked_profile(profile)
    if (ProfileState(profile.state), "handed_in") not in PROFILE_TABLE and (
        profile.state != ProfileState.IN_REVIEW
    ):
        require_profile_event(profile, "handed_in")
    version = _version_to_write(profile)
    given = {**version.answers, **checked(answers)}
    _require_cities(profile, given)
    version.answers, version.changed_at = given, clock.now()
    version.save(update_fields=["answers", "changed_at"])
    if profile.state not in READ_AS_IT_STANDS:
        _apply(profile, version)
    note_event(profile, "written", actor=actor, fields=sorted(answers))
    return version


def _require_cities(profile: Profile, given: Answers) -> None:
    wanted = set(given.get("looks_in", ()))
    known = set(City.objects.filter(key__in=wanted).values_list("key", flat=True))
    if strange := wanted - known:
        raise InputError(
            _("'%(given)s' is not known here") % {"given": min(strange)},
            where="looks_in",
            allowed=_("cities of this window"),
        )


def _apply(profile: Profile, version: ProfileVersion) -> None:
    """Let a profile say what a version says."""
    given = version.answers
    for name in (
        "profile_kind",
        "language",
        "sectors",
        "stage",
        "size",
        "trl_low",
        "trl_high",
        "ticket_low_eur",
        "ticket_high_eur",
        "organisation_name",
        "website",
        "contact_name",
        "contact_email",
        "contact_telephone",
    ):
        if name in given and not (name in ("profile_kind", "language") and not given[name]):
            setattr(profile, name, given[name])
    for name in DAYS:
        if name in given:
            setattr(profile, name, date.fromisoformat(given[name]) if given[name] else None)
    profile.save()
    if "looks_in" in given:
        profile.looks_in.set(City.objects.filter(key__in=given["looks_in"]))
    language = profile.language
    texts = {name: {language: given[name]} for name in TEXTS if name in given}
    for name, wordings in texts.items():  # an owner who changed the language writes in that one alone
        for other in profile.localized(name).variants:
            if other != language and profile.localized(name).variants[other].is_authentic:
                wordings[other] = ""
    profile.forget_texts()
    write_texts(profile, texts, authentic=[language])


@transaction.atomic
def hand_in(*, actor: Ref, profile: Profile) -> ProfileVersion:
    """Hand the open version in; the desk of its city is told. Raises InputError for what is still missing."""
    profile = locked_profile(profile)
    state = require_profile_event(profile, "handed_in")
    version = open_version(profile)
    if version is None:
        raise StateError(_("Nothing was changed since it was checked"), next_step=_("Change it first"))
    if (VersionState(version.state), "handed_in") not in VERSION_TABLE:
        raise StateError(_("It was handed in already"), next_step=_("Wait for the officer's letter"))
    require_complete(version.answers)
    version.state = VERSION_TABLE[VersionState.DRAFT, "handed_in"][0]
    version.handed_in_at = clock.now()
    version.save(update_fields=["state", "handed_in_at"])
    profile.state, profile.is_in_review, profile.handed_in_at = state, True, version.handed_in_at
    profile.save(update_fields=["state", "is_in_review", "handed_in_at"])
    if state != ProfileState.PUBLISHED:
        _apply(profile, version)
    note_event(profile, "handed_in", actor=actor, version=version.number)
    letters.tell_desk_handed_in(profile)
    if version.number == 1:
        letters.tell_owner_handed_in(profile)
    return version


def take_over(profile: Profile, version: ProfileVersion) -> None:
    """Let a locked profile say what an approved version says; call inside an action."""
    _apply(profile, version)


@transaction.atomic
def attach(*, actor: Ref, profile: Profile, uploads: Sequence[tuple[str, bytes]]) -> list[ProfileFile]:
    """Keep documents with a profile, read when both agreed to meet; raises InputError for a wrong one."""
    profile = locked_profile(profile)
    count = profile.files.count() + len(uploads)
    if count > MOST_FILES:
        raise InputError(
            _("These would be %(count)d files") % {"count": count},
            where="files",
            allowed=_("up to %(count)d files") % {"count": MOST_FILES},
        )
    made = [
        ProfileFile.objects.create(
            profile=profile, file=files.store(name, content), name=PurePath(name).name[:255]
        )
        for name, content in uploads
    ]
    if made:
        note_event(profile, "attached", actor=actor, counts=len(made))
    return made


@transaction.atomic
def detach(*, actor: Ref, profile: Profile, file_id: UUID) -> None:
    """Take a document off; one that is not there is passed over."""
    profile = locked_profile(profile)
    found = profile.files.filter(public_id=file_id)
    held = list(found.values_list("file", flat=True))
    if found.delete()[0]:
        drop_unheld(held)
        note_event(profile, "detached", actor=actor)
