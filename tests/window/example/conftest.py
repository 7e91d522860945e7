"""The example is loaded through the offices' own actions, which are tested on both databases."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
ON_BOTH = "test_loading_twice_makes_nothing_new_and_the_journal_is_whole"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """It is loaded on both, and looked through on one."""
    for item in items:
        if item.path.parent == FOLDER and item.name != ON_BOTH:
            item.add_marker(pytest.mark.once)
