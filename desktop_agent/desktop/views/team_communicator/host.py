"""CommunicatorHost: one panel a window; opens it under whoever called, closes it when the hand has gone elsewhere."""

from itertools import count

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.row_actions import Opener
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.presenters.team_communicator import TeamCommunicatorPresenter
from desktop_agent.desktop.views.team_communicator.box import SearchBox
from desktop_agent.desktop.views.team_communicator.panel import CommunicatorPanel


class CommunicatorHost(QObject):
    """Binds the two actions that open the Team Communicator."""

    def __init__(self, context: DesktopContext, registry: ActionRegistry, box: SearchBox) -> None:
        """Args: context: of the session. registry: actions. box: of the main window; owns this."""
        super().__init__(box)
        self._context = context
        self._registry = registry
        self._box = box
        self._numbers = count(1)
        self._main: CommunicatorPanel | None = None
        self._others: dict[QWidget, CommunicatorPanel] = {}
        self._open: CommunicatorPanel | None = None
        self._outside = False
        box.wanted.connect(self._box_wanted)
        registry.bind(ActionId.TEAM_COMMUNICATOR, self._search)
        registry.bind(ActionId.TRANSFER, self._transfer)
        TargetDesk.of(context).drag.started.connect(self._drag_started)

    @property
    def panel(self) -> CommunicatorPanel | None:
        """The panel that is open, None when none is."""
        return self._open

    def open(self, opener: QWidget, kind: Opener, interaction_id: str | None) -> CommunicatorPanel:
        """Open the panel under a widget; what was open elsewhere closes.

        Args:
            opener: button that called, in any window.
            kind: decides what Enter does.
            interaction_id: the chat to act on.
        """
        panel = self._main_panel() if opener is self._box else self._panel_of(opener.window())
        if self._open is not None and self._open is not panel:
            self._open.close_panel()
        panel.open_under(opener, kind, interaction_id)
        self._began(panel)
        return panel

    # ---------------------------------------------------------------- openers
    def _box_wanted(self) -> None:
        panel = self._main_panel()
        if not panel.isVisible():
            self.open(self._box, Opener.MAIN, self._context.selection.current)

    def _search(self) -> None:
        window = QApplication.activeWindow()
        if window is None or window is self._box.window():
            self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._box.selectAll()
            self._box_wanted()
        else:
            self.open(self._transfer_button(window) or window, Opener.MAIN, self._context.selection.current)

    def _transfer(self) -> None:
        interaction_id = self._context.selection.current
        if interaction_id is None:
            return
        origin = self._registry.origin
        window = QApplication.activeWindow() or self._box.window()
        opener = origin if isinstance(origin, QWidget) else self._transfer_button(window)
        if opener is None:
            opener = self._transfer_button(self._box.window()) or self._box.window()
        panel = self._others.get(opener.window())
        if panel is not None and panel.isVisible() and panel.opener is opener and origin is opener:
            panel.close_panel()  # the same button again
        else:
            self.open(opener, Opener.TRANSFER, interaction_id)

    def _transfer_button(self, window: QWidget) -> QWidget | None:
        buttons = window.findChildren(QWidget, f"chat.button.{ActionId.TRANSFER}")
        return next((button for button in buttons if button.isVisible()), None)

    # ---------------------------------------------------------------- panels
    def _main_panel(self) -> CommunicatorPanel:
        window = self._box.window()
        if self._main is None or self._main.parentWidget() is not window:
            self._main = self._make(window, self._box)
        return self._main

    def _panel_of(self, window: QWidget) -> CommunicatorPanel:
        panel = self._others.get(window)
        if panel is None:
            panel = self._others[window] = self._make(window, None)
            window.destroyed.connect(lambda: self._others.pop(window, None))
        return panel

    def _make(self, window: QWidget, box: SearchBox | None) -> CommunicatorPanel:
        presenter = TeamCommunicatorPresenter(self._context, f"communicator:{next(self._numbers)}")
        panel = CommunicatorPanel(window, presenter, self._context.clock, box)
        panel.closed.connect(lambda: self._ended(panel))
        return panel

    # ---------------------------------------------------------------- the hand elsewhere
    def _began(self, panel: CommunicatorPanel) -> None:
        self._open = panel
        self._outside = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.installEventFilter(self)
            app.focusChanged.connect(self._focus_changed, Qt.ConnectionType.UniqueConnection)

    def _ended(self, panel: CommunicatorPanel) -> None:
        if self._open is panel:
            self._open = None
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.removeEventFilter(self)
                app.focusChanged.disconnect(self._focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click outside closes the panel when the button is let go: a press may be the beginning of a drag."""
        kind = event.type()
        if kind not in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease}:
            return False
        if isinstance(watched, QWidget) and isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseButtonPress:
                self._outside = not self._belongs(watched)
            elif self._outside and self._open is not None:
                self._outside = False
                self._open.close_panel()
        return False

    def _drag_started(self, _interaction_id: str) -> None:
        self._outside = False

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not pressed and self._open is not None and not self._belongs(now):
            self._open.close_panel()

    def _belongs(self, widget: QWidget) -> bool:
        panel = self._open
        if panel is None:
            return True
        opener = panel.opener
        mine = widget in {panel, panel.box, opener} or panel.isAncestorOf(widget)
        return mine or isinstance(widget, QMenu) or panel.box.isAncestorOf(widget)
