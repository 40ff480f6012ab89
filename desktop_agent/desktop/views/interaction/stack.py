"""InteractionStack: one pane per chat, the selected one in front; panes pop out into windows and back."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_agent.client.connection import ConnectionState
from desktop_agent.contract.enums import AgentState
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.interaction_desk import InteractionDesk
from desktop_agent.desktop.views.interaction.empty import EmptyPage
from desktop_agent.desktop.views.interaction.pane import InteractionPane, holds_focus
from desktop_agent.desktop.views.interaction.pop_out import PopOutWindow
from desktop_agent.desktop.views.widgets.notice_bar import announce

OVER = (ConnectionState.DISPLACED, ConnectionState.SIGNED_OUT, ConnectionState.CLOSED)
"""After these nothing of the session stays on the screen outside the main window."""


class InteractionStack(QWidget):
    """The centre of the main window. A new chat never takes the focus; only a person's gesture does."""

    def __init__(self, context: DesktopContext, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chats")
        self._context = context
        self._registry = registry
        self._desk = InteractionDesk.of(context)
        self._panes: dict[str, InteractionPane] = {}
        self._windows: dict[str, PopOutWindow] = {}
        self._current: str | None = None
        self._farewell = ""
        self._harmless = False
        self._empty = EmptyPage()
        self._empty.button.clicked.connect(self._bring_back)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._bind()
        self._desk.opened.connect(self._opened)
        self._desk.closed.connect(self._closed)
        context.selection.changed.connect(self._selected)
        context.selection.activated.connect(self._activated)
        context.feed.agent_changed.connect(self._tell_empty)
        context.feed.reset.connect(self._tell_empty)
        context.feed.connection_changed.connect(self._mind_end)
        self._selected(context.selection.current)

    # ------------------------------------------------------------------ public
    def pane(self, interaction_id: str) -> InteractionPane | None:
        """The pane of a chat, made at the first call; None when the chat is not on this desktop."""
        pane = self._panes.get(interaction_id)
        if pane is None:
            chat = self._desk.chat(interaction_id)
            if chat is None:
                return None
            pane = self._panes[interaction_id] = InteractionPane(self._context, self._registry, chat)
            self._pages.addWidget(pane)
        return pane

    def window_of(self, interaction_id: str) -> PopOutWindow | None:
        """The window a chat has popped out into."""
        return self._windows.get(interaction_id)

    def pop_out(self, interaction_id: str) -> None:
        """Give a chat a window of its own."""
        pane = self.pane(interaction_id)
        if pane is None or interaction_id in self._windows:
            return
        self._pages.removeWidget(pane)
        window = PopOutWindow(self._context, self._registry, pane)
        window.back_wanted.connect(self.pop_in)
        self._windows[interaction_id] = window
        pane.popped_out = True
        window.show()
        pane.show()
        pane.focus_composer()
        self._show_page()

    def pop_in(self, interaction_id: str) -> None:
        """Take a chat back."""
        window = self._windows.pop(interaction_id, None)
        if window is None:
            return
        pane = window.give_back()
        pane.popped_out = False
        self._pages.addWidget(pane)
        self._show_page()
        if interaction_id == self._current:
            pane.focus_composer()

    def close_windows(self) -> None:
        """Take every chat back (the main window is going)."""
        for interaction_id in list(self._windows):
            self.pop_in(interaction_id)

    # ------------------------------------------------------------------ actions
    def _bind(self) -> None:
        bind = self._registry.bind
        bind(ActionId.END_CHAT, lambda: self._with_chat("end"))
        bind(ActionId.HOLD, lambda: self._with_chat("hold"))
        bind(ActionId.RETRIEVE, lambda: self._with_chat("retrieve"))
        bind(ActionId.WITHDRAW_TRANSFER, lambda: self._with_chat("withdraw"))
        bind(ActionId.MARK_DONE, lambda: self._with_chat("complete"))
        bind(ActionId.FOCUS_COMPOSER, self._write)
        bind(ActionId.FIND, self._find)
        bind(ActionId.POP_OUT, self._pop_selected_out, rule=self._why_not_out)
        bind(ActionId.POP_IN, self._pop_selected_in, rule=self._why_not_in)

    def _with_chat(self, what: str) -> None:
        chat = self._desk.selected
        if chat is not None:
            commands = {
                "end": chat.end,
                "hold": chat.hold,
                "retrieve": chat.retrieve,
                "withdraw": chat.withdraw,
                "complete": chat.complete,
            }
            commands[what]()

    def _write(self) -> None:
        if self._current is not None:
            self._activated(self._current)

    def _find(self) -> None:
        pane = self.pane(self._current) if self._current is not None else None
        if pane is None:
            return
        window = pane.window()
        if not window.isActiveWindow():
            window.raise_()
            window.activateWindow()
        pane.find_bar.begin()

    def _pop_selected_out(self) -> None:
        if self._current is not None:
            self.pop_out(self._current)

    def _pop_selected_in(self) -> None:
        if self._current is not None:
            self.pop_in(self._current)

    def _why_not_out(self) -> str | None:
        return self.tr("The chat is in a window of its own already.") if self._current in self._windows else None

    def _why_not_in(self) -> str | None:
        return None if self._current in self._windows else self.tr("The chat is in the main window.")

    # ------------------------------------------------------------------ following
    def _opened(self, interaction_id: str) -> None:
        if interaction_id == self._context.selection.current:
            self._show_page()

    def _closed(self, interaction_id: str, sentence: str) -> None:
        if sentence:
            self._farewell = sentence
            announce(self, sentence)
        pane = self._panes.pop(interaction_id, None)
        if pane is None:
            return
        self._harmless = self._harmless or (holds_focus(pane) and interaction_id not in self._windows)
        window = self._windows.pop(interaction_id, None)
        if window is not None:
            window.give_back()
        self._pages.removeWidget(pane)
        pane.hide()
        pane.deleteLater()
        self._show_page()
        if self._harmless:
            self._focus_harmlessly()

    def _mind_end(self) -> None:
        if self._context.session.connection.state in OVER:
            self.close_windows()

    def _selected(self, interaction_id: object) -> None:
        former = self._current
        old = self._panes.get(former) if former is not None else None
        inside = self._harmless or (former not in self._windows and holds_focus(old))
        gone = self._harmless or (former is not None and former not in self._context.replica.interactions)
        self._current = interaction_id if isinstance(interaction_id, str) else None
        if old is not None:
            old.chat.left()
        self._show_page()
        if not inside:
            return
        self._harmless = False
        pane = self._panes.get(self._current) if self._current is not None else None
        if gone or pane is None or self._current in self._windows:
            self._focus_harmlessly()
        else:
            pane.focus_composer()

    def _activated(self, interaction_id: str) -> None:
        window = self._windows.get(interaction_id)
        if window is not None:
            window.show()
            window.raise_()
            window.activateWindow()
            window.pane.focus_composer()
            return
        pane = self.pane(interaction_id)
        if pane is not None:
            self._show_page()
            pane.focus_composer()

    def _show_page(self) -> None:
        pane = self.pane(self._current) if self._current is not None else None
        if pane is None or self._current in self._windows:
            self._tell_empty()
            self._pages.setCurrentWidget(self._empty)
            return
        if self._pages.currentWidget() is not pane:
            pane.chat.came_back()
            self._pages.setCurrentWidget(pane)
        self._farewell = ""

    def _focus_harmlessly(self) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, InteractionPane):
            page.focus_harmlessly()
        else:
            self._empty.setFocus()

    def _tell_empty(self) -> None:
        chat = self._desk.chat(self._current)
        if chat is not None and self._current in self._windows:
            self._empty.tell(
                self.tr("The chat with {customer} is in a window of its own.").format(customer=chat.customer),
                "",
                self.tr("Take back into the main window"),
            )
            return
        replica = self._context.replica
        if replica.interactions:
            hint = self.tr("Choose a chat from the list.")
        elif replica.agent.state is AgentState.READY:
            hint = self.tr("You are Ready: the next chat will be offered to you.")
        else:
            hint = self.tr("Go Ready to be offered chats.")
        self._empty.tell(self._farewell or self.tr("No chat is open."), hint)

    def _bring_back(self) -> None:
        self._pop_selected_in()
