"""The numbers that Word shows before its paragraphs, counted as Word counts them (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sistership.formats.documents.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST_STYLES_DEEP = 20


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    shown: str
    """The mark with %1 to %9 for the numbers of the levels."""


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By the id of a list (numId)."""
    abstracts: dict[str, str] = field(default_factory=dict)
    of_styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    """By what the lists count together (abstractNumId), or by numId where a list starts anew."""
    own_starts: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Any, styles: Any) -> Numbering:  # lxml elements, or None
        """The numbering of a document from its parts; a document without lists has none."""
        found = cls()
        if numbering is not None:
            abstract = {node.get(f"{W}abstractNumId"): node for node in numbering.iterfind(f"{W}abstractNum")}
            for number in numbering.iterfind(f"{W}num"):
                found._add(number, abstract)
        if styles is not None:
            found._add_styles(styles)
        return found

    def marker(self, paragraph: Any) -> str:  # an lxml element
        """The number before a paragraph, with a blank after it where one belongs; empty where none is."""
        place = self._place_of(paragraph)
        if place is None or place[0] not in self.levels:
            return ""
        list_id, depth = place
        levels = self.levels[list_id]
        level = levels.get(depth)
        if level is None:
            return ""
        key = list_id if list_id in self.own_starts else self.abstracts[list_id]
        counts = self.counts.setdefault(key, [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.style == "none":
            return ""
        if level.style == "bullet":
            return "• "
        mark = _PLACE.sub(lambda match: _shown(levels, counts, int(match[1]) - 1), level.shown)
        return mark if not mark or not mark[-1].isascii() else f"{mark} "

    def _add(self, number: Any, abstract: dict[str | None, Any]) -> None:  # an lxml element; elements by id
        list_id = number.get(f"{W}numId") or ""
        link = number.find(f"{W}abstractNumId")
        abstract_id = link.get(f"{W}val") if link is not None else None
        levels: dict[int, _Level] = {}
        if abstract_id in abstract:
            for node in abstract[abstract_id].iterfind(f"{W}lvl"):
                levels[_depth(node)] = _level(node)
        for override in number.iterfind(f"{W}lvlOverride"):
            depth = _depth(override)
            node, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
            if node is not None:
                levels[depth] = _level(node)
            if start is not None:
                self.own_starts.add(list_id)
                old = levels.get(depth, _Level(1, "decimal", f"%{depth + 1}."))
                levels[depth] = _Level(_whole(start.get(f"{W}val"), 1), old.style, old.shown)
        self.levels[list_id] = levels
        self.abstracts[list_id] = f"abstract {abstract_id}"

    def _add_styles(self, styles: Any) -> None:  # an lxml element
        """Which list a style puts its paragraphs in, by itself or by the style that it is based on."""
        nodes = {node.get(f"{W}styleId"): node for node in styles.iterfind(f"{W}style")}
        for name in nodes:
            node, depth, list_id = nodes[name], None, None
            for _ in range(_MOST_STYLES_DEEP):
                said = node.find(f"{W}pPr/{W}numPr")
                if said is not None:
                    depth = _said(said, "ilvl") if depth is None else depth
                    list_id = _said(said, "numId") if list_id is None else list_id
                base = node.find(f"{W}basedOn")
                if list_id is not None or base is None or base.get(f"{W}val") not in nodes:
                    break
                node = nodes[base.get(f"{W}val")]
            if list_id is not None and name is not None:
                self.of_styles[name] = (list_id, _clamped(depth))

    def _place_of(self, paragraph: Any) -> tuple[str, int] | None:  # an lxml element
        """The list and the level of a paragraph; its own word goes before that of its style, 0 means none."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        of_style = self.of_styles.get(style.get(f"{W}val")) if style is not None else None
        said = paragraph.find(f"{W}pPr/{W}numPr")
        list_id = _said(said, "numId") if said is not None else None
        depth = _said(said, "ilvl") if said is not None else None
        if list_id is None:
            return (of_style[0], _clamped(depth) if depth else of_style[1]) if of_style else None
        return None if list_id == "0" else (list_id, _clamped(depth))


def _shown(levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
    level = levels.get(depth)
    count = counts[depth]
    if count is None:
        count = level.start if level else 1
    return numeral(count, level.style if level else "decimal")


def _level(node: Any) -> _Level:  # an lxml element
    def said(name: str, otherwise: str) -> str:
        found = node.find(f"{W}{name}")
        return otherwise if found is None else (found.get(f"{W}val") or otherwise)

    return _Level(_whole(said("start", "1"), 1), said("numFmt", "decimal"), said("lvlText", ""))


def _said(node: Any, name: str) -> str | None:  # an lxml element
    found = node.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _depth(node: Any) -> int:  # an lxml element
    return _clamped(node.get(f"{W}ilvl"))


def _clamped(said: str | None) -> int:
    return min(_LEVELS - 1, max(0, _whole(said, 0)))


def _whole(said: str | None, otherwise: int) -> int:
    try:
        return int(said) if said else otherwise
    except ValueError:
        return otherwise
