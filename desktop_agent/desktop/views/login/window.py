"""The login window: server, user, password; the step for a password that must be changed."""

import asyncio

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_agent import __version__
from desktop_agent.desktop.presenters.login import LoginPresenter, Step
from desktop_agent.desktop.theme.tokens import GAP
from desktop_agent.desktop.views.widgets.labels import PlainLabel
from desktop_agent.desktop.views.widgets.notice_bar import BarKind, NoticeBar
from desktop_agent.resources import resource

WIDTH = 352


class LoginWindow(QWidget):
    """Enter submits, Escape leaves.

    Signals:
        close_requested: the person does not want to sign in.
    """

    close_requested = Signal()

    def __init__(self, presenter: LoginPresenter) -> None:
        super().__init__()
        self.setObjectName("login_window")
        self.setWindowTitle(self.tr("Sign in – Desktop Agent"))
        self.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
        self._presenter = presenter
        self._painted: asyncio.Future[None] | None = None
        self._was_painted = False
        self.bar = NoticeBar(closable=False)
        self.bar.setObjectName("login.bar")
        self.server = _field("login.server", self.tr("Server"), presenter.server)
        self.server.setPlaceholderText("https://chat.example.com")
        self.user = _field("login.user", self.tr("User name"), presenter.user)
        self.password = _field("login.password", self.tr("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox(self.tr("Stay signed in on this machine"))
        self.remember.setObjectName("login.remember")
        self.remember.setChecked(presenter.remember)
        self.test = _button("login.test", self.tr("Test connection"))
        self.sign_in = _button("login.sign_in", self.tr("Sign in"))
        self.new = _field("login.new_password", self.tr("New password"))
        self.again = _field("login.new_password_again", self.tr("New password again"))
        for field in (self.new, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.change = _button("login.change_password", self.tr("Change password and sign in"))
        self.memory = PlainLabel(muted=True)
        self.memory.setObjectName("login.memory_notice")
        self.memory.setWordWrap(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._credentials_page())
        self._pages.addWidget(self._password_page())
        self._lay_out()
        self._connect()

    def show_memory_notice(self) -> None:
        """Say whether secrets can be kept; known once the keyring has been looked for."""
        self.memory.setText(self._presenter.memory_notice)
        self.memory.setVisible(bool(self.memory.text()))
        self.remember.setEnabled(not self.memory.text())

    def showEvent(self, event: QShowEvent) -> None:
        """The focus goes to the first field that is empty."""
        super().showEvent(event)
        empty = (field for field in (self.server, self.user, self.password) if field.isEnabled() and not field.text())
        next(empty, self.password).setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is heavy may be loaded once this has happened."""
        super().paintEvent(event)
        if self._painted is not None and not self._painted.done():
            self._painted.set_result(None)
        self._was_painted = True

    def first_paint(self) -> "asyncio.Future[None]":
        """Done when the window has been painted once."""
        self._painted = asyncio.get_running_loop().create_future()
        if self._was_painted:
            self._painted.set_result(None)
        return self._painted

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter submits from anywhere, Escape stops or leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._submit()
        elif event.key() == Qt.Key.Key_Escape:
            if self._presenter.busy:
                self._presenter.cancel()
            else:
                self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only says so; the program decides."""
        event.ignore()
        self.close_requested.emit()

    # ---------------------------------------------------------------- building
    def _credentials_page(self) -> QWidget:
        page = QWidget()
        form = _form(page)
        if not self._presenter.server_locked:
            form.addRow(PlainLabel(self.tr("Server")), self.server)
        form.addRow(PlainLabel(self.tr("User name")), self.user)
        form.addRow(PlainLabel(self.tr("Password")), self.password)
        form.addRow("", self.remember)
        foot = QHBoxLayout()
        foot.addWidget(self.test)
        foot.addStretch(1)
        foot.addWidget(self.sign_in)
        form.addRow(foot)
        return page

    def _password_page(self) -> QWidget:
        page = QWidget()
        form = _form(page)
        words = PlainLabel(self.tr("Your password must be changed before you go on."))
        words.setWordWrap(True)
        form.addRow(words)
        form.addRow(PlainLabel(self.tr("New password")), self.new)
        form.addRow(PlainLabel(self.tr("Once more")), self.again)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.change)
        form.addRow(foot)
        return page

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        picture = PlainLabel()
        picture.setPixmap(self.windowIcon().pixmap(32, 32))
        title = PlainLabel("Desktop Agent", bold=True)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        title.setFont(font)
        head.addWidget(picture)
        head.addSpacing(GAP)
        head.addWidget(title, 1)
        head.addWidget(PlainLabel(f"v{__version__}", muted=True), 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        column.setSpacing(GAP * 2)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self._pages)
        column.addWidget(self.memory)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # grows and shrinks with what it shows
        for part in (self.bar, self._pages, self.memory):
            part.setFixedWidth(WIDTH)
        self.memory.hide()

    def _connect(self) -> None:
        presenter = self._presenter
        self.sign_in.setDefault(True)
        self.sign_in.clicked.connect(self._submit)
        self.change.clicked.connect(self._submit)
        self.test.clicked.connect(lambda: presenter.test(self.server.text()))
        presenter.busy_changed.connect(self._busy)
        presenter.failed.connect(lambda sentence: self._tell(BarKind.ERROR, sentence))
        presenter.reached.connect(lambda sentence: self._tell(BarKind.SUCCESS, sentence))
        presenter.step_changed.connect(self._step)
        presenter.memory_known.connect(self.show_memory_notice)
        self.show_memory_notice()

    # ---------------------------------------------------------------- doing
    def _submit(self) -> None:
        if self._presenter.busy:
            return
        if self._pages.currentIndex():
            self._presenter.change_password(self.new.text(), self.again.text())
        else:
            server = self._presenter.server if self._presenter.server_locked else self.server.text()
            self._presenter.sign_in(server, self.user.text(), self.password.text(), remember=self.remember.isChecked())

    def _busy(self, on: bool) -> None:
        self._pages.setEnabled(not on)
        if on:
            self._tell(BarKind.NEUTRAL, self.tr("Asking the server …"))
        elif self.bar.kind is BarKind.NEUTRAL:
            self.bar.clear()
        if not on:
            (self.new if self._pages.currentIndex() else self.password).setFocus()

    def _tell(self, kind: BarKind, sentence: str) -> None:
        self.bar.tell(kind, sentence)

    def _step(self, step: Step) -> None:
        self._pages.setCurrentIndex(1 if step is Step.NEW_PASSWORD else 0)


def _field(name: str, words: str, text: str = "") -> QLineEdit:
    field = QLineEdit(text)
    field.setObjectName(name)
    field.setAccessibleName(words)
    return field


def _button(name: str, words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    return button


def _form(page: QWidget) -> QFormLayout:
    form = QFormLayout(page)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(GAP * 2)
    form.setVerticalSpacing(GAP)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form
