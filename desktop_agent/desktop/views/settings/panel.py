"""Settings of this person on this machine, in a panel inside the window (no modal window while chats run)."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.settings import SettingsPresenter
from desktop_agent.desktop.theme.appearance import ZOOMS, Appearance, Look
from desktop_agent.desktop.theme.tokens import GAP
from desktop_agent.desktop.views.preview.ringer import try_out
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import PlainLabel, tabular
from desktop_agent.desktop.views.widgets.overlay import Overlay

WIDTH = 420


class SettingsPanel(Overlay):
    """Everything takes effect at once."""

    def __init__(
        self, context: DesktopContext, appearance: Appearance, registry: ActionRegistry, host: QWidget
    ) -> None:
        super().__init__(host)
        self.setObjectName("settings")
        self.setAccessibleName(self.tr("Settings"))
        self._context = context
        self._presenter = SettingsPresenter(context, self)
        self._appearance = appearance
        self.look = self._make_look()
        self.zoom = self._make_zoom()
        self.switches: dict[str, QCheckBox] = {}
        self._lay_out(registry)
        appearance.changed.connect(self._follow)

    def place(self) -> None:
        """In the middle."""
        host = self._host.rect()
        width = min(WIDTH, host.width() - GAP * 2)
        height = min(self.sizeHint().height(), host.height() - GAP * 2)
        self.setGeometry(QRect((host.width() - width) // 2, max(GAP, (host.height() - height) // 3), width, height))

    def open_settings(self) -> None:
        """Show what is in force."""
        self._follow()
        self.open_panel(self.look)

    # ---------------------------------------------------------------- building
    def _make_look(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("settings.look")
        box.setAccessibleName(self.tr("Colours"))
        for look, words in (
            (Look.SYSTEM, self.tr("Like the system")),
            (Look.LIGHT, self.tr("Light")),
            (Look.DARK, self.tr("Dark")),
            (Look.CONTRAST, self.tr("High contrast")),
        ):
            box.addItem(words, look)
        box.activated.connect(lambda row: self._appearance.set_look(Look(box.itemData(row))))
        box.setEnabled(not self._presenter.locked("theme"))
        return box

    def _make_zoom(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("settings.zoom")
        box.setAccessibleName(self.tr("Text size"))
        for percent in ZOOMS:
            box.addItem(f"{percent} %", percent)
        box.activated.connect(lambda row: self._appearance.set_zoom(int(box.itemData(row))))
        box.setEnabled(not self._presenter.locked("text_scale"))
        return box

    def _lay_out(self, registry: ActionRegistry) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(GAP * 2)
        form.setVerticalSpacing(GAP)
        server = QLineEdit(self._presenter.server())
        server.setReadOnly(True)
        server.setAccessibleName(self.tr("Server"))
        form.addRow(PlainLabel(self.tr("Server")), server)
        form.addRow(PlainLabel(self.tr("Colours")), self.look)
        form.addRow(PlainLabel(self.tr("Text size")), self.zoom)
        form.addRow("", self._make_sound())
        form.addRow(PlainLabel(self.tr("Volume")), self._make_volume())
        for switch in self._presenter.switches():
            form.addRow("", self._switch(switch.name, switch.words))
        close = IconButton("close", self.tr("Close the settings"))
        close.setObjectName("settings.close")
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Settings"), bold=True), 1)
        head.addWidget(close)
        reset = QPushButton(self.tr("Reset layout"))
        reset.setObjectName("settings.reset_layout")
        reset.clicked.connect(lambda: registry.trigger(ActionId.RESET_LAYOUT))
        foot = QHBoxLayout()
        foot.addWidget(reset)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP, GAP, GAP * 2)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(foot)

    def _make_sound(self) -> QCheckBox:
        box = QCheckBox(self.tr("Play a sound when a chat is offered"))
        box.setObjectName("settings.sound")
        box.setChecked(self._presenter.sound.on)
        if self._presenter.sound.locked:
            box.setEnabled(False)
            box.setToolTip(self._presenter.locked_words())
        box.toggled.connect(self._mute)
        self.switches["sound"] = box
        return box

    def _make_volume(self) -> QWidget:
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setObjectName("settings.volume")
        self.volume.setAccessibleName(self.tr("Volume"))
        self.volume.setRange(0, 100)
        self.volume.setSingleStep(5)
        self.volume.setPageStep(20)
        self.volume.setValue(self._presenter.sound.volume)
        self._percent = PlainLabel(muted=True)
        self._percent.setFont(tabular(self._percent.font()))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._percent.setFixedWidth(self._percent.fontMetrics().horizontalAdvance("100 % "))
        self._listen = QPushButton(self.tr("Listen"))
        self._listen.setObjectName("settings.listen")
        self._listen.clicked.connect(lambda: try_out(self._context, self.volume.value()))
        self.volume.valueChanged.connect(self._turn)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.volume, 1)
        layout.addWidget(self._percent)
        layout.addWidget(self._listen)
        self._show_volume()
        return row

    def _mute(self, on: bool) -> None:
        self._presenter.sound.switch(on=on)
        self._show_volume()

    def _turn(self, percent: int) -> None:
        self._presenter.sound.set_volume(percent)
        self._show_volume()

    def _show_volume(self) -> None:
        self._percent.setText(f"{self.volume.value()} %")
        for part in (self.volume, self._percent, self._listen):
            part.setEnabled(self.switches["sound"].isChecked())

    def _switch(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(f"settings.{name}")
        box.setChecked(self._presenter.value(name) is True)
        if self._presenter.locked(name):
            box.setEnabled(False)
            box.setToolTip(self._presenter.locked_words())
        box.toggled.connect(lambda on: self._presenter.keep(name, on))
        self.switches[name] = box
        return box

    def _follow(self) -> None:
        self.look.setCurrentIndex(self.look.findData(self._appearance.look))
        self.switches["sound"].setChecked(self._presenter.sound.on)
        self.volume.setValue(self._presenter.sound.volume)
        self.zoom.setCurrentIndex(self.zoom.findData(self._appearance.zoom, int(Qt.ItemDataRole.UserRole)))
