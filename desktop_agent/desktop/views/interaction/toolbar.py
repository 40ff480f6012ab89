"""ChatToolbar: what can be done with this chat; what cannot be done now is disabled and says why."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_agent.contract.enums import Verb
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.interaction import InteractionPresenter
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.widgets.icon_button import IconButton

Select = Callable[[], object]


class ChatActionButton(IconButton):
    """A button of a registered action for one chat, whether or not that chat is the selected one."""

    def __init__(
        self,
        registry: ActionRegistry,
        action_id: ActionId,
        select: Select,
        icon: str,
        *,
        with_text: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Args: select: makes this chat the selected one, before the action is triggered."""
        self._action = registry.action(action_id)
        label = self._label()
        super().__init__(icon, label, parent, text=label if with_text else "")
        self.setObjectName(f"chat.button.{action_id}")
        self._registry = registry
        self._action_id = action_id
        self._select = select
        self.clicked.connect(self._trigger)

    def allow(self, why_not: str) -> None:
        """Enable it, or disable it with the reason in the tooltip."""
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        named = f"{self._label()} ({keys})" if keys else self._label()
        self.setEnabled(not why_not)
        self.name(self._label(), f"{named}\n{why_not}" if why_not else named)
        self.setAccessibleDescription(why_not)

    def _label(self) -> str:
        return self._action.text().replace("&", "").rstrip("…")

    def _trigger(self) -> None:
        self._select()
        self._registry.trigger(self._action_id, origin=self)


class PopUpButton(IconButton):
    """A button that pops a menu up under itself (never exec: tasks go on while it is open)."""

    def __init__(self, icon: str, name: str, fill: Callable[[QMenu], object], *, text: str = "") -> None:
        """Args: fill: puts the entries into a fresh menu each time."""
        super().__init__(icon, name, text=text)
        self._fill = fill
        self.clicked.connect(self.open)

    def open(self) -> None:
        """Show the menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        self._fill(menu)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = QPoint(self.width() - menu.sizeHint().width() if rtl else 0, self.height())
        menu.popup(self.mapToGlobal(corner))


class ChatToolbar(QWidget):
    """[Transfer][v] [Conference] [Consult] [+] [Actions v]; the words go before the buttons do when it gets narrow."""

    def __init__(
        self,
        registry: ActionRegistry,
        chat: InteractionPresenter,
        select: Select,
        more: Callable[[QMenu], object],
        parent: QWidget | None = None,
    ) -> None:
        """Args: select: makes this chat the selected one. more: adds the window's own entries to the Actions menu."""
        super().__init__(parent)
        self.setObjectName("chat.toolbar")
        self._registry = registry
        self._chat = chat
        self._select = select
        self._more = more
        self.transfer = ChatActionButton(registry, ActionId.TRANSFER, select, "transfer", with_text=True)
        self._transfer_more = PopUpButton("chevron-down", self.tr("More about Transfer"), self._fill_transfer)
        self._later = [
            (IconButton("group", self.tr("Conference"), text=self.tr("Conference")), Verb.INVITE),
            (IconButton("whisper", self.tr("Consult"), text=self.tr("Consult")), Verb.CONSULT),
            (IconButton("plus", self.tr("Invite")), Verb.INVITE),
        ]
        self._end = ChatActionButton(registry, ActionId.END_CHAT, select, "end", with_text=True)
        self._actions = PopUpButton("menu", self.tr("Actions"), self._fill_actions, text=self.tr("Actions"))
        self._actions.setObjectName("chat.actions")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP - SPACE, 0, GAP - SPACE, 0)
        layout.setSpacing(SPACE)
        both = QHBoxLayout()
        both.setSpacing(0)  # the arrow belongs to Transfer
        both.addWidget(self.transfer)
        both.addWidget(self._transfer_more)
        layout.addLayout(both)
        for button, _verb in self._later:
            layout.addWidget(button)
        layout.addWidget(self._actions)
        layout.addStretch(1)
        layout.addWidget(self._end)
        chat.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask the chat what may be done."""
        self.transfer.allow(self._chat.why_not(Verb.TRANSFER))
        self._end.allow(self._chat.why_not(Verb.END))
        self._end.setVisible(not self._chat.over)
        for button, verb in self._later:
            why = self._chat.why_not(verb) or self.tr("Not available in this version.")
            button.setEnabled(False)
            label = button.accessibleName()
            button.name(label, f"{label}\n{why}")
            button.setAccessibleDescription(why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone where the words have no room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Icons alone."""
        buttons = 7
        return QSize(buttons * (self.transfer.minimumWidth() + SPACE) + 2 * GAP, self.transfer.sizeHint().height())

    def _fit(self) -> None:
        later = [button for button, _verb in self._later if button.text()]
        groups: list[list[IconButton]] = [later, [self._end], [self._actions], [self.transfer]]
        for group in groups:
            for button in group:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for group in groups:
            if self._wanted() <= self.width():
                return
            for button in group:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _wanted(self) -> int:
        buttons = [self.transfer, self._transfer_more, *(button for button, _verb in self._later), self._actions]
        if not self._chat.over:
            buttons.append(self._end)
        return sum(button.sizeHint().width() + SPACE for button in buttons) + 2 * GAP

    def _fill_transfer(self, menu: QMenu) -> None:
        self._add(menu, ActionId.TRANSFER, Verb.TRANSFER)
        self._add(menu, ActionId.WITHDRAW_TRANSFER, Verb.WITHDRAW)

    def _fill_actions(self, menu: QMenu) -> None:
        self._fill_transfer(menu)
        menu.addSeparator()
        if self._chat.interaction.held:
            self._add(menu, ActionId.RETRIEVE, Verb.RETRIEVE)
        else:
            self._add(menu, ActionId.HOLD, Verb.HOLD)
        if self._chat.over:
            self._add(menu, ActionId.MARK_DONE, Verb.COMPLETE)
        else:
            self._add(menu, ActionId.END_CHAT, Verb.END)
        menu.addSeparator()
        self._more(menu)

    def _add(self, menu: QMenu, action_id: ActionId, verb: Verb) -> None:
        registered = self._registry.action(action_id)
        why = self._chat.why_not(verb)
        entry = menu.addAction(registered.icon(), registered.text())
        entry.setShortcut(registered.shortcut())
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, carried out by the registry alone
        entry.setEnabled(not why)
        entry.setToolTip(why)
        entry.triggered.connect(lambda _checked=False: self._trigger(action_id))

    def _trigger(self, action_id: ActionId) -> None:
        self._select()
        self._registry.trigger(action_id, origin=self.transfer)
