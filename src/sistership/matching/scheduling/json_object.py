"""JSON with types: an object, the place where it stands, and fields that say what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined

FORM = gettext_noop("Give the event in the form that the guide on matchmaking days describes")
NEEDED = object()


def does_not_fit(value: object, where: str, allowed: str) -> InputError:
    """The error for a value of the wrong kind."""
    shown = ascii(value) if isinstance(value, str) and not _is_writable(value) else repr(value)
    return InputError(
        filled(
            gettext_noop("%(given)s does not fit here"),
            given=shown if len(shown) <= 60 else shown[:59] + "…",
        ),
        where=where,
        allowed=allowed,
        next_step=FORM,
    )


def is_id(value: object) -> bool:
    """A text that can be written, or a whole number."""
    return _is_whole(value) or (isinstance(value, str) and value != "" and _is_writable(value))


class JsonObject:
    """A JSON object, the place where it stands, and typed access to its fields.

    ``names`` are the fields that it may have; None lets any other be there and passes it over.
    """

    def __init__(self, value: object, where: str, names: tuple[str, ...] | None) -> None:
        if not isinstance(value, Mapping):
            raise does_not_fit(value, where, gettext_noop("an object"))
        if names is not None and (strangers := sorted(set(value) - set(names))):
            raise InputError(
                filled(gettext_noop("The field %(name)s is not known"), name=ascii(strangers[0])),
                where=where,
                allowed=joined(*names),
                next_step=FORM,
            )
        self.value: Mapping[str, Any] = value
        self.where = f"{where} {value['id']}" if is_id(value.get("id")) else where

    def _typed(self, name: str, is_right: Callable[[Any], bool], allowed: str, default: Any) -> Any:
        found = self.value.get(name)
        if found is None:
            if default is NEEDED:
                raise InputError(
                    filled(gettext_noop("%(name)s is missing"), name=repr(name)),
                    where=self.where,
                    next_step=FORM,
                )
            return default
        if not is_right(found):
            raise does_not_fit(found, f"{self.where}, {name}", allowed)
        return found

    def text(self, name: str, default: str | None) -> str | None:
        found: str | None = self._typed(name, _is_text, gettext_noop("a text"), default)
        return found

    def id(self, name: str) -> str:
        """A text, or a whole number as text; it must be there."""
        return str(self._typed(name, is_id, gettext_noop("a text or a whole number"), NEEDED))

    def ids(self, name: str) -> frozenset[str] | None:
        """A list of texts or whole numbers, or one of them."""
        found = self.value.get(name)
        if is_id(found):
            return frozenset((str(found),))
        found = self._typed(
            name,
            lambda one: isinstance(one, list) and all(is_id(each) for each in one),
            gettext_noop("a list of texts"),
            None,
        )
        return None if found is None else frozenset(str(one) for one in found)

    def whole(self, name: str, default: Any = NEEDED) -> Any:
        return self._typed(name, _is_whole, gettext_noop("a whole number"), default)

    def number(self, name: str, default: float) -> float:
        found = self._typed(name, _is_number, gettext_noop("a number"), default)
        return float(found)

    def flag(self, name: str, *, default: bool = False) -> bool:
        return bool(self._typed(name, lambda one: isinstance(one, bool), "true, false", default))

    def items(self, name: str, *, is_needed: bool = False) -> list[Any]:
        """The list in that field; empty where it may be left out and is."""
        found: list[Any] = self._typed(
            name, lambda one: isinstance(one, list), gettext_noop("a list"), NEEDED if is_needed else []
        )
        return found

    def objects(
        self, name: str, names: tuple[str, ...] | None, *, is_needed: bool = False
    ) -> list[JsonObject]:
        """The objects listed in that field."""
        found = self.items(name, is_needed=is_needed)
        return [JsonObject(one, f"{name}[{place}]", names) for place, one in enumerate(found)]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and _is_writable(value)


def _is_writable(value: str) -> bool:
    """Whether the text can be written as UTF-8: half of a surrogate pair cannot."""
    return not any("\ud800" <= one <= "\udfff" for one in value)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1_000_000


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
