"""The agent's own status: state as shape and word, time in it, menu of states and channels."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_agent.contract.enums import AgentState, Channel
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.status import StateChoice, StatusPresenter
from desktop_agent.desktop.presenters.words import channel_sign
from desktop_agent.desktop.theme.icons import icon
from desktop_agent.desktop.theme.tokens import ICON, SPACE, TARGET
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import TickLabel
from desktop_agent.desktop.views.widgets.menu_button import ARROW, MenuButton
from desktop_agent.desktop.views.widgets.state_icon import shape

CHANNEL_ICONS = {Channel.CHAT: "chat", Channel.IM: "im"}


class StatusButton(MenuButton):
    """``◉ Ready ▾``."""

    def __init__(self, presenter: StatusPresenter, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__("state-ready", self.tr("Your status"), self._fill_menu, parent, text=" ")
        self.setObjectName("status_button")
        self._presenter = presenter
        self._registry = registry
        presenter.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show the state in force."""
        self.setText(self._presenter.words)
        self.name(self.tr("Your status: {state}").format(state=self._presenter.words), self._tip())
        self._tint()

    def sizeHint(self) -> QSize:
        """Room for the arrow."""
        hint = super().sizeHint()
        return QSize(hint.width() + ARROW + SPACE, max(hint.height(), TARGET))

    def _tip(self) -> str:
        return f"{self._presenter.words}\n{self._presenter.load_words}"

    def _tint(self) -> None:
        presenter = getattr(self, "_presenter", None)
        if presenter is None:
            super()._tint()
            return
        name, colour = shape(presenter.state)
        self.setIcon(icon(name, colour))

    def _fill_menu(self, menu: QMenu) -> None:
        for choice in self._presenter.choices():
            menu.addAction(self._entry(choice, menu))
        menu.addSeparator()
        for channel, word, ready in self._presenter.channels():
            entry = QAction(self.tr("Offers on {channel}").format(channel=word), menu)
            entry.setObjectName(f"channel.{channel}")
            entry.setCheckable(True)
            entry.setChecked(ready)
            entry.setEnabled(self._presenter.can_change)
            entry.toggled.connect(lambda on, channel=channel: self._presenter.set_channel(channel, ready=on))
            menu.addAction(entry)
        menu.addSeparator()
        menu.addAction(self._registry.action(ActionId.LOG_OFF))

    def _entry(self, choice: StateChoice, menu: QMenu) -> QAction:
        name, colour = shape(choice.state)
        entry = QAction(icon(name, colour), choice.words, menu)
        entry.setObjectName(f"state.{choice.state}" + (f".{choice.reason}" if choice.reason else ""))
        entry.setCheckable(True)
        entry.setChecked(choice.chosen)
        entry.setEnabled(self._presenter.can_change)
        entry.triggered.connect(lambda _on=False: self._presenter.choose(choice.state, choice.reason))
        return entry


class ChannelSign(IconButton):
    """A channel: its icon with a tick, or crossed out; a click changes it."""

    def __init__(self, presenter: StatusPresenter, channel: Channel, word: str, parent: QWidget | None = None) -> None:
        super().__init__(CHANNEL_ICONS.get(channel, "chat"), word, parent, text=channel_sign(channel))
        self.setObjectName(f"channel_sign.{channel}")
        self._presenter = presenter
        self._channel = channel
        self._word = word
        self._ready = False
        self.clicked.connect(lambda: presenter.set_channel(channel, ready=not self._ready))

    def follow(self, *, ready: bool) -> None:
        """Show whether it is ready."""
        self._ready = ready
        state = self.tr("ready") if ready else self.tr("off")
        self.setText(f"{channel_sign(self._channel)} {'✓' if ready else '✕'}")
        self.name(
            self.tr("{channel}: {state}").format(channel=self._word, state=state),
            self.tr("{channel}: {state}. Click to change.").format(channel=self._word, state=state),
        )
        self.setEnabled(self._presenter.can_change)


class StatusCorner(QWidget):
    """Status button, time in state, channel signs."""

    def __init__(self, context: DesktopContext, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = StatusPresenter(context, self)
        self.button = StatusButton(self._presenter, registry)
        self._time = TickLabel(context.now_ms, context.clock.tick, widest="0:00:00")
        self._time.setObjectName("time_in_state")
        self._time.setAccessibleName(self.tr("Time in this state"))
        self._signs: dict[Channel, ChannelSign] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        self._row.addWidget(self.button)
        self._row.addWidget(self._time)
        self._compact = False
        self._presenter.changed.connect(self._follow)
        self._follow()
        self._bind(registry)

    def set_compact(self, compact: bool) -> None:
        """Little room: channels are in the menu only."""
        self._compact = compact
        self._follow()

    def _follow(self) -> None:
        self._time.set_since(self._presenter.since_ms, self._presenter.instead_of_time)
        for channel, word, ready in self._presenter.channels():
            sign = self._signs.get(channel)
            if sign is None:
                sign = self._signs[channel] = ChannelSign(self._presenter, channel, word)
                sign.setIconSize(QSize(ICON, ICON))
                self._row.addWidget(sign)
            sign.follow(ready=ready)
            sign.setVisible(not self._compact)

    def _bind(self, registry: ActionRegistry) -> None:
        presenter = self._presenter
        registry.bind(ActionId.READY, lambda: presenter.choose(AgentState.READY))
        registry.bind(ActionId.NOT_READY, self._not_ready)
        registry.bind(ActionId.AFTER_CALL_WORK, lambda: presenter.choose(AgentState.AFTER_CALL_WORK))
        registry.bind(ActionId.DO_NOT_DISTURB, lambda: presenter.choose(AgentState.DO_NOT_DISTURB))

    def _not_ready(self) -> None:
        if self._presenter.reason_needed():
            self.button.pop_up()
        else:
            self._presenter.choose(AgentState.NOT_READY)
