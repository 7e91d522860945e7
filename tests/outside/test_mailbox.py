"""Mailboxes: a maildir, and a real IMAP server on loopback with its faults."""

from __future__ import annotations

import tracemalloc

import pytest
from tests.outside.imap_server import running

from sistership.common.errors import InputError, OutsideError
from sistership.outside.imap import Imap
from sistership.outside.mailbox import BEGINNING_BYTES, Maildir

LETTERS = tuple(b"Subject: %d\r\n\r\nHello\r\n" % number for number in range(3))


def _maildir(folder, count=3, size=0):
    for name in ("new", "cur", "tmp"):
        (folder / name).mkdir(parents=True)
    for number in range(count):
        (folder / "new" / f"{number:06}.host").write_bytes(b"Subject: %d\n\n" % number + b"x" * size)
    return Maildir(folder=str(folder))


def _imap(server, **options):
    settings = {"host": "127.0.0.1", "port": server.port, "username": "window", "password": "a secret"}
    return Imap(**(settings | {"use_tls": False, "timeout_s": 3.0} | options))


def test_maildir_gives_each_message_until_it_is_taken(tmp_path):
    box = _maildir(tmp_path)
    assert [one.content for one in box.fetch()] == [b"Subject: %d\n\n" % number for number in range(3)]
    first, second, _ = [one.id for one in box.fetch()]
    box.take(first)
    box.take(first)
    box.refuse(second, "not a letter")
    assert box.count() == 1
    assert [path.name for path in (tmp_path / "cur").iterdir()] == ["000000.host:2,S"]
    assert (tmp_path / ".Refused" / "cur" / "000001.host:2,S").read_bytes() == b"Subject: 1\n\n"


def test_maildir_id_never_leads_out_of_it(tmp_path):
    box = _maildir(tmp_path / "box")
    (tmp_path / "secret").write_text("stays")
    box.take("../../secret")
    assert (tmp_path / "secret").read_text() == "stays"


def test_absent_maildir_says_what_to_set(tmp_path):
    with pytest.raises(OutsideError, match=r"cannot be used.*SISTERSHIP_MAILBOX_FOLDER"):
        list(Maildir(folder=str(tmp_path / "none")).fetch())


def test_too_large_message_comes_with_its_beginning(tmp_path):
    box = _maildir(tmp_path, count=1, size=200_000)
    box.largest_bytes = 100_000
    (one,) = box.fetch()
    assert (one.is_whole, len(one.content), one.size_bytes) == (False, BEGINNING_BYTES, 200_012)
    with running() as server:
        server.fill(b"x" * 200_000)
        (one,) = _imap(server, largest_bytes=100_000).fetch()
    assert (one.is_whole, len(one.content), one.size_bytes) == (False, BEGINNING_BYTES, 200_000)


def test_ten_thousand_messages_need_the_memory_of_one(tmp_path):
    box = _maildir(tmp_path, count=10_000, size=5_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in box.fetch()) == 10_000
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak_bytes < 8_000_000  # all of them have 50 MB


def test_imap_box_of_ten_thousand_is_read_one_by_one():
    with running() as server:
        server.fill(*[b"x" * 2_000] * 10_000)
        box = _imap(server)
        assert box.count() == 10_000
        messages = box.fetch()
        assert next(messages).size_bytes == 2_000
        box.close()
        fetched = [one for one in server.commands if "BODY.PEEK[]" in one]
    assert len(fetched) == 1


@pytest.mark.parametrize("capabilities", ["AUTH=PLAIN MOVE", "UIDPLUS", ""])
def test_imap_marks_what_is_done_and_moves_what_is_refused(capabilities):
    with running() as server:
        server.capabilities = capabilities
        server.fill(*LETTERS)
        box = _imap(server)
        messages = list(box.fetch())
        assert [one.content for one in messages] == list(LETTERS)
        assert server.box[1].flags == set()
        box.take(messages[0].id)
        box.take(messages[0].id)
        box.refuse(messages[1].id, "not a letter")
        assert box.count() == 1
        assert [one.content for one in server.folders["Refused"].values()] == [LETTERS[1]]
        assert server.box[1].flags == {"\\Seen"}
        box.close()


def test_imap_moves_what_is_done_where_a_folder_is_named():
    with running() as server:
        server.fill(*LETTERS)
        box = _imap(server, taken_folder="In the window")
        for one in box.fetch():
            box.take(one.id)
        assert [one.content for one in server.folders["In the window"].values()] == list(LETTERS)
        assert server.box == {}


@pytest.mark.parametrize("drop_after", [0, 1, 2, 3, 4, 5])
def test_line_that_breaks_once_loses_nothing(drop_after):
    with running() as server:
        server.fill(*LETTERS)
        server.drop_after = drop_after
        box = _imap(server)
        seen = []
        for one in box.fetch():
            seen.append(one.content)
            box.take(one.id)
        assert seen == list(LETTERS)
        assert all(one.flags == {"\\Seen"} for one in server.box.values())
        assert server.connections == 2


def test_wrong_password_absent_server_and_silence_are_told():
    with running() as server:
        for capabilities in ("AUTH=PLAIN", ""):
            server.capabilities = capabilities
            with pytest.raises(OutsideError, match=r"does not let window in.*SISTERSHIP_IMAP_PASSWORD"):
                _imap(server, password="wrong").count()
        with pytest.raises(OutsideError, match=r"has no folder Elsewhere.*SISTERSHIP_IMAP_FOLDER"):
            _imap(server, imap_folder="Elsewhere").count()
        server.behaviour = "silent"
        with pytest.raises(OutsideError, match=r"does not answer.*timed out.*SISTERSHIP_IMAP_HOST"):
            _imap(server, timeout_s=0.2).count()
    with pytest.raises(OutsideError, match=r"does not answer.*SISTERSHIP_IMAP_PORT"):
        _imap(server).count()


def test_ids_of_a_box_that_was_numbered_anew_mark_nothing():
    with running() as server:
        server.fill(*LETTERS)
        box = _imap(server)
        first = next(box.fetch()).id
        box.close()
        server.validity = 8
        with pytest.raises(OutsideError, match="numbered its messages anew"):
            box.take(first)
        assert server.box[1].flags == set()


def test_password_never_travels_in_the_open_beyond_this_machine():
    with pytest.raises(InputError, match=r"without encryption.*SISTERSHIP_IMAP_TLS=1"):
        Imap(host="imap.example.org", use_tls=False)
    with pytest.raises(InputError, match="cannot be used"):
        Imap(host="localhost", imap_folder='In"box')
