"""Pairs: "what: words" in two columns that break their lines; plain text that can be selected and copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.widgets.labels import ElidedLabel, PlainLabel

WIDEST_NAME = 14
UNBREAKABLE = 22


class Pairs(QWidget):
    """A small table of facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[str, str]] | None = None
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(GAP)
        self._form.setVerticalSpacing(SPACE)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show these facts; the same again changes nothing (a selection stays)."""
        if pairs == self._shown:
            return
        self._shown = pairs
        while self._form.rowCount():
            self._form.removeRow(0)
        for what, words in pairs:
            label = PlainLabel(what, muted=True)
            label.setWordWrap(True)
            label.setFixedWidth(min(label.sizeHint().width(), label.fontMetrics().averageCharWidth() * WIDEST_NAME))
            value = self._value(words)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            value.setAccessibleName(f"{what}: {words}")
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            self._form.addRow(label, value)

    @staticmethod
    def _value(words: str) -> PlainLabel:
        """Words that cannot be broken are elided, with all of them in the tooltip; everything else wraps."""
        if any(len(word) > UNBREAKABLE for word in words.split()):
            return ElidedLabel(words)
        value = PlainLabel(words)
        value.setWordWrap(True)
        value.setMinimumWidth(60)
        return value
