"""The main window: everything a shift needs at once; in a narrow window the sides become drawers."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop_agent.contract.values import Notice
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.messages import MessagesPresenter
from desktop_agent.desktop.presenters.shell import ShellPresenter
from desktop_agent.desktop.theme.appearance import Appearance, Look
from desktop_agent.desktop.theme.icons import icon
from desktop_agent.desktop.views.messages.panel import MessagesPanel
from desktop_agent.desktop.views.messages.toast import MessageToast
from desktop_agent.desktop.views.settings.panel import SettingsPanel
from desktop_agent.desktop.views.shell.command_palette import CommandPalette
from desktop_agent.desktop.views.shell.drawers import Drawer, DrawerEdge
from desktop_agent.desktop.views.shell.final_page import FinalPage
from desktop_agent.desktop.views.shell.interaction_bar import InteractionBar
from desktop_agent.desktop.views.shell.layout_memory import COLUMNS, PREFIX, ROWS, SIDE, LayoutMemory
from desktop_agent.desktop.views.shell.panes import Panes
from desktop_agent.desktop.views.shell.parts import Parts, Tabs
from desktop_agent.desktop.views.shell.status_bar import StatusBar
from desktop_agent.desktop.views.shell.strip import Strip
from desktop_agent.desktop.views.shell.top_bar import TopBar
from desktop_agent.desktop.views.widgets.notice_bar import BarKind, NoticeBar
from desktop_agent.desktop.views.widgets.shortcut_guard import ShortcutGuard
from desktop_agent.resources import resource

NARROW = 900
"""Below this width (logical px) the side panes are drawers."""
LOW = 520
"""Below this height the strip is folded."""
LOWEST = 420
"""Below this height the strip is away until it is asked for."""
LOOKS = {
    ActionId.THEME_SYSTEM: Look.SYSTEM,
    ActionId.THEME_LIGHT: Look.LIGHT,
    ActionId.THEME_DARK: Look.DARK,
    ActionId.THEME_CONTRAST: Look.CONTRAST,
}


class MainWindow(QMainWindow):
    """The shell around the parts.

    Signals:
        close_requested: the person wants to close it; the program decides when it goes.
    """

    close_requested = Signal()

    def __init__(self, context: DesktopContext, registry: ActionRegistry, appearance: Appearance, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
        self._context = context
        self._registry = registry
        self._appearance = appearance
        self._memory = LayoutMemory(context.remembered)
        self._narrow: bool | None = None
        self._low = False
        self._strip_wanted = False
        self.presenter = ShellPresenter(context, self)
        self.messages = MessagesPresenter(context, self)
        self._build(parts)
        self._build_overlays()
        self.companion = parts.preview(context, registry)
        self._bind()
        self._connect()
        registry.attach(self)
        self.guard = ShortcutGuard(registry.all(), self)
        registry.set_icons(icon)
        self._memory.restore_window(self)
        self._restore()
        self._follow()

    # ---------------------------------------------------------------- building
    def _build(self, parts: Parts) -> None:
        context, registry = self._context, self._registry
        self.top = TopBar(context, registry, self.presenter, self.messages, parts.search(context, registry))
        self.bar = InteractionBar(context, registry)
        self.centre = parts.interaction(context, registry)
        self.directory = _tabs(parts.directory_tabs(context, registry), "directory_tabs", self.tr("Directories"))
        self.side = _tabs(parts.side_tabs(context, registry), "side_tabs", self.tr("Customer and case"))
        self.right = _splitter(Qt.Orientation.Vertical, self.directory, self.side)
        self.right.setStretchFactor(0, 1)
        self.strip = Strip(parts.strip_tabs(context, registry))
        self.columns = _splitter(Qt.Orientation.Horizontal, self.bar, self.centre, self.right)
        self.columns.setStretchFactor(1, 1)
        self.bar.setMinimumWidth(160)
        self.right.setMinimumWidth(220)
        self.centre.setMinimumWidth(320)
        self.rows = _splitter(Qt.Orientation.Vertical, self.columns, self.strip)
        self.rows.setStretchFactor(0, 1)
        # A splitter takes every child for a pane: what lies over it needs another parent.
        self.ground = QWidget()
        _column(self.ground).addWidget(self.rows)
        self.stale = NoticeBar(closable=False)
        self.stale.setObjectName("stale_bar")
        self.told = NoticeBar()
        self.told.setObjectName("told_bar")
        self.body = QWidget()
        inner = _column(self.body)
        inner.addWidget(self.stale)
        inner.addWidget(self.told)
        inner.addWidget(self.ground, 1)
        self.final = FinalPage(self.presenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.body)
        self.stack.addWidget(self.final)
        self.status_bar = StatusBar(context, self.presenter)
        frame = QWidget()
        outer = _column(frame)
        outer.addWidget(self.top)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.status_bar)
        self.setCentralWidget(frame)

    def _build_overlays(self) -> None:
        self.left_drawer = Drawer(self.ground, leading=True, width=240)
        self.right_drawer = Drawer(self.ground, leading=False, width=320)
        self.left_edge = DrawerEdge(self.ground, self.left_drawer, leading=True)
        self.right_edge = DrawerEdge(self.ground, self.right_drawer, leading=False)
        self.messages_panel = MessagesPanel(self.messages, self.stack)
        self.toast = MessageToast(self.messages, self.stack, self._toast_room)
        self.palette_panel = CommandPalette(self._registry, self.stack)
        self.settings_panel = SettingsPanel(self._context, self._appearance, self._registry, self.stack)
        self.panes = Panes(self._visible_panes, self)

    def _bind(self) -> None:
        registry, presenter, appearance = self._registry, self.presenter, self._appearance
        registry.bind(ActionId.NEXT_PANE, lambda: self.panes.step(1))
        registry.bind(ActionId.PREVIOUS_PANE, lambda: self.panes.step(-1))
        registry.bind(ActionId.MY_MESSAGES, self._toggle_messages)
        registry.bind(ActionId.COMMAND_PALETTE, self.palette_panel.open_list)
        registry.bind(ActionId.SETTINGS, self.settings_panel.open_settings)
        registry.bind(ActionId.MY_INTERACTIONS, self._show_strip)
        registry.bind(ActionId.DIRECTORY, self._show_directory)
        registry.bind(ActionId.ZOOM_IN, lambda: self._zoom(1))
        registry.bind(ActionId.ZOOM_OUT, lambda: self._zoom(-1))
        registry.bind(ActionId.ZOOM_RESET, lambda: self._zoom(0))
        for action_id, look in LOOKS.items():
            registry.bind(action_id, partial(self._choose_look, look))
        registry.bind(ActionId.RESET_LAYOUT, self._reset_layout)
        registry.bind(ActionId.LOG_OFF, presenter.log_off)
        registry.bind(ActionId.QUIT, presenter.quit)
        appearance.changed.connect(self._looks_changed)

    def _connect(self) -> None:
        self.top.left_drawer.clicked.connect(self.left_drawer.toggle)
        self.top.right_drawer.clicked.connect(self.right_drawer.toggle)
        self.toast.wanted.connect(self.messages_panel.show_notice)
        self.messages.arrived.connect(self._tell_message)
        self.strip.folded.connect(self._strip_folded)
        self.presenter.connection_changed.connect(self._follow)
        self.presenter.told.connect(lambda sentence: self.told.tell(BarKind.ERROR, sentence))
        self._context.feed.settled.connect(self._entitle)
        self._context.selection.activated.connect(self._came_to_front)
        for splitter, name in ((self.columns, "columns"), (self.rows, "rows"), (self.right, "side")):
            splitter.splitterMoved.connect(lambda _at, _number, s=splitter, n=name: self._memory.keep(s, n))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.panes.remember)

    # ---------------------------------------------------------------- following
    def _follow(self) -> None:
        final = self.presenter.final_sentence
        if final:
            self.final.tell(final)
            self.stack.setCurrentWidget(self.final)
            self.top.setEnabled(False)
            for panel in (self.messages_panel, self.palette_panel, self.settings_panel):
                panel.close_panel()
            self.toast.hide()
            self.final.again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stack.setCurrentWidget(self.body)
            self.top.setEnabled(True)
        stale = self.presenter.stale_sentence
        if stale:
            self.stale.tell(BarKind.STALE, stale)
        else:
            self.stale.clear()
        self._entitle()

    def _entitle(self) -> None:
        title = self.presenter.title
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _looks_changed(self) -> None:
        self._registry.set_icons(icon)
        self.status_bar.follow()
        self._check_looks()
        self._context.keep_setting("theme", self._appearance.look.value)
        self._context.keep_setting("text_scale", self._appearance.zoom)

    def _check_looks(self) -> None:
        for action_id, look in LOOKS.items():
            self._registry.action(action_id).setChecked(look is self._appearance.look)

    def showEvent(self, event: QShowEvent) -> None:
        """At first the focus is on the chats."""
        super().showEvent(event)
        if not event.spontaneous() and self.focusWidget() is None:
            self.panes.enter(self.bar if self.bar.list.isVisible() else self.top)

    # ---------------------------------------------------------------- room
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows have drawers, low ones a folded strip."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < NARROW
        if narrow is not self._narrow:
            self._narrow = narrow
            self._set_narrow(narrow)
        low = self.height() < LOW
        if low is not self._low:
            self._low = low
            self._fold(low or self._memory.flag("folded", default=False))
        if not low:
            self._strip_wanted = False
        self.strip.setVisible(self._strip_wanted or self.height() >= LOWEST)

    def _fold(self, on: bool) -> None:
        self.strip.set_folded(on)
        if on:
            height = self.strip.maximumHeight()
            self.rows.setSizes([max(1, sum(self.rows.sizes()) - height), height])
        else:
            self._memory.restore(self.rows, "rows", ROWS)

    def _set_narrow(self, narrow: bool) -> None:
        self.top.set_compact(narrow)
        for drawer in (self.left_drawer, self.right_drawer):
            drawer.close_panel()
        if narrow:
            self.left_drawer.hold(self.bar)
            self.right_drawer.hold(self.right)
        else:
            self.columns.insertWidget(0, self.bar)
            self.columns.addWidget(self.right)
            self.columns.setStretchFactor(1, 1)
            self.bar.show()
            self.right.show()
            self._memory.restore(self.columns, "columns", COLUMNS)
        for edge in (self.left_edge, self.right_edge):
            if narrow:
                edge.show_edge()
            else:
                edge.hide()

    def _restore(self) -> None:
        self._arrange()
        self._memory.restore(self.columns, "columns", COLUMNS)
        self._memory.restore(self.right, "side", SIDE)
        self._fold(self._low or self._memory.flag("folded", default=False))
        self._check_looks()

    def _reset_layout(self) -> None:
        self._context.remembered.forget(PREFIX, "layout.", "table.", "columns.")
        self.setWindowState(Qt.WindowState.WindowNoState)
        self._memory.restore_window(self)
        self._restore()
        self._zoom(0)

    def _strip_folded(self, on: bool) -> None:
        self._fold(on)
        self._strip_wanted = self._low and not on
        if not self._low:
            self._memory.keep_flag("folded", on=on)
        self._arrange()

    # ---------------------------------------------------------------- doing
    def _zoom(self, steps: int) -> None:
        if steps:
            self._appearance.zoom_by(steps)
        else:
            self._appearance.set_zoom(100)

    def _choose_look(self, look: Look) -> None:
        self._appearance.set_look(look)
        self._check_looks()

    def _toggle_messages(self) -> None:
        if self.messages_panel.isVisible():
            self.messages_panel.close_panel()
        else:
            self.toast.hide()
            self.messages_panel.open_list()

    def _tell_message(self, notice: Notice) -> None:
        """Not what stands before one's eyes already: at the top of the chat in front, or in the open list."""
        in_front = QApplication.activeWindow() is not None
        told = notice.interaction_id is not None and notice.interaction_id == self._context.selection.current
        if not (in_front and (told or self.messages_panel.isVisible())):
            self.toast.tell(notice)

    def _toast_room(self) -> QRect:
        """The list of chats, whose lower end is free; in a narrow window the tables, or above the composer."""
        if not self._narrow:
            return self._on_stack(self.bar)
        if self.strip.isVisible() and not self.strip.is_folded:
            return self._on_stack(self.strip)
        room = self._on_stack(self.centre)
        fields = [field for field in self.centre.findChildren(QWidget, "composer") if field.isVisible()]
        if fields:
            room.setBottom(self._on_stack(fields[0]).top() - 1)
        return room

    def _on_stack(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.stack, QPoint(0, 0)), widget.size())

    def _show_strip(self) -> None:
        self._strip_wanted = True
        self.strip.show()
        if self.strip.is_folded:
            self._fold(False)
            self._strip_folded(False)
        self.panes.enter(self.strip)

    def _show_directory(self) -> None:
        if self._narrow:
            self.right_drawer.open_panel()
        self.panes.enter(self.directory)

    def _came_to_front(self, _interaction_id: str) -> None:
        self.left_drawer.close_panel()
        if self.isMinimized():
            self.showNormal()

    def _visible_panes(self) -> list[QWidget]:
        order = [self.top, self.bar, self.centre, self.directory, self.side, self.strip]
        panels: list[QWidget] = [self.messages_panel, self.settings_panel, self.palette_panel]
        return [pane for pane in (*order, *panels) if pane.isVisible()]

    # ---------------------------------------------------------------- the end
    def closeEvent(self, event: QCloseEvent) -> None:
        """Only says so; the program ends its tasks first and hides the window then."""
        event.ignore()
        self._memory.keep_window(self)
        self.close_requested.emit()

    def leave(self) -> None:
        """The program is done with this window: keep its place and take it from the screen."""
        self._memory.keep_window(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self.panes.remember)
        self._appearance.changed.disconnect(self._looks_changed)
        self.hide()


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(5)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter


def _tabs(tabs: Tabs, name: str, accessible_name: str) -> QTabWidget:
    widget = QTabWidget()
    widget.setObjectName(name)
    widget.setDocumentMode(True)
    widget.tabBar().setAccessibleName(accessible_name)
    widget.tabBar().setUsesScrollButtons(True)
    for title, view in tabs:
        widget.addTab(view, title)
    return widget
