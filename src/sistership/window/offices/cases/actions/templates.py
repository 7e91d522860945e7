"""Write the templates of a side's letters."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.cases.letter_templates import check_blanks
from sistership.window.offices.cases.models import LetterTemplate, Service
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Side

Texts = Mapping[str, Mapping[str, str]]


def _checked(service: str, texts: Texts) -> None:
    if service and service not in Service.values:
        raise InputError(
            _("'%(service)s' is no service of the window") % {"service": service},
            where="service",
            allowed=", ".join(Service.values),
        )
    for field in ("subject", "body"):
        for text in texts.get(field, {}).values():
            check_blanks(text, where=field)


def _record(template: LetterTemplate, actor: Ref, action: str) -> None:
    journal.record(
        action=f"letter_template.{action}",
        actor=actor,
        subject=template.ref,
        partnership_id=template.side.partnership.public_id,
        data={"side": template.side.public_id, "service": template.service},
    )


@transaction.atomic
def add(
    *,
    actor: Ref,
    side: Side,
    texts: Texts,
    service: str = "",
    authentic: str = "",
    is_example: bool = False,
) -> LetterTemplate:
    """Add a template, for one service or (empty) for all; its words in `authentic` are those that count."""
    _checked(service, texts)
    for field in ("name", "body"):
        if not any(text.strip() for text in texts.get(field, {}).values()):
            raise InputError(_("Write it in at least one language"), where=field)
    last = LetterTemplate.objects.filter(side=side).order_by("-position").first()
    template = LetterTemplate.objects.create(
        side=side, service=service, position=last.position + 1 if last else 1, is_example=is_example
    )
    write_texts(template, texts, authentic=[authentic] if authentic else ())
    _record(template, actor, "added")
    return template


@transaction.atomic
def change(*, actor: Ref, template: LetterTemplate, texts: Texts, service: str) -> LetterTemplate:
    """Change words and service; translations of changed words are marked as out of date."""
    _checked(service, texts)
    template.service = service
    template.save(update_fields=["service"])
    write_texts(template, texts)
    _record(template, actor, "changed")
    return template


@transaction.atomic
def remove(*, actor: Ref, template: LetterTemplate) -> None:
    """Take a template away; letters that were written from it stay."""
    _record(template, actor, "removed")
    delete_texts([template])
    template.delete()
