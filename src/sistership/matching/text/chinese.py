"""Chinese characters in one form: folded, simplified, without the spaces that stand between scripts.

Terms and texts both pass through here, so that it is of no account that simplification joins characters: 臺,
台; 發, 髮. Each character is turned by itself, which keeps its place in the text.
"""

from __future__ import annotations

import re
from functools import cache

from sistership.vocabulary.tokeniser import Folded, fold_with_origins

CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAS_CHINESE = re.compile(f"[{CHINESE}]")
_RUN = re.compile(f"[{CHINESE}]+")
_SPACE_BESIDE = re.compile(rf"(?<=[{CHINESE}])\s+|\s+(?=[{CHINESE}])")


@cache
def _simple_forms() -> dict[int, str]:
    import opencc  # slow

    characters = "".join(map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]))
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(old): new for old, new in zip(characters, simple, strict=True) if old != new and len(new) == 1
    }


def has_chinese(text: str) -> bool:
    """Whether any Chinese character stands in the text."""
    return _HAS_CHINESE.search(text) is not None


def chinese_runs(text: str) -> list[str]:
    """The parts of the text that are Chinese characters alone."""
    return _RUN.findall(text)


def simplified(text: str) -> Folded:
    """The text in one form, with the place that each of its characters has in the given text."""
    folded = fold_with_origins(text)
    plain = folded.text.translate(_simple_forms())
    parts: list[str] = []
    origins: list[int] = []
    here = 0
    for space in _SPACE_BESIDE.finditer(plain):
        parts.append(plain[here : space.start()])
        origins += folded.origins[here : space.start()]
        here = space.end()
    return Folded("".join([*parts, plain[here:]]), (*origins, *folded.origins[here:]))
