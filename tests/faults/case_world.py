"""Run as a program: the small world in a database of its own, and a key for one of its officers, printed."""

from __future__ import annotations

import sys

import django


def main() -> None:
    django.setup()
    from tests.world import build_world

    from sistership.cli.migrate import bring_up_to_date
    from sistership.window.offices.people import actions as people

    bring_up_to_date()
    world = build_world()
    _token, secret = people.issue_api_token(account=world.officer_k, name="Storm", scopes=["read", "write"])
    sys.stdout.write(secret)


if __name__ == "__main__":
    main()
