"""Write partnerships and their sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.window.ground.ids import Ref
from sistership.window.ground.registry import registry
from sistership.window.ground.texts import write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.actions.accounts import check_email
from sistership.window.offices.people.actions.places import check_key
from sistership.window.offices.people.models import City, Organisation, Partnership, Side

Texts = Mapping[str, str]


def _check_days(days: int, *, where: str) -> None:
    if not 1 <= days <= 250:
        raise InputError(gettext("%(days)s days") % {"days": days}, where=where, allowed=gettext("1 to 250"))


@transaction.atomic
def add_partnership(
    *,
    actor: Ref,
    key: str,
    cities: Sequence[City],
    summaries: Texts | None = None,
    is_public: bool = True,
    answer_working_days: int = 15,
    is_example: bool = False,
) -> Partnership:
    """Join two or more cities; their order decides which of the house's colours each wears."""
    check_key(key, "kaohsiung-gdynia")
    if len({city.pk for city in cities}) < 2:
        raise InputError(
            gettext("A partnership needs at least two different cities"),
            where="cities",
            allowed=gettext("two or more"),
        )
    if Partnership.objects.filter(key=key).exists():
        raise StateError(
            gettext("There is already a partnership '%(key)s'") % {"key": key},
            where="key",
            next_step=gettext("Choose another key"),
        )
    _check_days(answer_working_days, where="answer_working_days")
    partnership = Partnership.objects.create(
        key=key, is_public=is_public, answer_working_days=answer_working_days, is_example=is_example
    )
    for position, city in enumerate(cities):
        Side.objects.create(partnership=partnership, city=city, position=position)
    if summaries:
        write_texts(partnership, {"summary": summaries})
    journal.record(
        action="partnership.added",
        actor=actor,
        subject=partnership.ref,
        partnership_id=partnership.public_id,
        data={"key": key, "cities": [city.key for city in cities]},
    )
    return partnership


@transaction.atomic
def edit_partnership(
    *,
    actor: Ref,
    partnership: Partnership,
    summaries: Texts,
    is_public: bool,
    answer_working_days: int,
    warning_days: int,
) -> None:
    """Change what readers see of a partnership and the days by which its clocks run."""
    _check_days(answer_working_days, where="answer_working_days")
    _check_days(warning_days, where="warning_days")
    partnership.is_public = is_public
    partnership.answer_working_days = answer_working_days
    partnership.warning_days = warning_days
    partnership.save(update_fields=["is_public", "answer_working_days", "warning_days"])
    write_texts(partnership, {"summary": summaries})
    journal.record(
        action="partnership.edited",
        actor=actor,
        subject=partnership.ref,
        partnership_id=partnership.public_id,
        data={
            "is_public": is_public,
            "answer_working_days": answer_working_days,
            "warning_days": warning_days,
            "summaries": dict(summaries),
        },
    )
    # Clocks run by these days: recompute them in the same transaction.
    for rebuild in registry.rebuilders.values():
        rebuild()


@transaction.atomic
def set_desk_email(*, actor: Ref, side: Side, email: str) -> None:
    """Set where the side's desk reads its mail; an empty address means that it has none."""
    if email:
        check_email(email)
    side.desk_email = email
    side.save(update_fields=["desk_email"])
    journal.record(
        action="side.desk_email_set",
        actor=actor,
        subject=side.ref,
        partnership_id=side.partnership.public_id,
    )


def _names(organisation: Organisation) -> dict[str, str]:
    return {code: variant.text for code, variant in organisation.localized("name").variants.items()}


@transaction.atomic
def set_desk_organisation(*, actor: Ref, side: Side, organisation: Organisation | None) -> None:
    """Say which body of the city answers for the side; None where nobody was named."""
    if organisation is not None and organisation.city_id != side.city_id:
        raise InputError(
            gettext("This body belongs to another city"),
            where="desk_organisation",
            allowed=gettext("a body of the side's own city"),
        )
    side.desk_organisation = organisation
    side.save(update_fields=["desk_organisation"])
    journal.record(
        action="side.desk_organisation_set",
        actor=actor,
        subject=side.ref,
        partnership_id=side.partnership.public_id,
        data={"organisation": _names(organisation) if organisation else {}},
    )
