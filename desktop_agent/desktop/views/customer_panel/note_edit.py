"""NoteEdit: the note of a chat; says whether it is saved."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_agent.desktop.presenters.note import NotePresenter
from desktop_agent.desktop.theme.tokens import SPACE
from desktop_agent.desktop.views.customer_panel.outlined import OutlinedEdit
from desktop_agent.desktop.views.widgets.labels import ElidedLabel


class NoteEdit(QWidget):
    """A field and a line under it; shows nothing until it has a note."""

    def __init__(self, presenter: NotePresenter | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: NotePresenter | None = None
        self.edit = OutlinedEdit()
        self.edit.setObjectName("note")
        self.edit.setAccessibleName(self.tr("Note"))
        self.edit.setPlaceholderText(self.tr("Note for whoever has this chat next"))
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * 3)
        self._state = ElidedLabel(muted=True)
        self._state.setObjectName("note.state")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self._state)
        self.edit.textChanged.connect(self._typed)
        self.show_note(presenter)

    def show_note(self, presenter: NotePresenter | None) -> None:
        """Show the note of a chat; None empties the field. What was typed in the former one is saved."""
        if self._presenter is not None:
            self._presenter.save_now()
            self._presenter.changed.disconnect(self.refresh)
        self._presenter = presenter
        if presenter is not None:
            presenter.changed.connect(self.refresh)
        self.refresh()

    def forget(self) -> None:
        """The chat and its presenter are gone."""
        self._presenter = None
        self.refresh()

    def refresh(self) -> None:
        """Show text and state."""
        presenter = self._presenter
        why = self.tr("No chat is selected.") if presenter is None else presenter.why_not
        text = "" if presenter is None else presenter.text
        self.edit.setReadOnly(bool(why))
        self.edit.setEnabled(presenter is not None)
        self.edit.setAccessibleDescription(why)
        if self.edit.toPlainText() != text:
            blocked = self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(blocked)
        self._state.setText(why or (presenter.state if presenter is not None else ""))

    def _typed(self) -> None:
        if self._presenter is not None:
            self._presenter.edit(self.edit.toPlainText())
