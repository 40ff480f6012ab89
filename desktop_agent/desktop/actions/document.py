"""``docs/shortcuts.md`` from the list of actions: ``python -m desktop_agent.desktop.actions.document [--check]``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_agent.desktop.actions.specs import SPECS, Group, Spec

PATH = Path("docs") / "shortcuts.md"
HEAD = """# Actions and shortcuts

Every action of the desktop. Each can be reached by its shortcut, from a menu or button where it belongs, and from
the list of all actions (Ctrl+K). On macOS read Command for Ctrl. Nothing fires while you type: no shortcut is a plain
letter.

This page is generated: `python -m desktop_agent.desktop.actions.document`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for group in Group:
        parts.append(f"\n## {group.value}\n\n| action | shortcut | name for the driver |\n|---|---|---|\n")
        parts.extend(_line(spec) for spec in SPECS if spec.group is group)
    return "".join(parts)


def _line(spec: Spec) -> str:
    keys = ", ".join(f"`{keys}`" for keys in spec.shortcuts) or "–"
    return f"| {spec.text.replace('&', '').rstrip('…')} | {keys} | `{spec.id}` |\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the page, or check it. Returns 1 when the checked page is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    parser.add_argument("--path", type=Path, default=PATH)
    args = parser.parse_args(argv)
    text = page()
    if args.check:
        same = args.path.is_file() and args.path.read_text(encoding="utf-8") == text
        if not same:
            sys.stderr.write(f"{args.path} is not up to date: run python -m desktop_agent.desktop.actions.document\n")
        return 0 if same else 1
    args.path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
