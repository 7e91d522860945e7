"""Write agreements, their parties, signatories, documents and directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.actions.following import tell_of_agreement
from sistership.window.offices.agreements.models import (
    Agreement,
    AgreementDocument,
    AgreementKind,
    Direction,
    Party,
    Signatory,
)
from sistership.window.offices.people.models import Organisation, Partnership, Person, Side

Texts = Mapping[str, str]


@transaction.atomic
def add_agreement(
    *,
    actor: Ref,
    partnership: Partnership,
    agreement_kind: str,
    titles: Texts,
    summaries: Texts | None = None,
    places: Texts | None = None,
    renewals: Texts | None = None,
    authentic: Iterable[str] = (),
    signed_on: date | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_public: bool = True,
    is_example: bool = False,
) -> Agreement:
    """Record what was signed. Leave empty what no source says."""
    if agreement_kind not in AgreementKind.values:
        raise InputError(
            gettext("'%(agreement_kind)s' is not a kind of agreement") % {"agreement_kind": agreement_kind},
            where="kind",
            allowed=", ".join(AgreementKind.values),
        )
    if not any(title.strip() for title in titles.values()):
        raise InputError(gettext("An agreement needs a title in at least one language"), where="title")
    if starts_on and ends_on and ends_on < starts_on:
        raise InputError(
            gettext("The term ends on %(ends_on)s, before it starts on %(starts_on)s")
            % {"ends_on": ends_on, "starts_on": starts_on},
            where="ends_on",
        )
    agreement = Agreement.objects.create(
        partnership=partnership,
        agreement_kind=agreement_kind,
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        is_public=is_public,
        is_example=is_example,
    )
    texts: dict[str, Texts] = {"title": titles}
    texts |= {
        field: given
        for field, given in (("summary", summaries), ("place", places), ("renewal", renewals))
        if given
    }
    write_texts(agreement, texts, authentic=authentic)
    note(actor, "agreement.added", agreement.ref, partnership, titles=dict(titles), signed_on=signed_on)
    tell_of_agreement(agreement)
    return agreement


@transaction.atomic
def edit_agreement(
    *, actor: Ref, agreement: Agreement, texts: Mapping[str, Texts] | None = None, **changes: Any
) -> Agreement:
    """Change columns (signed_on, starts_on, ends_on, is_public, agreement_kind) and texts."""
    before = {name: getattr(agreement, name) for name in changes}
    for name, value in changes.items():
        setattr(agreement, name, value)
    if agreement.starts_on and agreement.ends_on and agreement.ends_on < agreement.starts_on:
        raise InputError(
            gettext("The term ends on %(ends_on)s, before it starts on %(starts_on)s")
            % {"ends_on": agreement.ends_on, "starts_on": agreement.starts_on},
            where="ends_on",
        )
    agreement.save()
    write_texts(agreement, texts or {})
    note(
        actor,
        "agreement.edited",
        agreement.ref,
        agreement.partnership,
        before=before,
        after=changes,
        texts={field: dict(wordings) for field, wordings in (texts or {}).items()},
    )
    return agreement


@transaction.atomic
def add_party(
    *, actor: Ref, agreement: Agreement, side: Side, organisation: Organisation | None = None
) -> Party:
    """Name a party: the city of the side, or a body of it."""
    if side.partnership_id != agreement.partnership_id:
        raise InputError(gettext("That side does not belong to this partnership"), where="side")
    party, _ = Party.objects.get_or_create(agreement=agreement, side=side, organisation=organisation)
    note(
        actor,
        "agreement.party_added",
        agreement.ref,
        agreement.partnership,
        side=side.public_id,
        organisation=organisation.public_id if organisation else None,
    )
    return party


@transaction.atomic
def add_signatory(
    *, actor: Ref, agreement: Agreement, side: Side, person: Person, titles: Texts | None = None
) -> Signatory:
    """Say who signed for a side; only where a source says so."""
    if side.partnership_id != agreement.partnership_id:
        raise InputError(gettext("That side does not belong to this partnership"), where="side")
    signatory, _ = Signatory.objects.get_or_create(
        agreement=agreement, person=person, defaults={"side": side}
    )
    if titles:
        write_texts(signatory, {"title": titles})
    note(
        actor,
        "agreement.signatory_added",
        agreement.ref,
        agreement.partnership,
        side=side.public_id,
        person=person.public_id,
    )
    return signatory


@transaction.atomic
def attach_document(
    *, actor: Ref, agreement: Agreement, document: Document, is_authentic: bool = False
) -> AgreementDocument:
    """Attach a document; an authentic one is a wording that both sides signed."""
    attached, _ = AgreementDocument.objects.update_or_create(
        agreement=agreement, document=document, defaults={"is_authentic": is_authentic}
    )
    note(
        actor,
        "agreement.document_attached",
        agreement.ref,
        agreement.partnership,
        document=document.public_id,
        is_authentic=is_authentic,
    )
    return attached


@transaction.atomic
def add_direction(
    *,
    actor: Ref,
    agreement: Agreement,
    titles: Texts,
    summaries: Texts | None = None,
    position: int | None = None,
    is_example: bool = False,
) -> Direction:
    """Add a pillar at the end, or at a free position."""
    if not any(title.strip() for title in titles.values()):
        raise InputError(gettext("A direction needs a title in at least one language"), where="title")
    taken = set(agreement.directions.values_list("position", flat=True))
    place = position if position is not None else max(taken, default=0) + 1
    if place in taken:
        raise InputError(gettext("Position %(place)s is taken") % {"place": place}, where="position")
    direction = Direction.objects.create(agreement=agreement, position=place, is_example=is_example)
    write_texts(direction, {"title": titles, **({"summary": summaries} if summaries else {})})
    note(actor, "direction.added", direction.ref, agreement.partnership, titles=dict(titles))
    return direction
