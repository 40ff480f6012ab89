"""StateIcon: an agent's state, or an alarm, as a shape in its colour; the word stands beside it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_agent.contract.enums import AgentState
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.theme.tokens import ICON

SHAPES: dict[str, tuple[str, str]] = {
    AgentState.READY: ("state-ready", "ready"),
    AgentState.NOT_READY: ("state-not-ready", "away"),
    AgentState.AFTER_CALL_WORK: ("state-after-call-work", "away"),
    AgentState.DO_NOT_DISTURB: ("state-dnd", "dnd"),
    AgentState.LOGGED_OUT: ("state-logged-out", "offline"),
    "busy": ("state-busy", "busy"),
    "unreachable": ("state-unreachable", "dnd"),
    "warn": ("alarm-warn", "warn"),
    "limit": ("alarm-limit", "limit"),
    "waiting": ("clock", "muted"),
}
"""State or alarm to (icon, name of the colour token); ``busy`` is Ready with chats."""


def shape(state: str) -> tuple[str, str]:
    """Icon name and colour of a state, for delegates; unknown states look logged out."""
    name, colour = SHAPES.get(state, SHAPES[AgentState.LOGGED_OUT])
    return name, str(getattr(tokens(), colour))


class StateIcon(QWidget):
    """The shape alone; give it a word beside it."""

    def __init__(self, parent: QWidget | None = None, *, state: str = AgentState.LOGGED_OUT, size: int = ICON) -> None:
        super().__init__(parent)
        self._state = state
        self._size = size
        self.setFixedSize(QSize(size, size))

    def set_state(self, state: str) -> None:
        """Show another state."""
        if state != self._state:
            self._state = state
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        name, colour = shape(self._state)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap(name, self._size, colour, self.devicePixelRatioF()))
