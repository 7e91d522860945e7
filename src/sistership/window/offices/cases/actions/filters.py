"""Filters of the list of cases that somebody keeps under a name."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.offices.cases.models import SavedFilter
from sistership.window.offices.people.models import Account

MOST_FILTERS = 30
"""Nobody finds anything in a longer list."""


def _checked_name(account: Account, name: str, *, but: SavedFilter | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise InputError(_("Give the filter a name"), where="name")
    if len(name) > 80:
        raise InputError(
            _("The name has %(length)d characters") % {"length": len(name)},
            where="name",
            allowed=_("up to %(length)d characters") % {"length": 80},
        )
    others = SavedFilter.objects.filter(account=account, name=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise InputError(
            _("You keep a filter named '%(name)s' already") % {"name": name},
            where="name",
            next_step=_("Choose another name, or delete that one first"),
        )
    return name


# Not journalled: a filter is a convenience of its owner, changes no record, and nobody else sees it.
@transaction.atomic
def save_filter(*, account: Account, name: str, query: Mapping[str, str]) -> SavedFilter:
    """Keep a filter under a name."""
    Account.objects.select_for_update().get(pk=account.pk)
    name = _checked_name(account, name)
    if SavedFilter.objects.filter(account=account).count() >= MOST_FILTERS:
        raise InputError(
            _("You keep %(number)d filters already") % {"number": MOST_FILTERS},
            where="name",
            next_step=_("Delete one first"),
        )
    return SavedFilter.objects.create(account=account, name=name, query=dict(query))


@transaction.atomic
def rename_filter(*, saved: SavedFilter, name: str) -> SavedFilter:
    """Give a filter another name."""
    saved.name = _checked_name(saved.account, name, but=saved)
    saved.save(update_fields=["name"])
    return saved


@transaction.atomic
def delete_filter(*, saved: SavedFilter) -> None:
    """Keep a filter no longer."""
    saved.delete()
