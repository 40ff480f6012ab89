"""InteractionPane: the whole window of one chat, in the main window or on its own."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPalette, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.models.transcript import Row, RowKind
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.interaction import InteractionPresenter
from desktop_agent.desktop.presenters.wrap_up import WrapUpPresenter
from desktop_agent.desktop.theme.icons import icon
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.customer_panel.note_edit import NoteEdit
from desktop_agent.desktop.views.interaction.bars import TransferBars
from desktop_agent.desktop.views.interaction.composer import Composer
from desktop_agent.desktop.views.interaction.find_bar import FindBar
from desktop_agent.desktop.views.interaction.header import ChatHeader
from desktop_agent.desktop.views.interaction.toolbar import ChatToolbar
from desktop_agent.desktop.views.interaction.transcript.layout import speaker_name, visibility_words
from desktop_agent.desktop.views.interaction.transcript.view import TranscriptView
from desktop_agent.desktop.views.widgets.labels import ElidedLabel, tabular
from desktop_agent.desktop.views.widgets.links import open_link
from desktop_agent.desktop.views.widgets.notice_bar import announce
from desktop_agent.desktop.views.wrap_up.panel import WrapUpPanel

ZOOM = "transcript.zoom"
SPOKEN_LETTERS = 400


class InteractionPane(QWidget):
    """Header, toolbar, bars, transcript, composer or wrap-up, status line.

    What is typed, scrolled and zoomed stays with the pane when it moves into a window of its own and back.
    """

    def __init__(
        self,
        context: DesktopContext,
        registry: ActionRegistry,
        chat: InteractionPresenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chat.pane")
        self.setAccessibleName(self.tr("Chat with {customer}").format(customer=chat.customer))
        self._context = context
        self._registry = registry
        self.chat = chat
        self.popped_out = False
        self.header = ChatHeader(context, chat)
        self.toolbar = ChatToolbar(registry, chat, self.select, self._fill_menu)
        self.bars = TransferBars(context, chat, self._choose_another)
        self.transcript = TranscriptView()
        self.find_bar = FindBar(self.transcript)
        self._typing = ElidedLabel(muted=True)
        self._typing.setObjectName("chat.typing")
        self.composer = Composer(chat.composer, chat.customer)
        self.wrap_up = WrapUpPanel(context, WrapUpPresenter(context, chat, self), NoteEdit(chat.note))
        self._status = ElidedLabel(muted=True)
        self._status.setObjectName("chat.status")
        self._status.setFont(tabular(self._status.font()))
        self._status.set_tip(self.tr("Id {id}").format(id=chat.id))
        self._status.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._status.customContextMenuRequested.connect(self._open_status_menu)
        self._arrange()
        self._connect()
        zoom = context.remembered.get(ZOOM, 100)
        self.transcript.set_zoom(zoom if isinstance(zoom, int) else 100)
        self.transcript.set_model(chat.transcript)
        self.refresh()
        self._show_typing()

    def _arrange(self) -> None:
        status = QVBoxLayout()
        status.setContentsMargins(GAP, 0, GAP, SPACE // 2)
        status.addWidget(self._status)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        for widget in (self.header, self.toolbar, self.bars, self.find_bar):
            layout.addWidget(widget)
        talk = QVBoxLayout()
        talk.setSpacing(0)
        talk.addWidget(self.transcript, 1)
        typing = QWidget()
        typing.setBackgroundRole(QPalette.ColorRole.Base)
        typing.setAutoFillBackground(True)
        room = QVBoxLayout(typing)
        room.setContentsMargins(GAP, 0, GAP, 0)
        room.addWidget(self._typing)
        talk.addWidget(typing)
        layout.addLayout(talk, 1)
        layout.addWidget(self.composer)
        layout.addWidget(self.wrap_up)
        layout.addLayout(status)

    def _connect(self) -> None:
        chat = self.chat
        chat.changed.connect(self.refresh)
        chat.typing_changed.connect(self._show_typing)
        chat.older_changed.connect(self._show_loading)
        chat.transcript.inserted.connect(self._mind_read_soon)
        chat.transcript.reset.connect(self._mind_read_soon)
        chat.transcript.arrived.connect(self._say_arrived)
        self.transcript.stuck_changed.connect(self._mind_read_soon)
        self.transcript.top_reached.connect(chat.load_older)
        self.transcript.link_activated.connect(open_link)
        self.transcript.find_wanted.connect(self.find_bar.begin)
        self.transcript.zoom_changed.connect(self._keep_zoom)
        self.find_bar.left.connect(self._focus_transcript)
        self._context.clock.tick.connect(self._tick)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(0)
        self._reading.timeout.connect(self._mind_read)

    # ------------------------------------------------------------------ public
    def select(self) -> None:
        """Make this chat the selected one of the program."""
        self._context.selection.select(self.chat.id)

    def focus_composer(self) -> None:
        """Write here."""
        if self.chat.over:
            self.wrap_up.chooser.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.composer.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_harmlessly(self) -> None:
        """Take the focus where keys that were meant for another chat do nothing."""
        self.transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the chat as it is."""
        over = self.chat.over
        if over and holds_focus(self.composer):
            self.focus_harmlessly()
        self.composer.setVisible(not over)
        self.wrap_up.setVisible(over)
        self._tick()
        self._mind_read_soon()

    # ------------------------------------------------------------------ Qt
    def showEvent(self, event: QShowEvent) -> None:
        """Being seen counts as reading."""
        super().showEvent(event)
        self._mind_read_soon()

    def changeEvent(self, event: QEvent) -> None:
        """The window came to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._mind_read_soon()

    # ------------------------------------------------------------------ inside
    def _tick(self) -> None:
        status = self.chat.status()
        if status != self._status.full_text():
            self._status.setText(status)

    def _show_typing(self) -> None:
        words = self.chat.typing()
        # A blank keeps the line's height: nothing moves when somebody begins to type.
        self._typing.setText(words or "\u00a0")
        self._typing.setAccessibleName(words or self.tr("Nobody is typing"))

    def _show_loading(self) -> None:
        self.transcript.show_loading(loading=self.chat.loading_older)

    def _mind_read_soon(self, *_what: object) -> None:
        self._reading.start()

    def _mind_read(self) -> None:
        if self.isVisible() and self.window().isActiveWindow() and self.transcript.stuck:
            self.chat.looked_at()

    def _say_arrived(self, rows: list[Row]) -> None:
        if not self.isVisible():
            return
        for row in rows:
            words = row.text[:SPOKEN_LETTERS]
            if row.kind is RowKind.LINE:
                words = ": ".join(part for part in (speaker_name(row), visibility_words(row.visibility), words) if part)
            announce(self.transcript, words)

    def _keep_zoom(self, percent: int) -> None:
        self._context.remembered.set(ZOOM, percent)

    def _choose_another(self) -> None:
        self.select()
        self._registry.trigger(ActionId.TRANSFER, origin=self.toolbar.transfer)

    def _focus_transcript(self) -> None:
        self.transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_menu(self, menu: QMenu) -> None:
        for which in (ActionId.POP_IN if self.popped_out else ActionId.POP_OUT, ActionId.FIND):
            registered = self._registry.action(which)
            entry = menu.addAction(registered.icon(), registered.text())
            entry.setShortcut(registered.shortcut())
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, carried out by the registry alone
            entry.triggered.connect(lambda _checked=False, which=which: self._trigger(which))
        copy = menu.addAction(icon("copy"), self.tr("&Copy the id of this chat"))
        copy.triggered.connect(lambda _checked=False: self._copy_id())

    def _copy_id(self) -> None:
        QGuiApplication.clipboard().setText(self.chat.id)

    def _open_status_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("copy"), self.tr("&Copy the id of this chat")).triggered.connect(self._copy_id)
        menu.popup(self._status.mapToGlobal(at))

    def _trigger(self, action_id: ActionId) -> None:
        self.select()
        self._registry.trigger(action_id, origin=self.toolbar)


def holds_focus(widget: QObject | None) -> bool:
    """Whether the keyboard is inside a widget."""
    if not isinstance(widget, QWidget):
        return False
    focus: QWidget | None = widget.window().focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
