"""Words of supplying and using: the shipped rows are whole, and a bad one is named by row and field."""

from __future__ import annotations

import pytest

from sistership.common.errors import InputError
from sistership.vocabulary.role_words import COLUMNS, SIDES, read_role_words, role_words

HEADING = "\t".join(COLUMNS)


def test_shipped_rows_speak_for_both_roles_on_both_sides() -> None:
    assert {(one.side, one.sign) for one in role_words()} == {
        (side, sign) for side in SIDES for sign in (1, -1)
    }
    for language in ("en", "zh-hant", "pl", "ms"):
        for side in SIDES:
            said = [word for one in role_words() if one.side == side for word in one.terms[language]]
            twice = {word for word in said if said.count(word) > 1}
            assert not twice, f"{language}, {side}: on two rows: {twice}"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a\tb", "row 1"),
        (f"{HEADING}\noffers\tsupplier\twe make", "row 2"),
        (f"{HEADING}\nhopes\tsupplier\ta\tb\tc\td", "row 2, side"),
        (f"{HEADING}\noffers\tseller\ta\tb\tc\td", "row 2, role"),
        (f"{HEADING}\noffers\tuser\ta\tb\tc|\td", "row 2, pl"),
    ],
)
def test_a_bad_row_is_named(text: str, where: str) -> None:
    with pytest.raises(InputError) as raised:
        list(read_role_words(text, file="roles.tsv"))
    assert raised.value.where == f"roles.tsv, {where}"
