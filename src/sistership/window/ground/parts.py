"""The extra `matching`: which of its libraries are absent, and what to say where they are needed."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

from django.utils.translation import gettext as _

from sistership.common.errors import MissingPartError


@cache
def missing_libraries() -> tuple[str, ...]:
    """Names of the extra's libraries that are not installed, as this installation names them."""
    wanted = [one for one in requires("sistership") or () if re.search("extra *== *['\"]matching['\"]", one)]
    names = [re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in wanted]
    return tuple(name for name in names if not _is_installed(name))


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def require_matching(message: str) -> None:
    """Raise MissingPartError where the extra is not installed.

    `message` says what cannot be done, and `%(name)s` where the absent libraries are named.
    """
    if missing := missing_libraries():
        raise MissingPartError(
            message % {"name": ", ".join(missing)},
            next_step=_("Ask the administrator to install the extra: pip install 'sistership[matching]'"),
        )
