"""Mail adapters against a real server on loopback, and into a folder."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from tests.outside.smtp_server import running

from sistership.common.errors import OutsideError
from sistership.outside.mail import Enclosure, FolderMailer, Letter, SmtpMailer

LETTER = Letter(
    sender="Sistership <window@example.org>",
    to="desk@example.org",
    subject="高雄請您確認：每年安排實習",
    body="請開啟連結：\nhttp://localhost:8000/zh-hant/answer/abc/\n",
    message_id="0190-1@example.org",
    language="zh-hant",
)


def _smtp(port: int) -> SmtpMailer:
    return SmtpMailer(host="127.0.0.1", port=port, use_starttls=False, timeout_s=3)


def _check(data: bytes) -> None:
    message = message_from_bytes(data, policy=policy.default)
    assert (message["Subject"], message["Message-ID"], message["Content-Language"]) == (
        LETTER.subject,
        "<0190-1@example.org>",
        "zh-hant",
    )
    assert message.get_content().replace("\r\n", "\n") == LETTER.body


def test_letter_reaches_a_real_server_whole():
    with running() as server:
        _smtp(server.port).send(LETTER)
        assert len(server.letters) == 1
        _check(server.letters[0])


@pytest.mark.parametrize("behaviour", ["refuse", "drop"])
def test_server_that_does_not_take_it_is_named(behaviour):
    with running() as server:
        server.behaviour = behaviour
        with pytest.raises(OutsideError, match=f"127.0.0.1:{server.port} did not take the letter"):
            _smtp(server.port).send(LETTER)


def test_absent_server_is_named():
    with running() as server:
        port = server.port
    with pytest.raises(OutsideError, match=f"127.0.0.1:{port} did not take the letter"):
        _smtp(port).send(LETTER)


def test_folder_holds_the_letter_as_a_file(tmp_path):
    FolderMailer(folder=str(tmp_path / "mail")).send(LETTER)
    _check((tmp_path / "mail" / "0190-1.eml").read_bytes())


def test_answer_keeps_its_thread_through_a_real_server():
    long_id = f"AM0PR04MB{'1234567890' * 8}@AM0PR04MB1234.prod.example.com"
    answer = replace(
        LETTER,
        reply_to="case-7@example.org",
        in_reply_to=long_id,
        references=("first@example.org", long_id),
        is_automatic=False,
        attachments=(Enclosure("計畫.pdf", "application/pdf", b"%PDF-1.7"),),
    )
    with running() as server:
        _smtp(server.port).send(answer)
    assert f"<{long_id}>".encode() in server.letters[0]
    message = message_from_bytes(server.letters[0], policy=policy.default)
    assert message["Reply-To"] == "case-7@example.org"
    assert message["In-Reply-To"].split() == [f"<{long_id}>"]
    assert message["References"].split() == ["<first@example.org>", f"<{long_id}>"]
    assert message["Auto-Submitted"] is None
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("計畫.pdf", b"%PDF-1.7")
    assert LETTER.as_email()["Auto-Submitted"] == "auto-generated"
