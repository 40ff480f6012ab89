"""My Messages: list and one message, in a panel over the right side of the window."""

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_agent.contract.values import Notice
from desktop_agent.desktop.models.notices import NOTICE_ROLE
from desktop_agent.desktop.presenters.messages import MessagesPresenter
from desktop_agent.desktop.presenters.words import priority_word
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.messages.delegate import NoticeDelegate
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import ElidedLabel, PlainLabel
from desktop_agent.desktop.views.widgets.notice_bar import BarKind, NoticeBar
from desktop_agent.desktop.views.widgets.overlay import Overlay

WIDTH = 440


class MessagesPanel(Overlay):
    """Newest first; what is selected is shown whole below and counts as read."""

    def __init__(self, presenter: MessagesPresenter, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("my_messages")
        self.setAccessibleName(self.tr("My Messages"))
        self._presenter = presenter
        self.list = self._make_list()
        self._detail = self._make_detail()
        self._head = ElidedLabel(muted=True)
        self._problem = NoticeBar()
        self._empty = PlainLabel(self.tr("No messages."), muted=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.unread_button = self._button(self.tr("Mark unread"), "messages.unread", self._toggle_read)
        self.delete_button = self._button(self.tr("Delete"), "messages.delete", self._delete)
        self.open_button = self._button(self.tr("Open chat"), "messages.open", self._open)
        self._lay_out()
        model = presenter.model
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.dataChanged):
            signal.connect(self._follow)
        presenter.refused.connect(lambda sentence: self._problem.tell(BarKind.ERROR, sentence))
        self._follow()

    def place(self) -> None:
        """At the trailing side, as high as there is room."""
        host = self._host.rect()
        width = min(WIDTH, host.width())
        left = 0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else host.width() - width
        self.setGeometry(QRect(left, 0, width, min(host.height(), max(320, host.height() * 3 // 4))))

    def open_list(self) -> None:
        """Open and put the focus on the list."""
        self.open_panel(self.list)
        if not self.list.currentIndex().isValid() and self._presenter.model.rowCount():
            self.list.setCurrentIndex(self._presenter.model.index(0))

    def show_notice(self, notice_id: str) -> None:
        """Open at one message."""
        self.open_panel(self.list)
        row = self._presenter.model.row_of(notice_id)
        if row >= 0:
            self.list.setCurrentIndex(self._presenter.model.index(row))

    # ---------------------------------------------------------------- building
    def _make_list(self) -> QListView:
        view = QListView()
        view.setObjectName("my_messages.list")
        view.setAccessibleName(self.tr("Messages, newest first"))
        view.setModel(self._presenter.model)
        view.setItemDelegate(NoticeDelegate(self._presenter, view))
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.selectionModel().currentChanged.connect(self._chosen)
        view.activated.connect(lambda _index: self._open())
        return view

    def _make_detail(self) -> QPlainTextEdit:
        words = QPlainTextEdit()
        words.setObjectName("my_messages.detail")
        words.setAccessibleName(self.tr("Message"))
        words.setReadOnly(True)
        words.setTabChangesFocus(True)
        words.setFrameShape(QFrame.Shape.NoFrame)
        return words

    def _button(self, words: str, name: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        title = PlainLabel(self.tr("My Messages"), bold=True)
        close = IconButton("close", self.tr("Close My Messages"))
        close.setObjectName("my_messages.close")
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(GAP, SPACE, SPACE, SPACE)
        head.addWidget(title, 1)
        head.addWidget(close)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP, SPACE, GAP, GAP)
        foot.setSpacing(GAP)
        foot.addWidget(self.open_button)
        foot.addStretch(1)
        foot.addWidget(self.unread_button)
        foot.addWidget(self.delete_button)
        self._head.setContentsMargins(GAP, SPACE, GAP, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._empty, 3)
        column.addWidget(self.list, 3)
        column.addWidget(self._head)
        column.addWidget(self._detail, 2)
        column.addLayout(foot)

    # ---------------------------------------------------------------- following
    def _current(self) -> Notice | None:
        notice = self.list.currentIndex().data(NOTICE_ROLE)
        return notice if isinstance(notice, Notice) else None

    def _chosen(self, current: QModelIndex) -> None:
        self._follow()
        notice = current.data(NOTICE_ROLE)
        if isinstance(notice, Notice) and self.isVisible():
            self._presenter.mark(notice, read=True)

    def _follow(self) -> None:
        filled = bool(self._presenter.model.rowCount())
        self._empty.setVisible(not filled)
        self.list.setVisible(filled)
        notice = self._current()
        words = "" if notice is None else self._presenter.sentence(notice)
        if words != self._detail.toPlainText():
            self._detail.setPlainText(words)
        self._head.setText(
            ""
            if notice is None
            else f"{self._presenter.origin(notice)} · {self._presenter.when(notice)} · {priority_word(notice.priority)}"
        )
        for button in (self.unread_button, self.delete_button):
            button.setEnabled(notice is not None)
        self.open_button.setEnabled(notice is not None and self._presenter.has_chat(notice))
        unread = notice is not None and not notice.read
        self.unread_button.setText(self.tr("Mark read") if unread else self.tr("Mark unread"))

    # ---------------------------------------------------------------- doing
    def _toggle_read(self) -> None:
        notice = self._current()
        if notice is not None:
            self._presenter.mark(notice, read=not notice.read)

    def _delete(self) -> None:
        notice = self._current()
        if notice is not None:
            self._presenter.delete(notice)

    def _open(self) -> None:
        notice = self._current()
        if notice is not None and self._presenter.has_chat(notice):
            self.close_panel()
            self._presenter.open_chat(notice)
