"""Draw proxies and retention into docs/guide/operating.md.  Run:  uv run python -m tools.draw_operating"""

from __future__ import annotations

import re
from pathlib import Path

from sistership.window.config.retention import USUAL_DAYS

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide" / "operating.md"


def between(name: str, document: str) -> str:
    """What stands between the two marks of a name."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", document, re.S)
    assert found is not None, f"The guide has no marks {name!r}"
    return found.group(1)


def drawn() -> dict[str, str]:
    """What must stand between the marks of each name."""
    from sistership.window.ground.registry import registry

    lines = ["| name | what | days | then |", "| --- | --- | --- | --- |"]
    for name, days in USUAL_DAYS.items():
        kept = registry.retention[name]
        lines.append(f"| `{name}` | {kept.what} | {days} | {'goes' if kept.let_go else 'named'} |")
    return {
        "nginx": f"```nginx\n{(ROOT / 'deploy' / 'nginx.conf').read_text('utf-8')}```\n",
        "caddy": f"```\n{(ROOT / 'deploy' / 'Caddyfile').read_text('utf-8')}```\n",
        "retention": "\n".join(lines) + "\n",
    }


if __name__ == "__main__":
    from sistership.cli.django_setup import setup

    setup()
    text = GUIDE.read_text("utf-8")
    for mark, content in drawn().items():
        text = text.replace(
            f"<!-- {mark} -->\n{between(mark, text)}<!-- /{mark} -->",
            f"<!-- {mark} -->\n{content}<!-- /{mark} -->",
        )
    GUIDE.write_text(text, "utf-8")
