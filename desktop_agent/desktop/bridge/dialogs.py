"""Dialogs and menus that are awaited instead of exec'd, behind a seam that tests and the driver replace."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of a question.

    Attributes:
        id: what ``ask`` returns when it is chosen.
        default: Enter takes it (at most one).
        cancel: Escape and closing the window take it (at most one).
    """

    id: str
    text: str
    default: bool = False
    cancel: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the person can decide. All texts are shown as plain text."""

    title: str
    text: str
    choices: tuple[Choice, ...]


class Dialogs(Protocol):
    """The seam: how the program asks."""

    async def ask(self, question: Question, parent: QWidget | None = None) -> str:
        """Put a question and return the id of the chosen ``Choice``."""


async def opened(dialog: QDialog) -> int:
    """Open a dialog (never exec) and wait for its result; a cancelled wait closes it."""
    future: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle(result: int) -> None:
        if not future.done():
            future.set_result(result)

    dialog.finished.connect(settle)
    dialog.open()
    try:
        return await future
    finally:
        dialog.finished.disconnect(settle)
        dialog.close()
        dialog.deleteLater()


async def chosen(menu: QMenu, position: QPoint) -> QAction | None:
    """Pop a menu up at a global position and wait for the choice; None when it is left."""
    future: asyncio.Future[QAction | None] = asyncio.get_running_loop().create_future()

    def settle(action: QAction | None) -> None:
        if not future.done():
            future.set_result(action)

    menu.triggered.connect(settle)
    # aboutToHide comes before triggered: let a choice win.
    menu.aboutToHide.connect(lambda: settle(None), Qt.ConnectionType.QueuedConnection)
    menu.popup(position)
    try:
        return await future
    finally:
        menu.close()


class QuestionDialog(QDialog):
    """A plain question with named buttons."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setModal(True)
        self.chosen_id = next((choice.id for choice in question.choices if choice.cancel), "")
        words = QLabel(question.text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setMinimumWidth(320)
        box = QDialogButtonBox()
        for choice in question.choices:
            button = QPushButton(choice.text)
            button.setObjectName(f"choice.{choice.id}")
            button.setAutoDefault(choice.default)
            button.setDefault(choice.default)
            role = QDialogButtonBox.ButtonRole.RejectRole if choice.cancel else QDialogButtonBox.ButtonRole.AcceptRole
            box.addButton(button, role)
            button.clicked.connect(lambda _checked=False, chosen=choice.id: self._choose(chosen))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(words)
        layout.addWidget(box)
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.text)

    def _choose(self, chosen: str) -> None:
        self.chosen_id = chosen
        self.accept()


class WindowDialogs:
    """``Dialogs`` in real windows."""

    async def ask(self, question: Question, parent: QWidget | None = None) -> str:
        """See ``Dialogs.ask``."""
        dialog = QuestionDialog(question, parent or QApplication.activeWindow())
        await opened(dialog)
        return dialog.chosen_id
