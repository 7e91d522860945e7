"""What a sender wrote, apart from what the letter repeats: quoted lines, earlier letters, the signature.

Recognised in the languages of the window: the line before a quotation (“On … wrote:”, 於 … 寫道：, “W dniu …
pisze:”, “Pada … menulis:”), the separators and header blocks of Outlook, signatures after `-- ` and those of
telephones. Answers between quoted lines are kept, in their order. A letter that was passed on is no
quotation: its sender wants it read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = re.compile(r"^\s{0,3}[>＞]")
_WROTE = re.compile(
    r"(?:\bwrote|寫道|写道|\bpisze|\bnapisał(?:a|\(a\)|/a)?|\bmenulis|\btelah menulis)\s*[:：]\s*$", re.I
)
_CUE = re.compile(r"^\s*(?:on|at|於|在|w dniu|dnia|pada)\b|^\s*[於在]", re.I)
_DATED = re.compile(r"\d{1,4}[./:\-年 ]\s?[\w.]{1,12}")
_LONGEST_HEAD = 400
_MOST_HEAD_LINES = 4
_SEPARATOR = re.compile(
    r"^\s*[-_—]{2,}\s*(?:original message|original appointment|原始郵件|原始訊息|原始信件|原始邮件"
    r"|wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości|mesej asal|mesej asli)"
    r"\s*[-_—]{2,}\s*$",
    re.I,
)
_PASSED_ON = re.compile(
    r"^\s*(?:[-_—]{2,}\s*(?:forwarded message|轉寄的郵件|轉寄郵件|已轉寄郵件|forwarded by .*"
    r"|wiadomość przekazana dalej|przekazana wiadomość|treść przekazanej wiadomości"
    r"|mesej yang dimajukan|mesej dimajukan)\s*[-_—]{2,}"
    r"|begin forwarded message:|開始轉寄郵件[:：]|początek przekazywanej wiadomości:)\s*$",
    re.I,
)
_FORWARD = re.compile(r"^\s*(?:fwd?|轉寄|轉|pd|przekazane|mj)\s*[:：]", re.I)
_HEADER = re.compile(
    r"^\s*\*{0,2}(?P<name>from|sent|date|to|cc|subject"
    r"|寄件者|寄件人|寄件日期|傳送日期|日期|收件者|收件人|副本|主旨|發件人"
    r"|od|wysłano|wysłane|data|do|dw|kopia|temat"
    r"|daripada|dihantar|tarikh|kepada|sk|salinan|subjek|perkara)\s*\*{0,2}\s*[:：]\*{0,2}",
    re.I,
)
_HEADER_FIRST = {"from", "寄件者", "寄件人", "發件人", "od", "daripada"}
_SIGNATURE = re.compile(r"^-- ?$")
_RULE = re.compile(r"^\s*[_—]{10,}\s*$")
_TELEPHONE = re.compile(
    r"^\s*(?:sent from (?:my|mail|outlook|yahoo)\b.{0,60}|get outlook for .{1,40}"
    r"|從我的.{1,30}(?:傳送|寄出|發送)|寄自我的.{1,30}|由我的.{1,30}(?:傳送|寄出)"
    r"|wysłan[eo] z .{1,60}|dihantar daripada .{1,60})\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Parted:
    """The words of a letter, parted. `has_quotation` tells an empty answer from an empty letter."""

    new_text: str
    has_quotation: bool


def part(text: str, *, subject: str = "") -> Parted:
    """Part what the sender wrote from what the letter repeats."""
    lines = text.split("\n")
    is_forward = _FORWARD.match(subject) is not None
    kept: list[str] = []
    has_quotation = in_signature = False
    at = 0
    while at < len(lines):
        line = lines[at]
        if _PASSED_ON.match(line):
            kept += lines[at:]
            break
        taken = _head_lines(lines, at)
        if taken:
            has_quotation, in_signature = True, False
            at += taken
            if not _is_quoted_soon(lines, at):
                break
        elif _QUOTED.match(line):
            has_quotation, in_signature = True, False
            at += 1
        elif not is_forward and (_SEPARATOR.match(line) or _is_header_block(lines, at)):
            has_quotation = True
            break
        else:
            in_signature = in_signature or _SIGNATURE.match(line) is not None
            if not in_signature:
                kept.append(line)
            at += 1
    return Parted(_trimmed(kept), has_quotation)


def _head_lines(lines: list[str], at: int) -> int:
    """How many lines from here announce a quotation; programs break that line where it gets long."""
    if not lines[at].strip() or _QUOTED.match(lines[at]):
        return 0
    joined = ""
    for count, line in enumerate(lines[at : at + _MOST_HEAD_LINES], 1):
        if not line.strip() or _QUOTED.match(line):
            return 0
        joined = f"{joined} {line.strip()}".strip()
        if len(joined) > _LONGEST_HEAD:
            return 0
        if _WROTE.search(line):
            is_begun = _CUE.match(joined) or "@" in joined or count == 1
            return count if is_begun and _DATED.search(joined) else 0
    return 0


def _is_quoted_soon(lines: list[str], at: int) -> bool:
    """Whether the next words are marked as quoted; where they are not, all that follows is the quotation."""
    following = next((line for line in lines[at:] if line.strip()), "")
    return _QUOTED.match(following) is not None


def _is_header_block(lines: list[str], at: int) -> bool:
    """The block of headers that Outlook puts above an earlier letter, in any of four languages."""
    first = _HEADER.match(lines[at])
    if first is None or first["name"].lower() not in _HEADER_FIRST:
        return False
    names = {found["name"].lower() for line in lines[at : at + 7] if (found := _HEADER.match(line))}
    return len(names) >= 3 or (len(names) >= 2 and _RULE.match(lines[at - 1] if at else "") is not None)


def _trimmed(lines: list[str]) -> str:
    """Without the telephone's own line at the end, and with no more than one empty line in a row."""
    while lines and (not lines[-1].strip() or _TELEPHONE.match(lines[-1]) or _RULE.match(lines[-1])):
        lines.pop()
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
