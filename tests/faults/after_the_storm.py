"""Let a storm blow over a window of its own, and look at what it left."""

from __future__ import annotations

import email
import email.policy
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import SETTINGS, environment
from tests.faults.running import running
from tests.faults.storm import VICTIMS, Sent, blow, mail_process
from tests.migrated import put_migrated_into


@dataclass(frozen=True, slots=True)
class Storm:
    """What was sent, what the window holds, what the mail server took."""

    sent: Sent
    found: dict[str, Any]
    letters: list[bytes]
    took_s: float


def _program(module: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}"],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout


def let_it_blow(
    folder: Path,
    *,
    operations: int,
    every: int,
    victims: Sequence[str] = VICTIMS,
    seed: int,
    database_url: str | None = None,
) -> Storm:
    """Open a window with a real mail server, send and kill, then close it and let every letter go."""
    data_dir = folder / "data"
    with mail_process(folder / "letters", seed=seed) as mail:
        smtp = {
            "SISTERSHIP_MAILER": "sistership.outside.mail.SmtpMailer",
            "SISTERSHIP_SMTP_HOST": "127.0.0.1",
            "SISTERSHIP_SMTP_PORT": str(mail.port),
            "SISTERSHIP_SMTP_STARTTLS": "0",
            "SISTERSHIP_HEARTBEAT_S": "3",
        }
        if database_url:
            smtp["DATABASE_URL"] = database_url
        else:
            put_migrated_into(data_dir)
        env = environment(data_dir, database_url, DJANGO_SETTINGS_MODULE=SETTINGS, **smtp)
        token = _program("case_world", env)
        with running(data_dir, **smtp) as window:
            began = time.monotonic()
            sent = blow(window, mail, token, operations=operations, every=every, victims=victims, seed=seed)
            took_s = time.monotonic() - began
        mail.calm()
        found = json.loads(_program("case_ends", env))
        return Storm(sent, found, mail.letters(), took_s)


def check_all_is_whole(storm: Storm, *, operations: int) -> None:
    """What was accepted is there once, every letter arrived, and nothing is half done."""
    sent, found = storm.sent, storm.found
    assert sent.refusals == []
    assert set(sent.killed) >= set(VICTIMS)
    assert len(sent.enquiries) + len(sent.writes) + len(sent.notes) + len(sent.unsure) == operations
    assert found["cases"] == dict.fromkeys(sent.enquiries, 1)
    said = found["words"]
    accepted = sent.enquiries | sent.writes | sent.notes
    assert {mark: said.get(mark) for mark in accepted} == dict.fromkeys(accepted, 1)
    assert all(said.get(mark, 0) <= 1 for mark in sent.unsure)
    assert said.keys() <= accepted | sent.unsure
    assert (found["problems"], found["payloads_missing"], found["rebuild_differs"]) == ([], 0, 0)
    assert found["received_entries"] == found["received_cases"]
    _check_letters(storm)


def _check_letters(storm: Storm) -> None:
    copies: defaultdict[str, list[str]] = defaultdict(list)
    shown: defaultdict[str, set[str]] = defaultdict(set)
    for raw in storm.letters:
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        key = str(letter["Message-ID"]).strip("<>")
        said = letter.get_body(preferencelist=("plain",)).get_content()  # type: ignore[union-attr]
        copies[key].append(said)
        if str(letter["To"]).startswith("mark"):
            for mark in storm.sent.writes:
                if f"Odpowiedź {mark}" in said.split("\n--\n", maxsplit=1)[0]:
                    shown[mark].add(key)
    posted = storm.found["letters"]
    assert set(posted.values()) == {"sent"}
    assert copies.keys() == posted.keys()  # every letter at least once, and none that was not posted
    assert all(len(set(said)) == 1 for said in copies.values())  # copies say the same, so a reader sees one
    assert {mark: len(shown[mark]) for mark in storm.sent.writes} == dict.fromkeys(storm.sent.writes, 1)
