"""Files that a machine would run: told by their first bytes and by their endings."""

from __future__ import annotations

from pathlib import PurePosixPath

_RUN = (
    "exe dll scr com bat cmd pif cpl msi msp msix lnk reg hta inf ps1 psm1 vbs vbe js mjs jse wsf wsh sct "
    "chm jar class apk app deb rpm dmg pkg run bin elf so sh bash zsh csh py pyc pyw pl rb php phtml asp "
    "aspx jsp cgi iso img vhd url desktop scpt xll"
)
_MACROS = "xlam xlsm xltm xlsb docm dotm pptm potm ppam ppsm sldm"
_OLD = "doc dot xls xlt ppt pps pot"
WITH_MACROS = frozenset(f".{ending}" for ending in _MACROS.split())
OLD_OFFICE = frozenset(f".{ending}" for ending in _OLD.split())
"""Office files of before 2007, of which nobody can tell without running them whether they hold macros."""
_ENDINGS = WITH_MACROS | {f".{ending}" for ending in _RUN.split()}
_STARTS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"\x00asm",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"<?php",
)


def is_program(name: str, start: bytes) -> bool:
    """Whether a file is a program or a script; ``start`` needs its first 128 bytes."""
    if PurePosixPath(name.rstrip(" .")).suffix.lower() in _ENDINGS or start.startswith(_STARTS):
        return True
    return start.startswith(b"MZ") and b"\x00" in start[:128]  # a text may begin with these letters
