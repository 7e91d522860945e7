"""Evidence is confirmed or disputed by answering the letter, by those who were asked alone."""

from __future__ import annotations

import pytest

from sistership.window.offices.agreements.answer_addresses import answer_address
from sistership.window.offices.notices.collecting import keep
from sistership.window.offices.notices.models import Message

ADDRESS = "window@city.example"


@pytest.fixture
def address(world, settings) -> str:
    settings.CASE_ADDRESS = ADDRESS
    return answer_address(world.filed, world.side_g)


def _send(sender: str, to: str, text: str) -> str:
    content = f"From: {sender}\r\nTo: {to}\r\nMessage-ID: <{hash((sender, to, text))}@x>\r\n\r\n{text}\r\n"
    return keep(content.encode()).state


@pytest.mark.parametrize(
    ("words", "state"),
    [("Confirm", "confirmed"), ("確認。", "confirmed"), ("kwestionuję: tylko trzy osoby", "disputed")],
)
def test_the_asked_side_answers_from_its_mailbox(world, address, words, state):
    assert _send("desk-gdynia@example.org", address, f"{words}\n> dispute: no") == "taken"
    assert world.filed.events.order_by("pk").last().event == state


def test_nobody_else_answers_and_nothing_quoted_counts(world, address):
    for sender in ("eve@example.net", "officer-p@example.org", "officer-k@example.org"):
        assert _send(sender, address, "confirm") == "aside"
    assert _send("officer-g@example.org", address, "> confirm") == "aside"
    told = Message.objects.get(to="officer-g@example.org")
    assert told.in_reply_to
    assert told.reply_to == address
    forged = address.replace(address.split(".")[-2].split("@")[0][:4], "0000")
    assert _send("officer-g@example.org", forged, "confirm") == "aside"
    own = answer_address(world.filed, world.side_k)
    assert _send("officer-k@example.org", own, "confirm") == "aside"  # who filed cannot confirm
    assert set(world.filed.events.values_list("event", flat=True)) <= {"filed", "asked"}
