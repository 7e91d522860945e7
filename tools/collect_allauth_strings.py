"""List the messages of django-allauth that the window shows, so that our catalogues translate them.

allauth has no Malay catalogue. This reads the templates, letters and forms of the pages that the window
uses and writes src/sistership/window/pages/allauth_strings.py, from which the messages are extracted
like our own.  Run after an upgrade of allauth:  uv run python tools/collect_allauth_strings.py
"""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "sistership" / "window" / "pages" / "allauth_strings.py"
OVERRIDDEN = ROOT / "src" / "sistership" / "window" / "pages" / "templates"

TEMPLATES = (
    "account/account_inactive.html",
    "account/base_reauthenticate.html",
    "account/email_change.html",
    "account/email_confirm.html",
    "account/login.html",
    "account/logout.html",
    "account/password_*.html",
    "account/reauthenticate.html",
    "account/verif*.html",
    "account/snippets/*.html",
    "account/email/base_*.txt",
    "account/email/email_confirm*.txt",
    "account/email/password_reset_key_*.txt",
    "account/messages/*.txt",
    "mfa/*.html",
    "mfa/messages/*.txt",
    "mfa/recovery_codes/*",
    "mfa/totp/*.html",
    "mfa/webauthn/*.html",
    "mfa/email/*.txt",
    "account/email/email_changed_*.txt",
    "account/email/password_*.txt",
    "socialaccount/email/*.txt",
    "socialaccount/login.html",
    "socialaccount/messages/*.txt",
)
SOURCES = (
    "account/adapter.py",
    "account/fields.py",
    "account/forms.py",
    "account/internal/flows/*.py",
    "mfa/adapter.py",
    "mfa/base/forms.py",
    "mfa/recovery_codes/forms.py",
    "mfa/totp/forms.py",
    "mfa/webauthn/forms.py",
    "socialaccount/adapter.py",
)
# What settings switch off: phones, user names, codes by mail, sign-up; and what our own words replace.
NOT_SHOWN = re.compile(
    r"phone|username|sign-in code|verification code is listed|trust|register an account|"
    r"finalize the signup|Master key|Backup key|Key nr",
    re.IGNORECASE,
)
PLURAL = {"ngettext", "ngettext_lazy", "ungettext"}
SIMPLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
CONTEXT = {"pgettext", "pgettext_lazy"}
STRING = r"""[urb]*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(n?p?gettext)\((\s*{STRING}(?:\s*,\s*{STRING})*)")

Message = tuple[str, ...]
"""("gettext", text), ("ngettext", one, many) or ("pgettext", context, text)."""


def in_template(source: str) -> Iterator[Message]:
    """Messages of translate and blocktranslate tags."""
    for name, words in CALL.findall(templatize(source)):
        values = ast.literal_eval(f"({words},)")
        yield (name, *values)


def in_python(source: str) -> Iterator[Message]:
    """Messages in calls of gettext and its kin with constant arguments."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        given = [one.value for one in node.args if isinstance(one, ast.Constant)]
        words = [word for word in given if isinstance(word, str)]
        if node.func.id in SIMPLE and len(words) == 1:
            yield ("gettext", *words)
        elif node.func.id in PLURAL and len(words) == 2:
            yield ("ngettext", *words)
        elif node.func.id in CONTEXT and len(words) == 2:
            yield ("pgettext", *words)


def collect(package: Path) -> list[Message]:
    """All messages of the package's pages that the window uses, sorted, each once."""
    found: set[Message] = set()
    for pattern in TEMPLATES:
        for path in sorted((package / "templates").glob(pattern)):
            if not (OVERRIDDEN / path.relative_to(package / "templates")).exists():
                found.update(in_template(path.read_text()))
    for pattern in SOURCES:
        for path in sorted(package.glob(pattern)):
            found.update(in_python(path.read_text()))
    return sorted(one for one in found if not any(NOT_SHOWN.search(word) for word in one[1:]))


def module_text(messages: list[Message]) -> str:
    """The Python module that marks the messages for extraction."""
    marks = {"gettext": "gettext_noop", "ngettext": "ngettext_lazy", "pgettext": "pgettext_lazy"}
    lines = [
        '"""Messages of django-allauth that the window shows, from tools/collect_allauth_strings.py."""',
        "",
        "# ruff: noqa: E501",
        "# fmt: off",
        "from django.utils.translation import "
        + ", ".join(mark for name, mark in sorted(marks.items()) if any(one[0] == name for one in messages)),
        "",
        "MESSAGES = (",
    ]
    for name, *words in messages:
        lines.append(f"    {marks[name]}({', '.join(quoted(word) for word in words)}),")
    return "\n".join([*lines, ")", ""])


def quoted(word: str) -> str:
    """A Python string in double quotes."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> int:
    """Write the module; exit status 1 with --check where it is not up to date."""
    spec = importlib.util.find_spec("allauth")
    if spec is None or spec.origin is None:
        print("django-allauth is not installed here; run this inside the project's environment")
        return 2
    if not settings.configured:
        settings.configure(USE_I18N=True)
    written = module_text(collect(Path(spec.origin).parent))
    if "--check" in sys.argv[1:]:
        return int(OUTPUT.read_text() != written)
    OUTPUT.write_text(written)
    print(f"{OUTPUT.relative_to(ROOT)}: {written.count(chr(10)) - 9} messages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
