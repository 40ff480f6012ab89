"""The status bar: connection, queue figures, version."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.shell import ShellPresenter
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.theme.tokens import GAP, ICON, ROW
from desktop_agent.desktop.views.widgets.labels import ElidedLabel, PlainLabel


class StatusBar(QWidget):
    """One line at the foot of the window."""

    def __init__(self, context: DesktopContext, presenter: ShellPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self._context = context
        self._presenter = presenter
        self._sign = PlainLabel()
        self.connection = PlainLabel()
        self.connection.setObjectName("status_bar.connection")
        self.queues = ElidedLabel(muted=True)
        self.queues.setObjectName("status_bar.queues")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GAP, 0)
        row.setSpacing(GAP)
        row.addWidget(self._sign)
        row.addWidget(self.connection)
        row.addWidget(self.queues, 1)
        row.addWidget(PlainLabel(presenter.version, muted=True))
        self.setFixedHeight(ROW)
        presenter.connection_changed.connect(self.follow)
        context.feed.reset.connect(self.follow)
        context.feed.status_changed.connect(self._count)
        context.clock.tick.connect(self._count)
        self.follow()

    def follow(self) -> None:
        """Show connection and queues."""
        live = self._presenter.live
        colour = tokens().ready if live else tokens().warn
        name = "connected" if live else "disconnected"
        self._sign.setPixmap(pixmap(name, ICON, colour, self.devicePixelRatioF()))
        self.connection.setText(self._presenter.connection_words)
        TargetDesk.of(self._context).subscriptions.show("status_bar", self._presenter.watched_queues())
        self._count()

    def _count(self, _target: str = "") -> None:
        words = self._presenter.queue_words
        if words != self.queues.full_text():
            self.queues.setText(words)
