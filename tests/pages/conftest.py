"""What every test of the pages shares."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

FOLDER = Path(__file__).parent
ASKED_ONCE = ("test_public_", "test_administration_")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Public pages and administration run on one database; the budget of queries opens them on both."""
    for item in items:
        if item.path.parent == FOLDER and item.path.name.startswith(ASKED_ONCE):
            item.add_marker(pytest.mark.once)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Begin in English: a request leaves its language active in the thread."""
    with translation.override("en"):
        yield
