"""``docs/modules.md`` from the first lines of the module docstrings: ``python packaging/overview.py [--check]``."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "modules.md"
HEAD = """# Every module in a line

Room by room; [ARCHITECTURE.md](ARCHITECTURE.md) says what the rooms are for. Generated from the modules' docstrings:
`python packaging/overview.py`.
"""


def first_line(path: Path) -> str:
    """The first line of a module's docstring; empty when it has none."""
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    return words.splitlines()[0] if words else ""


def page() -> str:
    """The whole page."""
    rooms: dict[Path, list[Path]] = {}
    for path in sorted((ROOT / "desktop_agent").rglob("*.py")):
        rooms.setdefault(path.parent.relative_to(ROOT), []).append(path)
    parts = [HEAD]
    for room, paths in rooms.items():
        lines = [
            f"| `{path.name}` | {text.replace('|', chr(92) + '|')} |\n" for path in paths if (text := first_line(path))
        ]
        if lines:
            parts.append(f"\n## {room.as_posix()}\n\n| module | what it is |\n|---|---|\n{''.join(lines)}")
    return "".join(parts)


def main(words: list[str]) -> int:
    """Write the page, or check it. Returns 1 when the checked page is not up to date."""
    text = page()
    if words == ["--check"]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write("docs/modules.md is not up to date: run python packaging/overview.py\n")
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
