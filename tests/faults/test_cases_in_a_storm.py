"""Web, worker and mail server are killed while enquiries come in and officers write: no word is lost.

With 500 operations on PostgreSQL: `python -m benchmarks.window.cases.run --only storm`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.faults.after_the_storm import check_all_is_whole, let_it_blow

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads processes from /proc"),
]
OPERATIONS = 22


def test_no_word_is_lost_when_processes_are_killed(tmp_path: Path) -> None:
    storm = let_it_blow(tmp_path, operations=OPERATIONS, every=3, seed=20261123)
    check_all_is_whole(storm, operations=OPERATIONS)
