"""The toast for a new message: inside the window, where neither hand nor eye is: at the foot of the list of chats."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QPushButton, QStyle, QVBoxLayout, QWidget

from desktop_agent.contract.enums import Priority
from desktop_agent.contract.values import Notice
from desktop_agent.desktop.presenters.messages import MessagesPresenter
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import PlainLabel
from desktop_agent.desktop.views.widgets.notice_bar import announce

WIDTH = 264
SHOWN_MS = 6_000
LONGEST = 280
Place = Callable[[], QRect]
"""A part of the host that may be covered, in its coordinates; the toast stands at its foot."""


class MessageToast(QWidget):
    """Shows the newest unread message for some seconds; takes no focus. It stays in My Messages.

    Signals:
        wanted: (notice_id) the person wants to read it.
    """

    wanted = Signal(str)

    def __init__(self, presenter: MessagesPresenter, host: QWidget, place: Place) -> None:
        """Args: host: it lies over this widget. place: where it may stand."""
        super().__init__(host)
        self.setObjectName("message_toast")
        self._host = host
        self._room = place
        self._presenter = presenter
        self._notice_id = ""
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self._from = PlainLabel(bold=True)
        self._read = QPushButton(self.tr("Read"))
        self._read.setObjectName("message_toast.read")
        self._read.setAutoDefault(False)
        self._read.clicked.connect(self._wanted)
        self._close = IconButton("close", self.tr("Close this notice"))
        self._close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self._from, 1)
        head.addWidget(self._close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._read)
        column = self._column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(GAP + 4, GAP, GAP, GAP)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addLayout(foot)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._over)
        self._edge = "neutral"
        self.hide()
        host.installEventFilter(self)

    def tell(self, notice: Notice) -> None:
        """Show a message."""
        sentence = self._presenter.sentence(notice)
        self._notice_id = notice.id
        self._edge = "error" if notice.priority is Priority.HIGH else "neutral"
        self._from.setText(self._presenter.origin(notice))
        self._words.setText(sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…")
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A panel with an outline and an edge in the colour of its priority."""
        colours = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.base))
        painter.setPen(QColor(colours.outline))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        left = self.width() - 4 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        painter.fillRect(left, 0, 4, self.height(), QColor(getattr(colours, self._edge)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks while nothing is shown."""
        self._timer.stop()
        super().hideEvent(event)

    def _place(self) -> None:
        room = self._room().adjusted(SPACE, SPACE, -SPACE, -SPACE)
        width = min(WIDTH, room.width())
        self._column.invalidate()
        self._column.activate()
        size = QSize(width, self._column.totalHeightForWidth(width))
        corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        self.setGeometry(QStyle.alignedRect(self.layoutDirection(), corner, size, room))

    def _over(self) -> None:
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start()
        else:
            self.hide()

    def _wanted(self) -> None:
        self.hide()
        self.wanted.emit(self._notice_id)
