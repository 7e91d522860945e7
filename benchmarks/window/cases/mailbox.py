"""A maildir of many letters, and the process that takes them in; the standard library reading them beside it.

python -m benchmarks.window.cases.mailbox fetch|read
"""

from __future__ import annotations

import os
import sys
from email.message import EmailMessage
from pathlib import Path

from benchmarks.window.cases.invented import LANGUAGES, WORDS

REPLIES = 3
"""Every third letter answers the one before it."""
ATTACHED = 20
"""Every twentieth has a file."""


def write_letters(folder: Path, count: int, *, to: str) -> None:
    """Letters of as many strangers, some of whom write again."""
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        answers = number % REPLIES == REPLIES - 1
        sender = number - 1 if answers else number
        language = LANGUAGES[sender % len(LANGUAGES)]
        letter = EmailMessage()
        letter["From"] = f"Enquirer {sender} <enquirer{sender}@letters.example>"
        letter["To"] = to
        letter["Subject"] = f"{'Re: ' if answers else ''}Question {sender}"
        letter["Message-ID"] = f"<letter{number}@letters.example>"
        if answers:
            letter["In-Reply-To"] = letter["References"] = f"<letter{sender}@letters.example>"
        letter.set_content(WORDS[language].format(subject="ports", number=number))
        if number % ATTACHED == 0:
            letter.add_attachment(
                f"Row {number}\n".encode() * 2000, maintype="text", subtype="plain", filename=f"{number}.txt"
            )
        (folder / "new" / f"{number:06d}.letter").write_bytes(letter.as_bytes())


def fetch() -> None:
    """Take in all that waits, as the worker does; says what became of it."""
    import django

    django.setup()
    from sistership.window.ground.ports import mailbox
    from sistership.window.offices.notices.tasks import collect

    box, count = mailbox(), 0
    assert box is not None
    while box.count():
        count += collect()
    print(count)


def read() -> None:
    """What Python's own mailbox and parser take to read the same letters."""
    import mailbox

    letters = mailbox.Maildir(os.environ["SISTERSHIP_MAILBOX_FOLDER"], create=False)
    print(sum(len(str(letter["Message-ID"])) > 0 for letter in letters))


if __name__ == "__main__":
    {"fetch": fetch, "read": read}[sys.argv[1]]()
