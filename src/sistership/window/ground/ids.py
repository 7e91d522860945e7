"""Ids that leave the installation: UUIDv7, ordered by creation; and (kind, id) references."""

from __future__ import annotations

import re
from typing import NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7


def new_public_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()


class Ref(NamedTuple):
    """A record named from afar, without a foreign key."""

    kind: str
    public_id: UUID


def kind_of(name: str) -> str:
    """The kind of a model class: `ApiToken` → `api_token`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
