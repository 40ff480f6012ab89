"""FilterButtons: all kinds, or one of them, with how many were found of each."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from desktop_agent.desktop.models.hits import Category
from desktop_agent.desktop.presenters.communicator_groups import FILTERS, group_title
from desktop_agent.desktop.presenters.wording import put
from desktop_agent.desktop.theme.tokens import SPACE, TARGET
from desktop_agent.desktop.views.team_communicator.flow import FlowLayout


class FilterButtons(QWidget):
    """One of them is always down.

    Signals:
        chosen: (Category or None for all).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[Category | None, QToolButton] = {}
        row = FlowLayout(self, SPACE)
        row.setContentsMargins(0, 0, 0, 0)
        for category in (None, *FILTERS):
            button = QToolButton()
            button.setObjectName(f"communicator.filter.{category or 'all'}")
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setMinimumSize(TARGET, TARGET)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, category=category: self.chosen.emit(category))
            button.toggled.connect(lambda on, button=button: _stress(button, on=on))
            self._group.addButton(button)
            self._buttons[category] = button
            row.addWidget(button)
        self.show_counts({}, typed=False)
        self.check(None)

    def check(self, category: Category | None) -> None:
        """Show which is in force."""
        self._buttons[category].setChecked(True)

    def show_counts(self, counts: Mapping[Category, int], *, typed: bool) -> None:
        """Write the counts into the buttons; without a text there is nothing to count."""
        for category, button in self._buttons.items():
            title = self.tr("All") if category is None else group_title(category)
            count = sum(counts.values()) if category is None else counts.get(category, 0)
            button.setText(f"{title} {count}" if typed else title)
            named = put(self.tr("{title}, {count} found"), {"title": title, "count": count}) if typed else title
            button.setAccessibleName(named)


def _stress(button: QToolButton, *, on: bool) -> None:
    """The one in force stands out by weight, in every scheme."""
    font = button.font()
    font.setBold(on)
    button.setFont(font)
