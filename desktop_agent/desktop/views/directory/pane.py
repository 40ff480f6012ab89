"""TargetPane: a list of targets with its filter, its question and its foot line."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop_agent.desktop.presenters.directory import TargetListPresenter
from desktop_agent.desktop.theme.icons import icon
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.directory.question_bar import QuestionBar
from desktop_agent.desktop.views.widgets.labels import PlainLabel


class FilterBox(QLineEdit):
    """Narrows a list while one types. Enter does nothing here; arrow down goes to the list.

    Signals:
        down: to the list.
    """

    down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        """Args: placeholder: also the accessible name."""
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._sign = self.addAction(icon("filter"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow down, Escape and Enter."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()  # a transfer needs a focused row
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A new scheme has other icons."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._sign.setIcon(icon("filter"))


class TargetPane(QWidget):
    """Filter (where there is one) above, list in the middle, question and foot line below."""

    def __init__(
        self, name: str, presenter: TargetListPresenter, view: QAbstractItemView, filter_box: FilterBox | None = None
    ) -> None:
        """Args: name: object name. presenter: of the list. view: with its model. filter_box: above the list."""
        super().__init__()
        self.setObjectName(name)
        self.presenter = presenter
        self.view = view
        self.filter_box = filter_box
        view.setObjectName(f"{name}.list")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setProperty("pane_entry", True)
        self._empty = PlainLabel(muted=True)
        self._empty.setObjectName(f"{name}.empty")
        self._empty.setWordWrap(True)
        self._empty.setMargin(GAP)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._stack = QStackedWidget()
        self._stack.addWidget(view)
        self._stack.addWidget(self._empty)
        self.question = QuestionBar(self, lambda question, yes: presenter.answer(question, yes=yes))
        self.question.setObjectName(f"{name}.question")
        self.foot = PlainLabel(muted=True)
        self.foot.setObjectName(f"{name}.foot")
        self.foot.setWordWrap(True)
        self.foot.setContentsMargins(GAP, SPACE, GAP, SPACE)
        self.foot.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._keep_two_lines()
        self._lay_out()
        presenter.foot_changed.connect(self._say)
        presenter.asked.connect(self.question.ask)
        self._say(presenter.foot)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self.filter_box is not None:
            self.filter_box.setObjectName(f"{self.objectName()}.filter")
            self.filter_box.down.connect(self.view.setFocus)
            room = QVBoxLayout()
            room.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
            room.addWidget(self.filter_box)
            layout.addLayout(room)
            self.setFocusProxy(self.filter_box)
        else:
            self.setFocusProxy(self.view)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.question)
        layout.addWidget(self.foot)

    def show_empty(self, sentence: str) -> None:
        """Say why there is nothing, or show the list again."""
        had_focus = self.view.hasFocus()
        self._empty.setText(sentence)
        self._stack.setCurrentWidget(self._empty if sentence else self.view)
        if sentence and had_focus and self.filter_box is not None:
            self.filter_box.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """A chat held over the tabs changes them."""
        super().showEvent(event)
        tabs = self._tabs()
        if tabs is not None:
            tabs.tabBar().setAcceptDrops(True)  # without it the bar never hears of a drag
            tabs.tabBar().setChangeCurrentOnDrag(True)

    def changeEvent(self, event: QEvent) -> None:
        """A new font needs another height of the foot line."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._keep_two_lines)

    def _tabs(self) -> QTabWidget | None:
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, QTabWidget):
            widget = widget.parentWidget()
        return widget

    def _keep_two_lines(self) -> None:
        # Always two lines high: the list above must not jump when the sentence gets longer.
        self.foot.setFixedHeight(self.foot.fontMetrics().lineSpacing() * 2 + 2 * SPACE)

    def _say(self, sentence: str) -> None:
        self.foot.setText(sentence or self.presenter.foot)
        self.foot.setAccessibleName(self.foot.text())
