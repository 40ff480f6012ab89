"""What breaks Qt with asyncio, or shows markup from outside, is found by reading the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DESKTOP = ROOT / "desktop_agent" / "desktop"
FILES = sorted(DESKTOP.rglob("*.py"))

LOOP = DESKTOP / "bridge" / "loop.py"
"""Where qasync's own loop is made, which has the name of Qt's."""
NESTED = {
    "exec_": "a nested loop freezes every task: open() and await it (bridge/dialogs.py)",
    "processEvents": "a nested loop freezes every task",
    "QEventLoop": "a nested loop freezes every task",
}
STATICS = {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog", "QFontDialog"}
DRAG = DESKTOP / "views" / "drag" / "source.py"
"""The one place where a drag is carried out, from the mouse handler."""


def problems(source: str, path: Path = DESKTOP / "views" / "x.py") -> list[str]:
    """Everything in a file that is not allowed, as ``line: why``."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        found.extend(f"{node.lineno}: {why}" for why in _of(node, path))
    return found


def _of(node: ast.AST, path: Path) -> Iterator[str]:
    if isinstance(node, ast.Attribute | ast.Name):
        name = node.attr if isinstance(node, ast.Attribute) else node.id
        if name in NESTED and not (name == "QEventLoop" and path == LOOP):
            yield f"{name}: {NESTED[name]}"
        if name in {"AutoText", "RichText", "MarkdownText"}:
            yield f"{name}: text from outside is shown as it is (PlainText)"
        if name in {"asyncSlot", "asyncClose", "asyncWrap"}:
            yield f"{name}: use the supervisor"
        if name in {"setHtml", "setMarkdown", "insertHtml", "appendHtml", "QTextBrowser", "QWebEngineView"}:
            yield f"{name}: no markup from outside"
    if isinstance(node, ast.Call):
        yield from _of_call(node, path)
    if isinstance(node, ast.ClassDef):
        yield from _of_class(node)


def _of_call(node: ast.Call, path: Path) -> Iterator[str]:
    called = node.func
    if isinstance(called, ast.Attribute):
        if called.attr == "exec" and path != DRAG:
            yield "exec: a nested loop freezes every task: open() or popup(), and await it"
        if isinstance(called.value, ast.Name) and called.value.id in STATICS:
            yield f"{called.value.id}.{called.attr}: a nested loop: use the awaitable dialog"
        if called.attr in {"tr", "translate"} and any(isinstance(arg, ast.JoinedStr) for arg in node.args):
            yield "an f-string cannot be translated: fill the sentence afterwards"
        if called.attr == "setToolTip" and node.args and isinstance(node.args[0], ast.JoinedStr):
            yield "a tooltip with text put in: plain_tooltip(...)"
    if isinstance(called, ast.Name) and called.id == "QLabel" and path.name not in {"labels.py", "dialogs.py"}:
        yield "QLabel: use PlainLabel"
    if (
        isinstance(called, ast.Name)
        and called.id == "translate"
        and any(isinstance(a, ast.JoinedStr) for a in node.args)
    ):
        yield "an f-string cannot be translated: fill the sentence afterwards"


def _of_class(node: ast.ClassDef) -> Iterator[str]:
    bases = {ast.unparse(base).split(".")[-1] for base in node.bases}
    if any(re.fullmatch(r"Q\w*(Widget|Dialog|Button|View|Label|Edit|Frame|Window)", base) for base in bases):
        for part in node.body:
            if isinstance(part, ast.AsyncFunctionDef):
                yield f"{node.name}.{part.name}: no coroutine on a widget; presenters own tasks"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DESKTOP).as_posix())
def test_the_code_keeps_to_it(path):
    assert problems(path.read_text(encoding="utf-8"), path) == []


@pytest.mark.parametrize(
    "planted",
    [
        "dialog.exec()",
        "menu.exec(point)",
        "app.processEvents()",
        "loop = QEventLoop()",
        "QMessageBox.question(None, 'a', 'b')",
        "label = QLabel('x')",
        "label.setTextFormat(Qt.TextFormat.AutoText)",
        "view.setHtml(text)",
        "self.tr(f'{name} left')",
        "translate('Context', f'{name} left')",
        "button.setToolTip(f'{name}')",
        "@asyncSlot()\ndef f(self): pass",
        "class A(QWidget):\n    async def load(self): pass",
    ],
)
def test_each_rule_finds_its_planted_fault(planted):
    assert problems(planted) != []


def test_what_is_allowed_is_not_found():
    good = "dialog.open()\nmenu.popup(p)\nlabel = PlainLabel('x')\nself.tr('{name} left')\n"
    assert problems(good + "class P(QObject):\n    async def load(self): pass\n") == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DESKTOP).as_posix())
def test_every_module_says_what_it_is(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.split("\n\n")[0].endswith((".", ":", "``"))
