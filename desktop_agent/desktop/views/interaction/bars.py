"""TransferBars: the transfer that waits for its answer, and how the last one ended, at the top of the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_agent.contract.enums import Verb
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.interaction import InteractionPresenter
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.views.interaction.flow_bar import FlowBar
from desktop_agent.desktop.views.widgets.labels import TickLabel
from desktop_agent.desktop.views.widgets.notice_bar import BarKind, NoticeBar


class TransferBars(QWidget):
    """At most one of the two is shown; both are heard by screen readers without the focus moving."""

    def __init__(
        self,
        context: DesktopContext,
        chat: InteractionPresenter,
        choose_another: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        """Args: choose_another: opens the Team Communicator for this chat."""
        super().__init__(parent)
        self._chat = chat
        self._choose_another = choose_another
        self.pending = NoticeBar(self, closable=False)
        self.pending.setObjectName("chat.pending")
        self._countdown = TickLabel(context.now_ms, context.clock.tick, widest="0:00")
        self._countdown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar_layout = self.pending.layout()
        if isinstance(bar_layout, QHBoxLayout):
            bar_layout.insertWidget(1, self._countdown)
        self.result = FlowBar(self)
        self.result.setObjectName("chat.result")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pending)
        layout.addWidget(self.result)
        self._shown: object = None
        chat.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is to be told; bars that say the same stay as they are, with the focus in them."""
        pending, result = self._chat.pending(), self._chat.result()
        why = self._chat.why_not(Verb.WITHDRAW)
        now = (pending, result, why, self._chat.why_not(Verb.TRANSFER))
        if now == self._shown:
            return
        self._shown = now
        if pending is None:
            self.pending.clear()
        else:
            sentence, deadline_ms = pending
            self._countdown.set_until(deadline_ms)
            self._colour()
            buttons: list[tuple[str, Callable[[], object]]] = []
            if not why:
                buttons.append((self.tr("Withdraw"), self._chat.withdraw))
            self.pending.tell(BarKind.NEUTRAL, sentence, buttons)
        if result is None:
            self.result.clear()
            return
        buttons = []
        if result.again and not self._chat.why_not(Verb.TRANSFER):
            buttons.append((self.tr("Try again"), self._chat.try_again))
            buttons.append((self.tr("Choose another"), self._choose_another))
        buttons.append((self.tr("Close"), self._dismiss))
        self.result.tell(BarKind.ERROR if result.error else BarKind.NEUTRAL, result.sentence, buttons)

    def _dismiss(self) -> None:
        self._shown = None  # were it refused, the bar comes back with the next change
        self._chat.dismiss_result()

    def _colour(self) -> None:
        palette = self._countdown.palette()
        palette.setColor(QPalette.ColorRole.WindowText, tokens().neutral)
        self._countdown.setPalette(palette)
