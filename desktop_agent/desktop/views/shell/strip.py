"""The strip at the foot: tabs of tables, which can be folded away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop_agent.desktop.views.shell.parts import Tabs
from desktop_agent.desktop.views.widgets.icon_button import IconButton

OPEN_HEIGHT = 150


class Strip(QWidget):
    """My Interactions and the queue views.

    Signals:
        folded: (on) the person wants it folded, or open again.
    """

    folded = Signal(bool)

    def __init__(self, tabs: Tabs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self.tabs = QTabWidget()
        self.tabs.setObjectName("strip")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(self.tr("Tables"))
        for title, view in tabs:
            self.tabs.addTab(view, title)
        self.fold = IconButton("chevron-down", self.tr("Fold the tables away"))
        self.fold.setObjectName("strip.fold")
        self.fold.clicked.connect(self._toggle)
        self.tabs.setCornerWidget(self.fold)
        self.tabs.tabBarClicked.connect(self._tab_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.setVisible(bool(tabs))

    @property
    def is_folded(self) -> bool:
        """Whether only the tabs can be seen."""
        return self._folded

    def set_folded(self, on: bool) -> None:
        """Show the tabs only, or all of it."""
        self._folded = on
        bar_height = max(self.tabs.tabBar().sizeHint().height(), self.fold.sizeHint().height())
        self.setMaximumHeight(bar_height if on else 16_777_215)
        self.setMinimumHeight(bar_height if on else bar_height + 72)
        self.fold.set_icon_name("chevron-up" if on else "chevron-down")
        self.fold.name(self.tr("Show the tables") if on else self.tr("Fold the tables away"))

    def _toggle(self) -> None:
        self.folded.emit(not self._folded)

    def _tab_clicked(self, _number: int) -> None:
        if self._folded:
            self._toggle()
