"""DispositionChooser: the list of dispositions; shows what the server has, not what was clicked."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_agent.desktop.presenters.wrap_up import WrapUpPresenter
from desktop_agent.desktop.theme.tokens import GAP
from desktop_agent.desktop.views.widgets.labels import PlainLabel


class DispositionChooser(QWidget):
    """A label and a drop-down."""

    def __init__(self, presenter: WrapUpPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.label = PlainLabel()
        self.box = QComboBox()
        self.box.setObjectName("disposition")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)
        self.label.setBuddy(self.box)
        self.box.activated.connect(self._chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.label)
        layout.addWidget(self.box, 1)
        self._codes: list[str | None] = []
        presenter.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show choices and choice."""
        presenter = self._presenter
        name = self.tr("Disposition (required)") if presenter.required else self.tr("Disposition")
        self.label.setText(name)
        self.box.setAccessibleName(name)
        codes: list[str | None] = [None, *(choice.code for choice in presenter.choices)]
        if codes != self._codes:
            self._codes = codes
            self.box.clear()
            self.box.addItem(self.tr("None chosen"))
            self.box.addItems([choice.name for choice in presenter.choices])
        chosen = presenter.disposition
        self.box.setCurrentIndex(codes.index(chosen) if chosen in codes else 0)
        self.box.setEnabled(presenter.may_choose and len(codes) > 1)

    def _chosen(self, index: int) -> None:
        self._presenter.choose(self._codes[index])
        self.refresh()
