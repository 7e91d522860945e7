"""Canonical bytes are the same for equal values and differ for different ones."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sistership.common.canonical import canonical_json, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_known_bytes():
    value = {"b": [1, None], "a": date(2026, 1, 2), "城": Decimal("1.50"), "id": UUID(int=1)}
    assert canonical_json(value).decode() == (
        '{"a":"2026-01-02","b":[1,null],"id":"00000000-0000-0000-0000-000000000001","城":"1.50"}'
    )


def test_one_instant_in_two_zones_has_one_form():
    utc = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert canonical_json(utc) == canonical_json(utc.astimezone(timezone(timedelta(hours=8))))


@given(VALUES)
def test_order_of_keys_does_not_matter(value):
    assert canonical_json({"x": value, "y": 1}) == canonical_json({"y": 1, "x": value})


@given(st.lists(st.binary(), min_size=1), st.lists(st.binary(), min_size=1))
def test_digests_of_different_parts_differ(left, right):
    assert (digest(*left) == digest(*right)) == (left == right)


def test_not_a_number_has_no_canonical_form():
    with pytest.raises(ValueError, match="Out of range"):
        canonical_json(float("nan"))
