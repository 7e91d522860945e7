"""Profiles from files, for the commands of matching: read, told what was wrong, made ready, with progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from sistership.common.errors import InputError

if TYPE_CHECKING:
    from sistership.matching.profile import Profile
    from sistership.matching.text.lexicon import Lexicon

T = TypeVar("T")
FILE = click.Path(dir_okay=False, path_type=Path)
MOST_TOLD = 20
STEP_S = 1.0


def read_profiles(paths: Iterable[Path]) -> tuple[list[Profile], int]:
    """The profiles of the files, and how many lines were left out; tells each of these on standard error.

    Raises InputError for a file that cannot be read, and where no profile is left.
    """
    from sistership.matching.profile_json import FORM, profiles_from_lines

    profiles: dict[str, Profile] = {}
    errors: list[InputError] = []
    names = []
    for path in paths:
        names.append(str(path))
        found, wrong = profiles_from_lines(_lines(path), file=path.name)
        errors += wrong
        for profile in found:
            if profile.id in profiles:
                errors.append(InputError(f"The id {profile.id!r} stands in two files", where=path.name))
            profiles.setdefault(profile.id, profile)
    for error in errors[:MOST_TOLD]:
        click.echo(f"sistership: {error.message}", err=True)
    if len(errors) > MOST_TOLD:
        click.echo(f"sistership: … and {len(errors) - MOST_TOLD} more lines.", err=True)
    if errors:
        click.echo(f"sistership: Lines left out: {len(errors)}.", err=True)
    if not profiles:
        raise InputError("No profile can be read", where=", ".join(names), next_step=FORM)
    return list(profiles.values()), len(errors)


def ready_lexicon(packs: Iterable[Path]) -> Lexicon:
    """The shipped vocabulary, with packs beside it where some are named."""
    from sistership.matching.text.lexicon import Lexicon

    paths = list(packs)
    return Lexicon.with_packs(paths) if paths else Lexicon.shipped()


def with_progress(values: Iterable[T], *, whole: int, what: str) -> Iterator[T]:
    """The values one by one, with a line on standard error that counts them where a person watches."""
    is_watched = sys.stderr.isatty()
    told = time.monotonic()
    for number, value in enumerate(values, 1):
        yield value
        if is_watched and (time.monotonic() - told >= STEP_S or number == whole):
            click.echo(f"\r{what}: {number} of {whole}", err=True, nl=number == whole)
            told = time.monotonic()


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(
            "The file is not in UTF-8", where=str(path), next_step="Save it as UTF-8 and try again"
        ) from error
    except OSError as error:
        raise InputError(f"The file cannot be read ({error.strerror})", where=str(path)) from error
