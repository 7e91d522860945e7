"""Files → what they say: each is recognised by its content, not by its name."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from sistership.common.errors import InputError
from sistership.vocabulary.packs.cedict import is_cedict, read_cedict
from sistership.vocabulary.packs.dictd import is_index, read_dictd
from sistership.vocabulary.packs.sources import Source
from sistership.vocabulary.packs.tables import is_concept_table, is_counts, read_concept_table, read_counts

FORMS = (
    "a concept table (.tsv or .tsv.gz with columns synset, en, zh_hans, pl, ms), counts of English words"
    " (lemma, count), a dictd dictionary (.index and .dict.dz together, or its Debian package) or CC-CEDICT"
)
MOST_BYTES = 400_000_000
"""Of one file when unpacked."""
_ARCHIVE = b"!<arch>\n"


def read_sources(files: Mapping[str, bytes]) -> list[tuple[str, Source]]:
    """What files say, by name → content; raises InputError for one that is in no known form."""
    opened = dict(_opened(files))
    texts = {name: _text(content, name) for name, content in opened.items() if not _is_articles(name)}
    found: list[tuple[str, Source]] = []
    used: set[str] = set()
    for name, text in texts.items():
        first = text.split("\n", 1)[0].strip("\r\ufeff")
        if is_concept_table(first):
            found.append((_stem(name), read_concept_table(text.removeprefix("\ufeff"), file=name)))
        elif is_counts(first):
            found.append((_stem(name), read_counts(text, file=name)))
        elif is_cedict(text):
            found.append((_stem(name), read_cedict(text.removeprefix("\ufeff"), file=name)))
        elif is_index(text):
            articles = _articles_of(name, opened)
            used.add(articles)
            found.append((_stem(name), read_dictd(text, opened[articles], file=name)))
        else:
            raise InputError("The file is no lexicon that can be read", where=name, allowed=FORMS)
    for name in opened:
        if _is_articles(name) and name not in used:
            raise InputError(
                "The articles have no index beside them",
                where=name,
                next_step="Name the .index file too, or the whole package (.deb)",
            )
    return found


def _is_articles(name: str) -> bool:
    return name.endswith((".dict.dz", ".dict"))


def _articles_of(index: str, opened: Mapping[str, bytes]) -> str:
    for ending in (".dict.dz", ".dict"):
        if (name := index.removesuffix(".index") + ending) in opened:
            return name
    raise InputError(
        "The index has no articles beside it",
        where=index,
        next_step=f"Name {PurePosixPath(index).stem}.dict.dz too, or the whole package (.deb)",
    )


def _stem(name: str) -> str:
    plain = PurePosixPath(name).name
    for ending in (".gz", ".tsv", ".txt", ".index", ".u8"):
        plain = plain.removesuffix(ending)
    return plain


def _opened(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, content in files.items():
        if content.startswith(_ARCHIVE):
            yield from _from_package(content, name)
        else:
            yield name, content


def _from_package(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Index and articles of a Debian package."""
    place = len(_ARCHIVE)
    while place + 60 <= len(content):
        member = content[place : place + 16].decode("ascii", "replace").strip().rstrip("/")
        try:
            size = int(content[place + 48 : place + 58])
        except ValueError as error:
            raise InputError("The package is damaged", where=name, next_step="Fetch it again") from error
        body = content[place + 60 : place + 60 + size]
        if member.startswith("data.tar"):
            try:
                with tarfile.open(fileobj=io.BytesIO(body)) as archive:
                    for one in archive:
                        file = archive.extractfile(one) if one.isfile() else None
                        if file is not None and one.name.endswith((".index", ".dict.dz", ".dict")):
                            yield PurePosixPath(one.name).name, file.read()
            except (tarfile.TarError, lzma.LZMAError, OSError, EOFError, zlib.error) as error:
                raise InputError(
                    f"{member} in the package cannot be unpacked",
                    where=name,
                    allowed="data.tar, .gz or .xz",
                    next_step="Unpack it with dpkg-deb -x and name .index and .dict.dz",
                ) from error
            return
        place += 60 + size + size % 2
    raise InputError("The package holds no files", where=name, next_step="Fetch it again")


def _text(content: bytes, name: str) -> str:
    if content[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(content)) as file:
                content = file.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError("The file cannot be unpacked", where=name, next_step="Fetch it again") from error
        if len(content) > MOST_BYTES:
            raise InputError("The file is too large", where=name, allowed=f"{MOST_BYTES:,} bytes unpacked")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            "The file is not in UTF-8", where=f"{name}, byte {error.start}", allowed=FORMS
        ) from error
