"""Finding the place that a path names, as a person would: visible things only, and never one of several.

A path is a chain of steps joined by `` > ``; each step is looked for inside what the former found, the first one in all
windows. A step is one of::

    send_button        object name, accessible name, or a button's text; ``*`` stands for anything
    .QPlainTextEdit    class of the widget or one of its parents' classes
    row=Jana Brandt    the row of an item view in whose words this occurs; equal, or at the beginning, is better
    tab=Workgroups     a tab
    entry=Transfer     an entry of an open menu, by the beginning of its text or its object name
    part=Jana          a part that a widget draws by itself, by its accessible name
    @right-12          a point 12 px from the right edge of what was found, in the middle of its height
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QHeaderView, QMenu, QTabBar, QWidget


class NotFound(Exception):
    """Nothing, or more than one thing, is called that; or a hand could not reach it.

    Attributes:
        nothing: there is nothing of that name now, so that it may still come, or has gone.
    """

    def __init__(self, message: str, *, nothing: bool = False) -> None:
        """Args: message: for the driving side."""
        super().__init__(message)
        self.nothing = nothing


@dataclass(frozen=True)
class Place:
    """A widget, or a part of it.

    Attributes:
        rect: in the coordinates of ``widget``.
        index: the row's first cell when it is a row.
        entry: the action when it is an entry of a menu.
        name: accessible name of a part.
    """

    widget: QWidget
    rect: QRect
    index: QModelIndex | None = None
    entry: QAction | None = None
    name: str = ""
    at_right: int | None = None

    def point(self) -> QPoint:
        """Where a hand would touch it: the middle of what can be seen, in the coordinates of ``widget``."""
        seen = self.rect.intersected(self.widget.visibleRegion().boundingRect())
        if seen.isEmpty():
            raise NotFound(f"{describe(self.widget)} is there, but nothing of it can be seen")
        if self.at_right is not None:
            return QPoint(self.rect.right() - self.at_right, self.rect.center().y())
        return seen.center()


def describe(widget: QWidget) -> str:
    """A few words that tell which widget it is."""
    name = widget.objectName() or widget.accessibleName() or label(widget)
    return f"{type(widget).__name__}({name!r})"


def label(widget: QWidget) -> str:
    """The text of a button, without its mnemonic."""
    return plain(widget.text()) if isinstance(widget, QAbstractButton) else ""


def plain(text: str) -> str:
    """Text of a button, tab or entry without mnemonic and shortcut."""
    return re.sub(r"&(.)", r"\1", text).partition("\t")[0]


def windows() -> list[QWidget]:
    """The visible windows: menus and previews too, the active one first."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return sorted(shown, key=lambda window: not window.isActiveWindow())


def find(path: str, *, anywhere: bool = False) -> Place:
    """Return the one place a path names.

    Args:
        path: see above.
        anywhere: look at hidden widgets too (for reading, never for the hand).

    Raises:
        NotFound: nothing or several things fit; says what was there instead.
    """
    place: Place | None = None
    for step in path.split(" > "):
        place = _step(step.strip(), place, anywhere=anywhere)
    assert place is not None  # split never yields nothing
    return place


def _step(step: str, inside: Place | None, *, anywhere: bool) -> Place:
    kind, equals, wanted = step.partition("=")
    if equals and kind in _PARTS:
        if inside is None:
            inside = _sole_holder(kind)
        return _PARTS[kind](inside.widget, wanted, inside)
    if step.startswith("@right-"):
        if inside is None:
            raise NotFound("@right- needs something before it")
        return Place(inside.widget, inside.rect, inside.index, inside.entry, inside.name, int(step[7:]))
    return _widget(step, inside, anywhere=anywhere)


def _widget(step: str, inside: Place | None, *, anywhere: bool) -> Place:
    if inside is None:
        roots = QApplication.topLevelWidgets() if anywhere else windows()
        every = [widget for root in roots for widget in (root, *root.findChildren(QWidget))]
    else:
        every = inside.widget.findChildren(QWidget)
    # A dialog is a child of its window's object tree and a window of its own: count it once.
    unique = {id(widget): widget for widget in every if anywhere or widget.isVisible()}
    for fits in (_by_object_name, _by_name, _by_class):
        found = [widget for widget in unique.values() if fits(widget, step)]
        if len(found) > 1:
            found = _outermost(found)
        if len(found) == 1:
            return Place(found[0], found[0].rect())
        if found:
            raise NotFound(f"{len(found)} things are called {step!r}: {', '.join(map(describe, found[:6]))}")
    where = f" in {describe(inside.widget)}" if inside else ""
    raise NotFound(f"nothing visible is called {step!r}{where}; there is {_names(unique.values())}", nothing=True)


def _outermost(found: list[QWidget]) -> list[QWidget]:
    """Drop what lies inside another find of the same name (a box and its field)."""
    return [
        widget for widget in found if not any(other is not widget and other.isAncestorOf(widget) for other in found)
    ]


def _fits(wanted: str, text: str) -> bool:
    if "*" not in wanted:
        return wanted == text
    return re.fullmatch(".*".join(map(re.escape, wanted.split("*"))), text, re.DOTALL) is not None


def _by_object_name(widget: QWidget, step: str) -> bool:
    return bool(widget.objectName()) and _fits(step, widget.objectName())


def _by_name(widget: QWidget, step: str) -> bool:
    return any(text and _fits(step, text) for text in (widget.accessibleName(), label(widget)))


def _by_class(widget: QWidget, step: str) -> bool:
    return step.startswith(".") and any(base.__name__ == step[1:] for base in type(widget).__mro__)


def _names(widgets: Iterable[QWidget]) -> str:
    names = {widget.objectName() or widget.accessibleName() or label(widget) for widget in widgets}
    return (
        ", ".join(sorted(name for name in names if name and not name.startswith("qt_"))[:60]) or "nothing with a name"
    )


def _sole_holder(kind: str) -> Place:
    """``entry=`` and ``row=`` with nothing before them mean the menu or the list that is open on top."""
    popup = QApplication.activePopupWidget()
    if kind in {"entry", "row"} and popup is not None:
        return Place(popup, popup.rect())
    raise NotFound(f"{kind}= needs something before it, or an open menu or list", nothing=True)


# ------------------------------------------------------------------ rows, tabs, entries, parts
def rows(view: QAbstractItemView) -> list[tuple[QModelIndex, str]]:
    """The rows of a view in the order of the screen, groups opened, each with its words."""
    model = view.model()
    found: list[tuple[QModelIndex, str]] = []

    def walk(parent: QModelIndex) -> None:
        for row in range(model.rowCount(parent)):
            first = model.index(row, 0, parent)
            found.append((first, row_words(first)))
            walk(first)

    if model is not None:
        walk(view.rootIndex())
    return found


def row_words(first: QModelIndex) -> str:
    """What a screen reader would say of a row: its accessible text, else its cells."""
    cells = []
    for column in range(columns(first)):
        index = first.siblingAtColumn(column)
        words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        if words:
            cells.append(str(words))
    return " | ".join(cells)


def columns(index: QModelIndex) -> int:
    """How many cells a row has."""
    model = index.model()
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(index.parent())


def _row(widget: QWidget, wanted: str, _inside: Place) -> Place:
    view = widget if isinstance(widget, QAbstractItemView) else _view_inside(widget)
    every = rows(view)
    found = [(index, words) for index, words in every if wanted in words]
    for better in (str.__eq__, str.startswith):
        found = [(index, words) for index, words in found if better(words, wanted)] or found
    if len(found) != 1:
        what = "several rows say" if found else "no row says"
        raise NotFound(
            f"{what} {wanted!r} in {describe(view)}: {[words for _, words in (found or every)[:30]]}", nothing=not found
        )
    index = found[0][0]
    view.scrollTo(index)
    rect = view.visualRect(index)
    last = index.siblingAtColumn(columns(index) - 1)
    rect = rect.united(view.visualRect(last))
    return Place(view.viewport(), rect, index, None, found[0][1])


def _view_inside(widget: QWidget) -> QAbstractItemView:
    found = [
        view
        for view in widget.findChildren(QAbstractItemView)
        if view.isVisible() and not isinstance(view, QHeaderView)
    ]
    if len(found) != 1:
        raise NotFound(
            f"{len(found)} lists or tables in {describe(widget)}: {', '.join(map(describe, found))}", nothing=not found
        )
    return found[0]


def _tab(widget: QWidget, wanted: str, _inside: Place) -> Place:
    bars = [widget] if isinstance(widget, QTabBar) else [bar for bar in widget.findChildren(QTabBar) if bar.isVisible()]
    for bar in bars:
        for number in range(bar.count()):
            if plain(bar.tabText(number)).startswith(wanted) or bar.accessibleTabName(number).startswith(wanted):
                return Place(bar, bar.tabRect(number), name=plain(bar.tabText(number)))
    there = [plain(bar.tabText(number)) for bar in bars for number in range(bar.count())]
    raise NotFound(f"no tab {wanted!r} in {describe(widget)}: {there}", nothing=True)


def _entry(widget: QWidget, wanted: str, _inside: Place) -> Place:
    if not isinstance(widget, QMenu):
        raise NotFound(f"{describe(widget)} is no menu")
    for action in widget.actions():
        if action.isVisible() and (plain(action.text()).startswith(wanted) or action.objectName() == wanted):
            return Place(widget, widget.actionGeometry(action), entry=action, name=plain(action.text()))
    there = [plain(action.text()) for action in widget.actions() if action.isVisible() and action.text()]
    raise NotFound(f"no entry {wanted!r} in the menu: {there}", nothing=True)


def accessible_children(interface: QAccessibleInterface) -> list[QAccessibleInterface]:
    """The parts of an accessible thing."""
    children: list[QAccessibleInterface | None] = [interface.child(i) for i in range(interface.childCount())]
    return [child for child in children if child is not None and child.isValid()]


def _part(widget: QWidget, wanted: str, inside: Place) -> Place:
    root = QAccessible.queryAccessibleInterface(widget)
    if root is None:
        raise NotFound(f"{describe(widget)} has no accessible parts")
    todo, seen = [root], []
    while todo:
        for child in accessible_children(todo.pop()):
            name = child.text(QAccessible.Text.Name)
            rect = child.rect()
            corner = widget.mapFromGlobal(rect.topLeft())
            local = QRect(corner, rect.size())
            if wanted in name and inside.rect.intersects(local):
                return Place(widget, local, name=name)
            seen.append(name)
            todo.append(child)
    raise NotFound(f"no part {wanted!r} in {describe(widget)}: {seen[:30]}", nothing=True)


_PARTS = {"row": _row, "tab": _tab, "entry": _entry, "part": _part}
