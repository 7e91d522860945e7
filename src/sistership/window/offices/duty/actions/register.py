"""Write a city's register: its activities, who answers for them, on what basis data pass on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.window.ground.ids import Ref
from sistership.window.ground.registry import registry
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.duty.law import BASES, TRANSFER_BASES, law_of
from sistership.window.offices.duty.models import PrivacyContact, ProcessingActivity, TransferBasis
from sistership.window.offices.duty.starting import STARTING, starting_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import City, Organisation

Texts = Mapping[str, Mapping[str, str]]


def _note(action: str, actor: Ref, city: City, **data: Any) -> None:
    journal.record(action=action, actor=actor, subject=city.ref, partnership_id=None, data=data)


def _check_retention(names: Collection[str]) -> None:
    unknown = sorted(set(names) - set(registry.retention))
    if unknown:
        raise InputError(
            gettext("'%(name)s' is nothing that this window lets go of") % {"name": unknown[0]},
            where="retention",
            allowed=", ".join(sorted(registry.retention)),
        )


def _check_basis(basis: str, known: Collection[str]) -> None:
    if basis not in known:
        raise InputError(
            gettext("'%(basis)s' is no basis known here") % {"basis": basis},
            where="basis",
            allowed=", ".join(known),
        )


def _check_title(texts: Texts) -> None:
    if not any(text.strip() for text in texts.get("title", {}).values()):
        raise InputError(gettext("Give it a name in at least one language"), where="title")


@transaction.atomic
def add_activity(
    *,
    actor: Ref,
    city: City,
    key: str,
    texts: Texts,
    basis: str,
    article: str = "",
    retention: Collection[str] = (),
    checked_on: date | None = None,
) -> ProcessingActivity:
    """Add a row at the end of a city's register."""
    _check_title(texts)
    _check_basis(basis, BASES)
    _check_retention(retention)
    City.objects.select_for_update().get(pk=city.pk)
    if ProcessingActivity.objects.filter(city=city, key=key).exists():
        raise InputError(gettext("'%(key)s' stands in this register already") % {"key": key}, where="key")
    last = ProcessingActivity.objects.filter(city=city).order_by("-position").first()
    activity = ProcessingActivity.objects.create(
        city=city,
        key=key,
        position=last.position + 1 if last else 1,
        basis=basis,
        article=article,
        retention=sorted(retention),
        checked_on=checked_on,
    )
    write_texts(activity, texts)
    _note("register.activity_added", actor, city, key=key)
    return activity


@transaction.atomic
def edit_activity(
    *, actor: Ref, activity: ProcessingActivity, texts: Texts | None = None, **changes: Any
) -> ProcessingActivity:
    """Change a row's words, basis, article, retention or the day of its last check."""
    if "basis" in changes:
        _check_basis(changes["basis"], BASES)
    if "retention" in changes:
        _check_retention(changes["retention"])
        changes["retention"] = sorted(changes["retention"])
    for name, value in changes.items():
        setattr(activity, name, value)
    activity.save(update_fields=list(changes))
    write_texts(activity, texts or {})
    _note(
        "register.activity_changed",
        actor,
        activity.city,
        key=activity.key,
        fields=sorted({*changes, *(texts or {})}),
    )
    return activity


@transaction.atomic
def remove_activity(*, actor: Ref, activity: ProcessingActivity) -> None:
    """Take a row out: the city no longer does this."""
    _note("register.activity_removed", actor, activity.city, key=activity.key)
    delete_texts([activity])
    activity.delete()


@transaction.atomic
def start_register(*, actor: Ref, city: City) -> int:
    """Fill in what this window does with personal data, where the register lacks it; returns how many rows.

    The words are a start in four languages; the basis is that of a public body. Counsel must look at each.
    """
    law = law_of(city.country)
    there = set(ProcessingActivity.objects.filter(city=city).values_list("key", flat=True))
    added = 0
    for row in STARTING:
        if row.key in there:
            continue
        basis = row.basis
        add_activity(
            actor=actor,
            city=city,
            key=row.key,
            texts=starting_texts(row),
            basis=basis,
            article=BASES[basis][1].get(law.key, "") if law else "",
            retention=[name for name in row.retention if name in registry.retention],
        )
        added += 1
    return added


@transaction.atomic
def set_contact(
    *,
    actor: Ref,
    city: City,
    organisation: Organisation | None = None,
    officer: str = "",
    email: str = "",
    telephone: str = "",
    address: str = "",
) -> PrivacyContact:
    """Say who answers for the city's personal data and how persons reach them."""
    if not email and not address:
        raise InputError(
            gettext("Persons must be able to reach somebody"),
            where="email",
            allowed=gettext("an e-mail address, a postal address or both"),
        )
    values = {
        "organisation": organisation,
        "officer": officer,
        "email": email.strip().lower(),
        "telephone": telephone,
        "address": address,
    }
    contact, _made = PrivacyContact.objects.update_or_create(city=city, defaults=values)
    _note("register.contact_set", actor, city)
    return contact


@transaction.atomic
def set_transfer_basis(
    *,
    actor: Ref,
    city: City,
    to_country: str,
    basis: str,
    reference: str,
    url: str = "",
    valid_until: date | None = None,
) -> TransferBasis:
    """Say why the city may pass personal data on to a country, in place of what was said before."""
    _check_basis(basis, TRANSFER_BASES)
    if to_country == city.country:
        raise InputError(gettext("Both are in one country: nothing passes a border"), where="to_country")
    if not reference.strip():
        raise InputError(
            gettext("Name the article, decision or contract"),
            where="reference",
            allowed=gettext("its number and day"),
        )
    made, _new = TransferBasis.objects.update_or_create(
        city=city,
        to_country=to_country,
        defaults={"basis": basis, "reference": reference.strip(), "url": url, "valid_until": valid_until},
    )
    _note("register.transfer_set", actor, city, to=to_country, basis=basis, valid_until=valid_until)
    return made


@transaction.atomic
def end_transfer_basis(*, actor: Ref, basis: TransferBasis) -> None:
    """Take a basis away: it no longer holds."""
    _note("register.transfer_ended", actor, basis.city, to=basis.to_country)
    deleted, _ = TransferBasis.objects.filter(pk=basis.pk).delete()
    if not deleted:
        raise StateError(gettext("This basis was taken away already"))
