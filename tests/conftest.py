"""Fixtures for the whole suite: a private data folder, the database asked for, real data where present."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

# Most objects here are classes, patterns and templates that stay: looked through at Python's usual rate they
# take a tenth of the processor time of the suite.
gc.set_threshold(50_000, 20, 100)

_folder = tempfile.mkdtemp(prefix="sistership-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
Path(_folder, "static").mkdir()  # whitenoise wants it to exist
os.environ["SISTERSHIP_DATA_DIR"] = _folder
os.environ["SISTERSHIP_SECRET_KEY"] = "only for tests"
# Named here and not in pyproject.toml, where it would be read before the private folder is set.
os.environ["DJANGO_SETTINGS_MODULE"] = "sistership.window.config.settings"
# Playwright runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a developer print the table of who may see what as it is now, to review it."""
    parser.addoption("--write-access-table", action="store_true", help="write tests/pages/access.tsv anew")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each worker make a folder of its own: where the settings are named already, they are read before it
    does, and all workers keep and delete files in the folder of this process."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested for want of a program."""
    for report in terminalreporter.stats.get("skipped", []):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if "NOT" in reason:
            terminalreporter.write_sep("!", reason.removeprefix("Skipped: "), red=True, bold=True)
            return


def pytest_configure(config: pytest.Config) -> None:
    """Hash passwords cheaply: the suite makes thousands of accounts and attacks none of them."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    from django.db.models.signals import post_migrate

    post_migrate.connect(_forget_words)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded now stays to the end."""
    gc.collect()
    gc.freeze()


def _forget_words(sender: Any, using: str, **_: Any) -> None:
    """A flush, which every test outside a transaction ends with, passes by the words of SQLite's index."""
    connection = connections[using]
    if sender.label == "ground" and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM ground_searchwords")
    if sender.label == "market" and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM market_terms")


BEGUN_FIRST = (
    "faults/test_killed_processes.py",
    "pages/test_access.py",
    "faults/test_cases_in_a_storm.py",
    "faults/test_killed_while_writing.py",
)
"""Long files: begun last, one worker would still be at them when the others have ended."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark whatever touches a database, so that it runs again on the second one; begin long files first."""
    for item in items:
        uses = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if uses or item.get_closest_marker("django_db"):
            item.add_marker("database")
    yield
    # after pytest-django, which puts tests without a database last and those that commit before them
    folder = Path(__file__).parent
    order = {folder / name: place for place, name in enumerate(BEGUN_FIRST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let no worker migrate a database of its own."""
    from tests.migrated import begin_with_migrated

    begin_with_migrated()


@pytest.fixture(scope="session", autouse=True)
def _built_for_all_workers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one worker built, the others put back."""
    if hasattr(request.config, "workerinput"):
        from tests.snapshot import share_in

        share_in(tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data sets; tests that need it are skipped, loudly, where it is absent."""
    given = os.environ.get("SISTERSHIP_REAL_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: set SISTERSHIP_REAL_DATA to run this test")
    return folder


@pytest.fixture
def told(db: None):
    """Four cases with words of their own, for tests of leaks, in a world that `world` then is."""
    from tests.snapshot import once
    from tests.window.offices.cases.leaking import build_told

    return once(build_told)


@pytest.fixture
def world(db: None, request: pytest.FixtureRequest):
    """Two partnerships with officers on every side, and one unpublished one."""
    from tests.snapshot import once
    from tests.world import build_world

    return request.getfixturevalue("told").world if "told" in request.fixturenames else once(build_world)
