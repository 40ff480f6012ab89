"""Reading what is on the screen, in words."""

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop_agent.lab.driver.find import (
    NotFound,
    Place,
    accessible_children,
    describe,
    label,
    plain,
    rows,
    windows,
)
from desktop_agent.lab.driver.pixels import colours, shown


def words(widget: QWidget) -> str:
    """The text of one widget as a person would read it."""
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLineEdit | QLabel):
        return widget.text()
    return label(widget) or widget.windowTitle()


def texts(widget: QWidget) -> list[str]:
    """Everything that can be read in a widget now: labels, buttons, fields, rows, tabs, entries, drawn parts."""
    found: list[str] = []
    for each in (widget, *widget.findChildren(QWidget)):
        if each is widget or each.isVisible():
            found += _own_texts(each)
    return [text for text in found if text.strip()]


def _own_texts(widget: QWidget) -> list[str]:
    if isinstance(widget, QAbstractItemView):
        return [text for _, text in rows(widget)]
    if isinstance(widget, QTabBar):
        return [plain(widget.tabText(number)) for number in range(widget.count())]
    if isinstance(widget, QMenu):
        return [plain(action.text()) for action in widget.actions() if action.isVisible()]
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QPlainTextEdit | QTextEdit):
        return drawn_parts(widget)
    found = [words(widget)]
    if not any(found) and not widget.children():
        found = [widget.accessibleName()]
    return found


def drawn_parts(widget: QWidget) -> list[str]:
    """Names of the parts a widget draws by itself, in order."""
    root = QAccessible.queryAccessibleInterface(widget)
    if root is None:
        return []  # type: ignore[unreachable]  # the stubs promise one
    return [name for child in accessible_children(root) if child.object() is None for name in _all_names(child)]


def _all_names(interface: QAccessibleInterface) -> list[str]:
    own = interface.text(QAccessible.Text.Name)
    return [own] + [name for child in accessible_children(interface) for name in _all_names(child)]


def value(place: Place, what: str) -> Any:
    """One fact about a place.

    Args:
        place: see ``find``.
        what: ``text``, ``texts``, ``rows``, ``columns``, ``visible``, ``enabled``, ``checked``, ``focus``, ``active``,
            ``title``, ``accessible_name``, ``accessible_description``, ``geometry``, ``tooltip``, ``colours``,
            ``shown``, or any Qt property's name.

    Raises:
        NotFound: there is no such fact.
    """
    if place.entry is not None:
        return _of_entry(place, what)
    reader = _READERS.get(what)
    if reader is not None:
        return reader(place)
    found = place.widget.property(what)
    if found is None:
        raise NotFound(f"{describe(place.widget)} has no {what!r}")
    return found if isinstance(found, str | int | float | bool | list) else str(found)


def _of_entry(place: Place, what: str) -> Any:
    assert place.entry is not None
    entry = place.entry
    facts = {
        "text": plain(entry.text()),
        "enabled": entry.isEnabled(),
        "checked": entry.isChecked(),
        "visible": entry.isVisible(),
        "tooltip": entry.toolTip(),
    }
    if what not in facts:
        raise NotFound(f"an entry of a menu has no {what!r}")
    return facts[what]


def _rows(place: Place) -> list[str]:
    if isinstance(place.widget, QAbstractItemView):
        return [text for _, text in rows(place.widget)]
    views = [view for view in place.widget.findChildren(QAbstractItemView) if view.isVisible()]
    if len(views) != 1:
        raise NotFound(f"{len(views)} lists in {describe(place.widget)}")
    return [text for _, text in rows(views[0])]


def _columns(place: Place) -> list[str]:
    if not isinstance(place.widget, QTableView):
        raise NotFound(f"{describe(place.widget)} is no table")
    head, model = place.widget.horizontalHeader(), place.widget.model()
    return [
        str(model.headerData(column, Qt.Orientation.Horizontal))
        for column in range(model.columnCount())
        if not head.isSectionHidden(column)
    ]


def _enabled(place: Place) -> bool:
    if place.index is not None:
        return bool(place.index.flags() & Qt.ItemFlag.ItemIsEnabled)
    return place.widget.isEnabled()


def _geometry(place: Place) -> list[int]:
    corner = place.widget.mapToGlobal(place.rect.topLeft())
    found = QRect(corner, place.rect.size())
    return [found.x(), found.y(), found.width(), found.height()]


def _focus(place: Place) -> bool:
    holder = QApplication.focusWidget()
    return holder is not None and (holder is place.widget or place.widget.isAncestorOf(holder))


def _text(place: Place) -> str:
    return place.name or words(place.widget)


_READERS = {
    "text": _text,
    "texts": lambda place: texts(place.widget),
    "rows": _rows,
    "columns": _columns,
    "visible": lambda place: place.widget.isVisible(),
    "enabled": _enabled,
    "checked": lambda place: bool(place.widget.property("checked")),
    "focus": _focus,
    "active": lambda place: place.widget.isActiveWindow(),
    "title": lambda place: place.widget.window().windowTitle(),
    "accessible_name": lambda place: place.widget.accessibleName(),
    "accessible_description": lambda place: place.widget.accessibleDescription(),
    "tooltip": lambda place: place.widget.toolTip(),
    "geometry": _geometry,
    "colours": colours,
    "shown": shown,
}


def window_list() -> list[dict[str, Any]]:
    """The visible windows."""
    return [
        {
            "class": type(window).__name__,
            "name": window.objectName(),
            "title": window.windowTitle(),
            "active": window.isActiveWindow(),
            "geometry": [window.x(), window.y(), window.width(), window.height()],
        }
        for window in windows()
    ]


def outline(widget: QWidget, depth: int = 0) -> list[str]:
    """The visible widgets below one, indented; to find names when writing a step."""
    found = []
    if widget.isVisible():
        name, spoken = widget.objectName(), widget.accessibleName()
        facts = [f"#{name}" if name else "", repr(spoken) if spoken else "", repr(words(widget)[:60])]
        found.append(
            "  " * depth + " ".join([type(widget).__name__, *(fact for fact in facts if fact and fact != "''")])
        )
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow():
                found += outline(child, depth + 1)
    return found
