"""The command palette: every action with its shortcut, found by typing."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.actions.specs import SPECS
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.theme.tokens import GAP
from desktop_agent.desktop.views.widgets.labels import plain_tooltip
from desktop_agent.desktop.views.widgets.overlay import Overlay

WIDTH = 520
HEIGHT = 420
POSSIBLE = int(Qt.ItemDataRole.UserRole) + 1
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CommandPalette(Overlay):
    """Type, arrows, Enter. What is not possible now says why and stays in the list."""

    def __init__(self, registry: ActionRegistry, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("command_palette")
        self.setAccessibleName(self.tr("All actions"))
        self._registry = registry
        self.field = QLineEdit()
        self.field.setObjectName("command_palette.field")
        self.field.setAccessibleName(self.tr("Find an action"))
        self.field.setPlaceholderText(self.tr("Find an action"))
        self.field.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setObjectName("command_palette.list")
        self.list.setAccessibleName(self.tr("Actions"))
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._take)
        self.list.itemActivated.connect(lambda _item, _column: self._take())
        self.list.itemClicked.connect(lambda _item, _column: self._take())

    def place(self) -> None:
        """In the middle, near the top."""
        host = self._host.rect()
        width, height = min(WIDTH, host.width() - GAP * 2), min(HEIGHT, host.height() - GAP * 2)
        self.setGeometry(QRect((host.width() - width) // 2, min(40, (host.height() - height) // 2), width, height))

    def open_list(self) -> None:
        """Open with an empty field."""
        self.field.clear()
        self._registry.refresh()
        self._fill()
        self.open_panel(self.field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list while one types."""
        if event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def _fill(self) -> None:
        words = self.field.text().casefold().split()
        self.list.clear()
        for spec in SPECS:
            action = self._registry.action(spec.id)
            label = action.text().replace("&", "")
            group = translate("Actions", spec.group.value)
            if not action.isVisible() or spec.id is ActionId.COMMAND_PALETTE:
                continue
            if all(word in f"{label} {group}".casefold() for word in words):
                self.list.addTopLevelItem(self._row(action, label, group))
        rows = [self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount())]
        possible = (row for row in rows if row is not None and row.data(0, POSSIBLE))
        first = next(possible, rows[0] if rows else None)
        if first is not None:
            self.list.setCurrentItem(first)
        for number in range(2):
            self.list.resizeColumnToContents(number)

    def _row(self, action: QAction, label: str, group: str) -> QTreeWidgetItem:
        why = self._registry.why_not(ActionId(action.objectName()))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        row = QTreeWidgetItem([label, keys, why or group])
        row.setData(0, Qt.ItemDataRole.UserRole, action.objectName())
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in (label, keys, why) if part))
        row.setData(0, POSSIBLE, why is None)
        row.setToolTip(2, plain_tooltip(why or ""))
        row.setIcon(0, action.icon())
        if why is not None:
            for number in range(3):
                row.setForeground(number, self.palette().placeholderText())
        return row

    def _take(self) -> None:
        row = self.list.currentItem()
        if row is None:
            return
        action_id = ActionId(row.data(0, Qt.ItemDataRole.UserRole))
        if self._registry.why_not(action_id) is None:
            self.close_panel()
            self._registry.trigger(action_id)
