"""The first start: the example partnerships, and accounts with passwords made just then."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from sistership.window.ground.parts import missing_libraries
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Account, City, Role

DOMAIN = "sistership.example"
"""A name that is reserved for examples: no letter can reach a stranger."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters that are mistaken for one another."""


@dataclass(frozen=True, slots=True)
class Login:
    """An account as it is told to whoever starts the window."""

    role: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoRole:
    """Somebody that one can log in as in the example."""

    name: str
    """As whoever starts the window reads it."""
    display_name: str
    """As the window greets the account, in the language of its city."""
    email: str
    role: Role
    city: str
    """Key of the city, as the example names it."""


DEMO_ROLES = (
    DemoRole("Officer in Kaohsiung", "高雄承辦人", f"officer.kaohsiung@{DOMAIN}", Role.OFFICER, "kaohsiung"),
    DemoRole(
        "Officer in Gdynia", "Pracownik punktu w Gdyni", f"officer.gdynia@{DOMAIN}", Role.OFFICER, "gdynia"
    ),
    DemoRole(
        "Officer in Penang",
        "Pegawai tetingkap Pulau Pinang",
        f"officer.penang@{DOMAIN}",
        Role.OFFICER,
        "penang",
    ),
    DemoRole(
        "Department lead, Kaohsiung", "高雄部門主管", f"lead.kaohsiung@{DOMAIN}", Role.LEAD, "kaohsiung"
    ),
    DemoRole(
        "Light-rail expert, Kaohsiung",
        "高雄輕軌專家",
        f"expert.kaohsiung@{DOMAIN}",
        Role.EXPERT,
        "kaohsiung",
    ),
    DemoRole(
        "Light-rail expert, Penang",
        "Pakar rel ringan Pulau Pinang",
        f"expert.penang@{DOMAIN}",
        Role.EXPERT,
        "penang",
    ),
    DemoRole(
        "Councillor, Kaohsiung", "高雄議員", f"councillor.kaohsiung@{DOMAIN}", Role.COUNCILLOR, "kaohsiung"
    ),
)


def new_password() -> str:
    """Sixteen letters and digits in four groups: 79 bits, and still possible to type."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def first_start(*, passwords_path: Path, with_example: bool) -> list[Login]:
    """Make the first accounts and load the example, all or nothing; where there are accounts, do nothing.

    The passwords are written to `passwords_path`, readable by its owner only, before the accounts exist
    for good. Returns the logins, or an empty list when this was not the first start.
    """
    with transaction.atomic():
        if Account.objects.exists():
            return []
        logins = [_add_administrator()]
        if with_example:
            from sistership.window import example  # slow: reads the example's files, needed once

            demo: list[Login] = []
            example.load(add_accounts=lambda: demo.extend(map(_add_demo, DEMO_ROLES)))
            logins = [*demo, *logins]
        _write_passwords(passwords_path, logins)
    return logins


def _add_administrator() -> Login:
    login = Login("Administrator", f"administrator@{DOMAIN}", new_password())
    # No language: who signs in first goes on in the language of the page where they did.
    account = people.add_account(
        actor=SYSTEM, email=login.email, password=login.password, display_name=login.role
    )
    people.grant_role(actor=SYSTEM, account=account, role=Role.ADMINISTRATOR, city=None)
    return login


def _add_demo(demo: DemoRole) -> Login:
    city = City.objects.get(key=demo.city)
    login = Login(demo.name, demo.email, new_password())
    account = people.add_account(
        actor=SYSTEM,
        email=login.email,
        password=login.password,
        display_name=demo.display_name,
        language=city.language,
        is_example=True,
    )
    people.grant_role(actor=SYSTEM, account=account, role=demo.role, city=city)
    return login


def missing_part() -> str:
    """What this window cannot do for want of the extra `matching`, and what to do; empty with it."""
    if not missing_libraries():
        return ""
    return (
        "Nobody is suggested, placed or given a plan here: this needs more libraries, and so does a part of"
        " the example.\n"
        "Install them and index what is there: pip install 'sistership[matching]' && sistership rebuild"
    )


def as_table(logins: list[Login]) -> str:
    """Role, address and password in columns."""
    widths = [max(len(getattr(login, name)) for login in logins) for name in ("role", "email")]
    return "\n".join(
        f"  {login.role:<{widths[0]}}  {login.email:<{widths[1]}}  {login.password}" for login in logins
    )


def _write_passwords(path: Path, logins: list[Login]) -> None:
    text = f"First passwords of this window. Change them, then delete this file.\n\n{as_table(logins)}\n"
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
