"""pretalx in an environment of its own: its test event, on the same database server. A comparison only."""

from __future__ import annotations

import os
import secrets
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

PACKAGES = ("pretalx[postgres]", "gunicorn", "faker", "freezegun")
EVENT = "benchmark"
DATABASE = "pretalx_benchmark"


def set_up(folder: Path, *, database_url: str) -> tuple[Path, dict[str, str]]:
    """Install it, make its database beside the window's and fill it; its Python and its environment."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run(["uv", "venv", "-q", folder / "venv"], check=True)
        subprocess.run(["uv", "pip", "install", "-q", "--python", python, *PACKAGES], check=True)
    parts = urlsplit(database_url)
    environment = {
        "PRETALX_DB_TYPE": "postgresql",
        "PRETALX_DB_NAME": DATABASE,
        "PRETALX_DB_USER": parts.username or "",
        "PRETALX_DB_PASS": parts.password or "",
        "PRETALX_DB_HOST": parts.hostname or "",
        "PRETALX_DB_PORT": str(parts.port or 5432),
        "PRETALX_FILESYSTEM_DATA": str(folder / "data"),
        "PRETALX_FILESYSTEM_LOGS": str(folder / "logs"),
        "PRETALX_DEBUG": "False",
        "PRETALX_SITE_URL": "http://127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "pretalx.settings",
        "PRETALX_INIT_ORGANISER_NAME": "Benchmark",
        "PRETALX_INIT_ORGANISER_SLUG": "benchmark",
        "DJANGO_SUPERUSER_EMAIL": "benchmark@example.org",
        "DJANGO_SUPERUSER_PASSWORD": secrets.token_urlsafe(16),
    }
    if _make_database(urlunsplit(parts)):
        for command in (
            ["migrate"],
            ["collectstatic", "--noinput"],
            ["init", "--noinput"],
            ["create_test_event", "--stage", "over", "--slug", EVENT],
        ):
            subprocess.run(
                [python, "-m", "pretalx", *command],
                check=True,
                env={**os.environ, **environment},
                stdout=subprocess.DEVNULL,
            )
    return python, environment


def _make_database(url: str) -> bool:
    """Whether it had to be made."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return False
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return True
