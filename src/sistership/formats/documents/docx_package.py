"""The parts of a Word file, read with limits: no zip bomb, no entity, nothing fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop

_LARGEST_PART_BYTES = 12 * 1024 * 1024
_LARGEST_WHOLE_BYTES = 200 * 1024 * 1024
_MOST_PARTS = 5_000
_MOST_TAGS = 1_000_000
_SAVE_AGAIN = gettext_noop("Open it in a word processor and save it again as .docx")
_OTHERS = (
    ("mimetype", gettext_noop("The file is an OpenDocument file (.odt)")),
    ("xl/workbook.xml", gettext_noop("The file is a workbook (.xlsx)")),
    ("ppt/presentation.xml", gettext_noop("The file is a set of slides (.pptx)")),
    ("META-INF/container.xml", gettext_noop("The file is an electronic book (.epub)")),
)


@dataclass(frozen=True, slots=True)
class Package:
    """The parsed parts of a Word file by what they are, and the names of all its parts."""

    parts: dict[str, Any]
    names: frozenset[str]

    def part(self, kind: str) -> Any:  # an lxml element, or None
        """The root element of a part: document, styles, numbering, footnotes, endnotes, core-properties."""
        return self.parts.get(kind)


def open_package(content: bytes) -> Package:
    """The parts of a Word file. Raises InputError where it is damaged, too large or another kind of file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            return _opened(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise InputError(gettext_noop("The Word file is damaged"), next_step=_SAVE_AGAIN) from error
    except RuntimeError as error:  # zipfile says so of a member that needs a password
        raise InputError(
            gettext_noop("The file is locked with a password"), next_step=gettext_noop("Save it without one")
        ) from error


def _check_size(archive: zipfile.ZipFile) -> None:
    """zipfile reads no more of a member than its directory says, so what that says is what can come."""
    members = archive.infolist()
    largest = max(
        (member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0
    )
    whole = sum(member.file_size for member in members)
    if whole > _LARGEST_WHOLE_BYTES or largest > _LARGEST_PART_BYTES or len(members) > _MOST_PARTS:
        raise InputError(
            filled(
                gettext_noop("The Word file unpacks to %(bytes)s bytes in %(parts)s parts"),
                bytes=f"{whole:,}",
                parts=f"{len(members):,}",
            ),
            allowed=filled(
                gettext_noop("at most %(limit)s MB in %(parts)s parts, of text %(part_limit)s MB each"),
                limit=_LARGEST_WHOLE_BYTES // 1024 // 1024,
                parts=f"{_MOST_PARTS:,}",
                part_limit=_LARGEST_PART_BYTES // 1024 // 1024,
            ),
            next_step=gettext_noop("Cut out the article or the agreement, or leave out the pictures"),
        )


def _opened(archive: zipfile.ZipFile) -> Package:
    names = frozenset(archive.namelist())
    main = _target(archive, names, "_rels/.rels", "", "officeDocument")
    if main is None or main not in names or main.startswith(("xl/", "ppt/")):
        for name, what in _OTHERS:
            if name in names:
                raise InputError(
                    what,
                    allowed=gettext_noop("plain text, HTML, PDF, DOCX"),
                    next_step=gettext_noop("Open it and save it as .docx or PDF"),
                )
        main = "word/document.xml"
        if main not in names:
            raise InputError(
                gettext_noop("The file is an archive (.zip) and no document"),
                allowed=gettext_noop("plain text, HTML, PDF, DOCX"),
                next_step=gettext_noop("Unpack it and read the documents in it one by one"),
            )
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    parts = {"document": _root(archive, names, main)}
    for kind in ("styles", "numbering", "footnotes", "endnotes"):
        parts[kind] = _root(archive, names, _target(archive, names, relations, folder, kind))
    parts["core-properties"] = _root(
        archive, names, _target(archive, names, "_rels/.rels", "", "core-properties")
    )
    return Package(parts, names)


def _target(
    archive: zipfile.ZipFile, names: frozenset[str], relations: str, folder: str, kind: str
) -> str | None:
    """The name of the part that a relation of the kind points to; None where there is none."""
    root = _root(archive, names, relations if relations in names else None)
    for relation in root if root is not None else ():
        is_inside = (relation.get("TargetMode") or "Internal") == "Internal"
        if is_inside and (relation.get("Type") or "").rpartition("/")[2] == kind:
            target = unquote(relation.get("Target") or "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            return posixpath.normpath(path)
    return None


def _root(
    archive: zipfile.ZipFile, names: frozenset[str], name: str | None
) -> Any:  # an lxml element, or None
    if name is None or name not in names:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    content = archive.read(name)
    if content.count(b"<") > _MOST_TAGS:
        raise InputError(
            filled(
                gettext_noop("The part %(name)s of the Word file has %(count)s tags"),
                name=name,
                count=f"{content.count(b'<'):,}",
            ),
            allowed=filled(gettext_noop("at most %(count)s tags"), count=f"{_MOST_TAGS:,}"),
            next_step=gettext_noop("Cut out the article or the agreement and read it alone"),
        )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            filled(
                gettext_noop("The Word file is damaged in its part %(name)s (%(reason)s)"),
                name=name,
                reason=error.msg,
            ),
            next_step=_SAVE_AGAIN,
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(
            filled(
                gettext_noop(
                    "The part %(name)s of the Word file declares entities, as no word processor does"
                ),
                name=name,
            ),
            next_step=_SAVE_AGAIN,
        )
    return root
