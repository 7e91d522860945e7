"""Write visions, their axes, and what serves them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.vocabulary import sdg
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.agreements.models import Commitment, Direction
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import City, Partnership
from sistership.window.offices.visions.models import Alignment, Axis, GoalLink, Vision

Texts = Mapping[str, str]
Servant = Direction | Commitment


def _check_name(texts: Texts | None, where: str) -> None:
    if texts is not None and not any(text.strip() for text in texts.values()):
        raise InputError(gettext("Give it a name in at least one language"), where=where)


def _note(action: str, actor: Ref, subject: Ref, city: City, **data: Any) -> None:
    journal.record(
        action=action, actor=actor, subject=subject, partnership_id=None, data={"city": city.key, **data}
    )


@transaction.atomic
def add_vision(
    *,
    actor: Ref,
    city: City,
    titles: Texts,
    until_year: int | None = None,
    url: str = "",
    is_example: bool = False,
) -> Vision:
    """Record a strategy that the city has published."""
    _check_name(titles, "title")
    vision = Vision.objects.create(city=city, until_year=until_year, url=url, is_example=is_example)
    write_texts(vision, {"title": titles})
    _note("vision.added", actor, vision.ref, city, titles=dict(titles))
    return vision


@transaction.atomic
def edit_vision(
    *, actor: Ref, vision: Vision, texts: Mapping[str, Texts] | None = None, **changes: Any
) -> Vision:
    """Change a vision's words, year or address; `changes` names columns."""
    for name, value in changes.items():
        setattr(vision, name, value)
    vision.save(update_fields=list(changes))
    write_texts(vision, texts or {})
    _note("vision.changed", actor, vision.ref, vision.city, fields=sorted({*changes, *(texts or {})}))
    return vision


@transaction.atomic
def add_axis(
    *,
    actor: Ref,
    vision: Vision,
    names: Texts,
    summaries: Texts | None = None,
    code: str = "",
    goals: Collection[str] = (),
    is_example: bool = False,
) -> Axis:
    """Add an axis at the end of a vision, with the global goals that it serves."""
    _check_name(names, "name")
    last = Axis.objects.select_for_update().filter(vision=vision).order_by("-position").first()
    axis = Axis.objects.create(
        vision=vision, position=(last.position if last else 0) + 1, code=code, is_example=is_example
    )
    write_texts(axis, {"name": names, "summary": summaries or {}})
    _set_goals(axis, goals, is_example=is_example)
    _note("vision.axis_added", actor, axis.ref, vision.city, names=dict(names), goals=sorted(goals))
    return axis


@transaction.atomic
def edit_axis(
    *,
    actor: Ref,
    axis: Axis,
    texts: Mapping[str, Texts] | None = None,
    goals: Collection[str] | None = None,
    **changes: Any,
) -> Axis:
    """Change an axis's words, code or goals; goals that are None stay as they are."""
    for name, value in changes.items():
        setattr(axis, name, value)
    axis.save(update_fields=list(changes))
    write_texts(axis, texts or {})
    if goals is not None:
        _set_goals(axis, goals)
    said = {*changes, *(texts or {}), *(("goals",) if goals is not None else ())}
    _note("vision.axis_changed", actor, axis.ref, axis.vision.city, fields=sorted(said))
    return axis


@transaction.atomic
def remove_axis(*, actor: Ref, axis: Axis) -> None:
    """Remove an axis, and with it what was said to serve it."""
    _note("vision.axis_removed", actor, axis.ref, axis.vision.city)
    delete_texts([axis])
    axis.delete()


@transaction.atomic
def align(
    *, actor: Ref, servant: Servant, city: City, axes: Collection[Axis], is_example: bool = False
) -> None:
    """Say which of a city's axes a direction or a commitment serves; others of that city are taken away."""
    strange = [axis for axis in axes if axis.vision.city_id != city.pk]
    if strange:
        raise InputError(gettext("That axis belongs to another city"), where="axes")
    owner = {servant.kind(): servant}
    before = set(Alignment.objects.filter(axis__vision__city=city, **owner).values_list("axis_id", flat=True))
    wanted = {axis.pk for axis in axes}
    if before == wanted:
        return
    Alignment.objects.filter(axis__in=before - wanted, **owner).delete()
    Alignment.objects.bulk_create(
        Alignment(axis_id=axis, is_example=is_example, **owner) for axis in sorted(wanted - before)
    )
    journal.record(
        action=f"{servant.kind()}.aligned",
        actor=actor,
        subject=servant.ref,
        partnership_id=_partnership(servant).public_id,
        data={"city": city.key, "axes": [axis.public_id for axis in axes]},
    )


@transaction.atomic
def set_goals(
    *, actor: Ref, servant: Servant | Axis, goals: Collection[str], is_example: bool = False
) -> None:
    """Say which global goals or targets it serves, in place of those said before."""
    if not _set_goals(servant, goals, is_example=is_example):
        return
    journal.record(
        action=f"{servant.kind()}.goals_set",
        actor=actor,
        subject=servant.ref,
        partnership_id=None if isinstance(servant, Axis) else _partnership(servant).public_id,
        data={"goals": sorted(goals)},
    )


def _set_goals(owner: Servant | Axis, goals: Collection[str], *, is_example: bool = False) -> bool:
    """Make the codes those of the owner; whether anything changed."""
    column = {owner.kind(): owner}
    unknown = sorted(set(goals) - set(sdg.names()))
    if unknown:
        raise InputError(
            gettext("%(code)s is no code of a global goal or target") % {"code": unknown[0]},
            where="goals",
            allowed=gettext("a goal from 1 to 17, or a target such as 11.2"),
        )
    links = GoalLink.objects.filter(**column)
    before = set(links.values_list("code", flat=True))
    links.filter(code__in=before - set(goals)).delete()
    GoalLink.objects.bulk_create(
        GoalLink(code=code, is_example=is_example, **column) for code in sorted(set(goals) - before)
    )
    return before != set(goals)


def _partnership(servant: Servant) -> Partnership:
    return servant.agreement.partnership if isinstance(servant, Direction) else servant.partnership
