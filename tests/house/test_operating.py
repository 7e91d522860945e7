"""The operator's guide and the files in deploy/ say what the program does."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from django.conf import settings
from tools.draw_operating import between, drawn

from sistership.cli import COMMANDS
from sistership.window.config.city_sign_in import providers_from

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "guide" / "operating.md").read_text("utf-8")
UNITS = ("sistership.service", "sistership-backup.service", "sistership-backup.timer")
BINARY = "/opt/sistership/bin/sistership"
# Between the supervisor and the processes that it starts; nobody sets them.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "SISTERSHIP_SOCKETS"}
OIDC = {f"SISTERSHIP_OIDC_{what}" for what in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME", "DOMAINS")}


def _variables_read() -> set[str]:
    pattern = re.compile(r"environ(?:\.get\(|\.setdefault\(|\.pop\(|\[)\s*[\"']([A-Z_]+)[\"']")
    sources = (ROOT / "src" / "sistership").rglob("*.py")
    return {name for path in sources for name in pattern.findall(path.read_text("utf-8"))} - INTERNAL


def _variables_told() -> set[str]:
    rows = between("variables", GUIDE).splitlines()[2:]
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}


def test_every_variable_stands_in_the_guide_and_no_other():
    assert _variables_told() == _variables_read() | OIDC


def test_variables_of_a_provider_are_those_told():
    provider = providers_from(dict.fromkeys(OIDC, "https://login.example.org"))
    (app,) = provider["openid_connect"]["APPS"]
    assert app["name"] == app["client_id"] == app["settings"]["server_url"] == "https://login.example.org"


def test_drawn_parts_of_the_guide_are_those_of_the_code():
    for name, content in drawn().items():
        assert between(name, GUIDE) == content, f"run: python -m tools.draw_operating ({name})"


def test_example_of_the_environment_names_variables_that_are_read():
    lines = (DEPLOY / "environment.example").read_text("utf-8").splitlines()
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    assert named <= _variables_read()
    assert {"SISTERSHIP_MODE", "SISTERSHIP_PUBLIC_URL", "SISTERSHIP_HOSTS", "SISTERSHIP_PROXIES"} <= named


def test_proxies_take_the_largest_file_and_pass_on_what_the_window_needs():
    for name, size in (("nginx.conf", r"client_max_body_size (\d+)m"), ("Caddyfile", r"max_size (\d+)MB")):
        text = (DEPLOY / name).read_text("utf-8")
        found = re.search(size, text)
        assert found is not None
        assert int(found.group(1)) * 1_000_000 > settings.UPLOAD_MAX_BYTES
        assert {"X-Forwarded-For", "X-Forwarded-Proto"} <= set(re.findall(r"X-Forwarded-\w+", text))
    assert "Host" in (DEPLOY / "nginx.conf").read_text("utf-8")


def _called(text: str) -> list[list[str]]:
    """Words after `sistership` in each command line of a text."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found = [re.split(r"(?:^|/bin/)sistership (?=[a-z])", line.strip(), maxsplit=1) for line in lines]
    return [parts[1].split("#")[0].split() for parts in found if len(parts) == 2]


def require_existing(words: list[str]) -> None:
    assert words[0] in COMMANDS, words
    command: click.Command = importlib.import_module(COMMANDS[words[0]][0]).command
    rest = words[1:]
    while isinstance(command, click.Group) and rest:
        inner = command.get_command(click.Context(command), rest[0])
        if inner is None:
            break
        command, rest = inner, rest[1:]
    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word for word in rest if word.startswith("--")} <= options, words


def test_commands_in_units_and_guide_exist_with_their_options():
    units = "\n".join((DEPLOY / unit).read_text("utf-8") for unit in UNITS)
    in_units = _called(units)
    assert sorted(words[0] for words in in_units) == ["backup", "up"]
    blocks = "\n".join(re.findall(r"```\n(.*?)```", GUIDE, re.S))
    spans = re.findall(r"`(sistership [a-z][^`]*)`", GUIDE)
    told = _called(blocks) + [words for span in spans for words in _called(span)]
    assert {"up", "backup", "restore", "doctor", "journal", "export", "retention"} <= {one[0] for one in told}
    for words in in_units + told:
        require_existing(words)


def test_links_in_the_guide_lead_somewhere():
    anchors = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.*)$", GUIDE, re.M)
    }
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        path, _, anchor = target.partition("#")
        if path:
            assert (ROOT / "docs" / "guide" / path).exists(), target
        else:
            assert anchor in anchors, target


def test_systemd_takes_the_units(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not on this machine: the units were NOT verified")
    for unit in UNITS:
        text = (DEPLOY / unit).read_text("utf-8")
        (tmp_path / unit).write_text(text.replace(BINARY, sys.executable), "utf-8")
    done = subprocess.run(
        [program, "verify", *(str(tmp_path / unit) for unit in UNITS)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "sistership" in line or str(tmp_path) in line]
    assert (done.returncode, said) == (0, [])
