"""FlowBar: a notice whose buttons go below the words where the pane is narrow."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_agent.desktop.views.widgets.notice_bar import NoticeBar

NARROW_EMS = 62


class FlowBar(NoticeBar):
    """As ``NoticeBar``, without the close cross: what closes it is a button with a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, closable=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn with the width."""
        super().resizeEvent(event)
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            narrow = self.width() < self.fontMetrics().averageCharWidth() * NARROW_EMS
            wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            if layout.direction() != wanted:
                layout.setDirection(wanted)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any pane; the words wrap."""
        return QSize(120, super().minimumSizeHint().height())
