"""Run as a program: for each line given, post a letter through the outbox and print its public id."""

from __future__ import annotations

import sys

import django


def main() -> None:
    django.setup()
    from django.db import transaction

    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.notices.actions import post

    for _ in sys.stdin:
        with transaction.atomic():
            letter = post(
                to="desk@example.org",
                language="en",
                subject="A letter",
                body="That somebody waits for.",
                about=SYSTEM,
                partnership_id=None,
            )
        sys.stdout.write(f"{letter.public_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
