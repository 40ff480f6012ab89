"""ChatHeader: customer, queue and segment, who must answer, duration; the chat can be dragged by it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_agent.desktop.models.interactions import Alarm
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.interaction import InteractionPresenter
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.drag.source import DragSource
from desktop_agent.desktop.views.widgets.labels import ElidedLabel, PlainLabel, tabular
from desktop_agent.desktop.views.widgets.state_icon import StateIcon

_SHAPES = {Alarm.WAITING: "waiting", Alarm.WARN: "warn", Alarm.LIMIT: "limit"}


class ChatHeader(QWidget):
    """Two lines at the top of a chat: whose chat it is, and who is in it."""

    def __init__(self, context: DesktopContext, chat: InteractionPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chat = chat
        self.setObjectName("chat.header")
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._customer = ElidedLabel(bold=True)
        self._customer.setObjectName("chat.customer")
        self._about = ElidedLabel(muted=True)
        self._alarm = StateIcon()
        self._turn = PlainLabel()
        self._turn.setObjectName("chat.turn")
        self._turn.setFont(tabular(self._turn.font()))
        self._duration = PlainLabel()
        self._duration.setFont(tabular(self._duration.font()))
        self._parties = ElidedLabel(muted=True)
        self._parties.setObjectName("chat.parties")
        self._parties.setFont(tabular(self._parties.font()))
        first = QHBoxLayout()
        first.setSpacing(GAP)
        self._customer.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        first.addWidget(self._customer)
        first.addWidget(self._about, 1)
        first.addWidget(self._alarm)
        first.addWidget(self._turn)
        first.addWidget(self._duration)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, SPACE, GAP, 0)
        layout.setSpacing(0)
        layout.addLayout(first)
        layout.addWidget(self._parties)
        DragSource(self, TargetDesk.of(context).drag, lambda _at: chat.id)
        chat.changed.connect(self.refresh)
        context.clock.tick.connect(self._tick)
        self.refresh()

    def refresh(self) -> None:
        """Show the chat as it is."""
        self._customer.setText(self._chat.customer)
        self._about.setText(self._chat.about)
        self._tick()

    def _tick(self) -> None:
        alarm = self._chat.alarm()
        self._alarm.setVisible(alarm in _SHAPES)
        if alarm in _SHAPES:
            self._alarm.set_state(_SHAPES[alarm])
        turn = self._chat.turn()
        if turn != self._turn.text():
            self._turn.setText(turn)
        self._colour(alarm)
        self._duration.setText(self._chat.duration())
        self._duration.setAccessibleName(self.tr("Duration {time}").format(time=self._chat.duration()))
        words = " · ".join(self._chat.party_words(line) for line in self._chat.parties())
        if words != self._parties.full_text():
            self._parties.setText(words)
            self._parties.setAccessibleName(self.tr("In this chat: {parties}").format(parties=words))

    def _colour(self, alarm: Alarm) -> None:
        colours = {Alarm.WARN: tokens().warn, Alarm.LIMIT: tokens().limit}
        palette = self._turn.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colours.get(alarm, tokens().text))
        if palette != self._turn.palette():
            self._turn.setPalette(palette)
        font = self._turn.font()
        if font.bold() != (alarm is Alarm.LIMIT):
            font.setBold(alarm is Alarm.LIMIT)
            self._turn.setFont(font)
