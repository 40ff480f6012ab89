"""PopOutWindow: a chat in a window of its own; closing it takes the chat back into the main window."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.views.interaction.pane import InteractionPane

SIZE = "interaction.pop_out.size"


class PopOutWindow(QWidget):
    """Holds one pane.

    Signals:
        back_wanted: (interaction_id) the window was closed by the person.
    """

    back_wanted = Signal(str)

    def __init__(self, context: DesktopContext, registry: ActionRegistry, pane: InteractionPane) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._context = context
        self.pane = pane
        self._going = False
        self.setObjectName("chat.window")
        self.setWindowTitle(self.tr("{customer} – Desktop Agent").format(customer=pane.chat.customer))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(pane)
        registry.attach(self)
        size = context.remembered.get(SIZE)
        if isinstance(size, list) and len(size) == 2 and all(isinstance(part, int) for part in size):
            self.resize(QSize(*size))
        else:
            self.resize(560, 640)

    def give_back(self) -> InteractionPane:
        """Let the pane go and close."""
        self._going = True
        self._context.remembered.set(SIZE, [self.width(), self.height()])
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self.pane)
        self.pane.setParent(None)
        self.close()
        self.deleteLater()
        return self.pane

    def changeEvent(self, event: QEvent) -> None:
        """The window one works in selects its chat."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and not self._going:
            self.pane.select()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing means: back into the main window."""
        if self._going:
            super().closeEvent(event)
            return
        event.ignore()
        self.back_wanted.emit(self.pane.chat.id)
