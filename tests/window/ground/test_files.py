"""Uploads: what is refused says why; what is taken is kept once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sistership.common.errors import InputError
from sistership.window.ground.files import TYPES, check_upload, open_stored, store

PDF = b"%PDF-1.7\n%%EOF"


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("minutes.pdf", b"", "The file is empty"),
        ("minutes.exe", b"MZ", "The file is a program or a script"),
        ("minutes.pages", b"text", "Files of type .pages are not taken"),
        ("minutes", b"text", "Files of type (none) are not taken"),
        ("minutes.pdf", b"PK\x03\x04", "The file is named .pdf but its content is not of that type"),
        ("notes.txt", b"a\x00b", "The file is named as a text, but it holds no readable one"),
    ],
)
def test_bad_upload_is_refused_in_words(name, content, what):
    with pytest.raises(InputError) as caught:
        check_upload(name, content)
    assert (caught.value.what, caught.value.where) == (what, name)


def test_oversized_upload_names_its_size_and_the_limit(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(InputError) as caught:
        check_upload("big.pdf", PDF + b" " * 2 * 1024 * 1024)
    assert (caught.value.what, caught.value.allowed) == ("The file has 2.0 MB", "up to 1 MB")


@given(name=st.text(max_size=30), content=st.binary(max_size=40))
def test_any_upload_is_taken_with_a_known_type_or_refused(name, content):
    try:
        checked = check_upload(name, content)
    except InputError:
        return
    assert checked.media_type in {known for known, _ in TYPES.values()} or checked.is_saved_only


@pytest.mark.django_db
@pytest.mark.database
def test_same_bytes_are_stored_once_and_come_back():
    first, second = store("a.pdf", PDF), store("b.pdf", PDF)
    assert first.storage_path == second.storage_path
    assert (first.name, second.name) == ("a.pdf", "b.pdf")
    assert store("a.pdf", PDF) == first
    with open_stored(second) as opened:
        assert opened.read() == PDF


@pytest.mark.django_db
def test_a_path_in_a_name_is_dropped():
    assert store("../../etc/passwd.txt", b"text").name == "passwd.txt"
