"""What every test of the pages shares."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

FOLDER = Path(__file__).parent
ASKED_ON_BOTH = frozenset(
    f"test_{name}.py"
    for name in (
        "desk_cases",
        "desk_day",
        "desk_import",
        "desk_translations",
        "lessons",
        "query_budget",
        "search",
    )
)
"""Pages whose queries differ from what the offices ask in tests of their own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The other pages run on one database; the budget of queries opens them all on both."""
    for item in items:
        if item.path.parent == FOLDER and item.path.name not in ASKED_ON_BOTH:
            item.add_marker(pytest.mark.once)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Begin in English: a request leaves its language active in the thread."""
    with translation.override("en"):
        yield
